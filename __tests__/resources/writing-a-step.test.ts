import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../src/files/package-root.js';
import { kindSamples } from '../support/contract/samples.js';

const page = readFileSync(join(packageRoot(), 'docs/writing-a-step.md'), 'utf8');
const rows = [...page.matchAll(/^\| (`[a-zA-Z]+\(.*?) +\| (.*) \|$/gm)];

/** What the page names: `service`, `service.disabled`. */
const named = rows.flatMap(([, names = '', says = '']) =>
  [...names.matchAll(/`([a-zA-Z]+)\(/g)].flatMap(([, name = '']) => {
    const methods = [...says.matchAll(/`\.([a-zA-Z]+)/g)].map(([, method = '']) => `${name}.${method}`);
    return methods.length > 0 ? methods : [name];
  }),
);

const root = join(packageRoot(), 'steps');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, name), 'utf8'))
  .join('');

describe('docs/writing-a-step.md', () => {
  it('names everything that the constructors make which steps use, and nothing that they do not make', async () => {
    const made = [...(await kindSamples()).values()].flatMap(({ expectations }) => Object.keys(expectations));
    const used = made.filter((one) => new RegExp(`\\b${one.replace(/\..*/, '')}\\(`).test(sources));
    expect(used.filter((one) => !named.includes(one))).toEqual([]);
    expect(named.filter((one) => !made.includes(one))).toEqual([]);
    expect(used.length).toBeGreaterThan(30);
  });
});
