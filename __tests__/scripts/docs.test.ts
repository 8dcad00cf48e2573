import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { steps } from '../../steps/index.js';
import { recommendations } from '../../steps/recommendations.js';
import { packageRoot } from '../../src/files/package-root.js';
import { pages } from '../../scripts/docs/pages.js';

describe('the article is covered', () => {
  it('by 64 recommendations and 45 steps', () => {
    expect(recommendations).toHaveLength(64);
    expect(steps).toHaveLength(45);
  });

  it.each(recommendations.map(({ id, elsewhere }) => ({ id, elsewhere })))(
    '$id is carried by a step, or a reason says why none does it',
    ({ id, elsewhere }) => {
      const carried = steps.some((step) => step.covers.includes(id));
      expect(carried).toBe(elsewhere === undefined);
    },
  );

  it.each(
    recommendations.flatMap(({ id, elsewhere }) => (elsewhere === undefined ? [] : [{ id, ...elsewhere }])),
  )('$id is carried by words that stand on $page', async ({ page, words }) => {
    const text = await readFile(join(packageRoot(), 'docs', page), 'utf8');
    expect(text.replace(/\s+/g, ' ')).toContain(words);
  });

  it('and no step claims a recommendation that the article does not make', () => {
    const known = new Set(recommendations.map(({ id }) => id));
    expect(steps.flatMap((step) => step.covers).filter((id) => !known.has(id))).toEqual([]);
  });
});

describe('the generated pages', () => {
  it('are as npm run docs makes them', async () => {
    for (const [name, text] of await pages()) {
      const path = join(packageRoot(), 'docs', name);
      expect({ name, text: await readFile(path, 'utf8') }).toEqual({ name, text });
    }
  });
});

describe('the threat model', () => {
  it('names tests and parts of the campaign that exist', async () => {
    const text = await readFile(join(packageRoot(), 'docs/threat-model.md'), 'utf8');
    const named = [...text.matchAll(/`((?:__tests__|scripts)\/[^`]+)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(15);
    for (const path of named) expect(await readFile(join(packageRoot(), path), 'utf8')).not.toBe('');
    const campaign = join(packageRoot(), 'scripts/campaign');
    const files = (await readdir(campaign, { recursive: true })).filter((name) => name.endsWith('part.ts'));
    const parts = await Promise.all(files.map((name) => readFile(join(campaign, name), 'utf8')));
    for (const [, part = ''] of text.matchAll(/campaign `([a-z-]+)`/g))
      expect(parts.join('\n')).toContain(`name: '${part}'`);
  });
});
