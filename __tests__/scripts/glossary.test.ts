import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../src/files/package-root.js';

const page = (path: string): string => readFileSync(join(packageRoot(), path), 'utf8');

const rows = [...page('docs/glossary.md').matchAll(/^\| ([a-z ]+?) +\| (.+?) +\| (.*?) *\|$/gm)]
  .map(([, word = '', meaning = '', not = '']) => ({ word, meaning, not }))
  .filter(({ word }) => word !== 'word');

/** The words of the design. */
const design =
  'server target resource reading expectation step stage facts soak change journal finding waiver attestation kit twin scope drift residue'.split(
    ' ',
  );

describe('the glossary', () => {
  it('has every word of the design, and each word once', () => {
    const words = rows.map(({ word }) => word);
    expect(words).toEqual(expect.arrayContaining([...design, 'in force']));
    expect(new Set(words).size).toBe(words.length);
    expect(words).toEqual([...words].sort());
  });

  it('says each meaning in one or two sentences', () => {
    for (const { meaning } of rows) {
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      expect(meaning.split(/[.:] (?=[A-Z])/).length).toBeLessThanOrEqual(3);
    }
  });

  it('is where a newcomer is sent', () => {
    for (const path of ['README.md', 'CONTRIBUTING.md']) expect(page(path)).toContain('docs/glossary.md');
  });

  const docs = [
    ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
    ...readdirSync(join(packageRoot(), 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md') && name !== 'glossary.md')
      .map((name) => join('docs', name)),
  ];
  const others = rows.flatMap(({ word, not }) =>
    not.split(', ').flatMap((other) => (other === '' ? [] : [{ word, other }])),
  );

  it.each(others)('is followed: $word is not called $other', ({ other }) => {
    const called = new RegExp(`\\b${other.replace(' ', '\\s+')}s?\\b`, 'i');
    expect(docs.filter((path) => called.test(page(path)))).toEqual([]);
  });
});
