import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../../src/files/package-root.js';

const read = (name: string): string => readFileSync(join(packageRoot(), name), 'utf8');

const { jobs } = z
  .object({
    jobs: z.record(
      z.string(),
      z.object({
        strategy: z.object({ matrix: z.object({ node: z.array(z.number()) }) }),
        steps: z.array(z.object({ uses: z.string().optional(), run: z.string().optional() })),
      }),
    ),
  })
  .parse(parse(read('.github/workflows/check.yml')));

describe('the workflow', () => {
  it('runs each action as it was when it was looked at', () => {
    const actions = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !/^[\w/-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  it('covers the versions of Node.js that npm run test:nodes does, from the oldest that Batten runs on', () => {
    const [, list = ''] = /^for version in ([\d ]+); do$/m.exec(read('scripts/test-nodes.sh')) ?? [];
    const versions = list.split(' ').map(Number);
    for (const { strategy } of Object.values(jobs)) expect(strategy.matrix.node).toEqual(versions);
    expect(read('package.json')).toContain(`"node": ">=${Math.min(...versions)}.`);
  });

  it('runs commands that package.json and .ci have', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(runs.some((run) => run.endsWith(' .ci/run'))).toBe(true);
    for (const [, name = ''] of runs.join('\n').matchAll(/npm run ([\w:]+)/g))
      expect(scripts).toHaveProperty([name]);
  });
});
