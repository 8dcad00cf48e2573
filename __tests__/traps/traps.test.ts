import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { traps } from './traps.js';

const all = Object.values(traps).flat();

/** A title in quotes, given to it or to the table of it.each. */
function hasTest(file: string, name: string): boolean {
  const path = `__tests__/${file}.test.ts`;
  if (!existsSync(path)) return false;
  const title = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/'/g, "\\\\?'");
  return new RegExp(`(?:\\bit|\\))\\(\\s*(['"\`])${title}\\1,`).test(readFileSync(path, 'utf8'));
}

describe('the traps', () => {
  it.each([
    ['exchange55 traps_for_design', 12],
    ['windows-nt4 sequence', 13],
    ['windows-nt4 surprises', 27],
    ['patches rules', 21],
    ['iis-ssl design_warnings', 12],
  ])('of %s are all there, each once', (section, count) => {
    expect(traps[section]?.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, at) => at));
  });

  it('are of no other section, and have names of their own', () => {
    expect(all).toHaveLength(85);
    expect(new Set(all.map(({ id }) => id)).size).toBe(85);
  });
});

describe.each(all.map((trap) => [trap.id, trap] as const))('%s', (_, trap) => {
  it('is held by tests that exist under their titles, or has a reason why no step is concerned', () => {
    expect(trap.says).toMatch(/^[^!]+\.$/);
    if ('reason' in trap) {
      expect(trap.reason).toMatch(/^[A-Z][^!]{20,}\.$/);
      return;
    }
    expect(trap.tests.length).toBeGreaterThan(0);
    expect(trap.tests.filter(({ file, name }) => !hasTest(file, name))).toEqual([]);
  });
});

describe('a test by its title', () => {
  it('is not found under a part of the title, another file, or none', () => {
    const name = 'comes after Internet Explorer, which writes over files of two fixes';
    expect(hasTest('steps/nt4-hotfixes', name)).toBe(true);
    expect(hasTest('steps/nt4-hotfixes', name.slice(0, -1))).toBe(false);
    expect(hasTest('steps/iis4-updates', name)).toBe(false);
    expect(hasTest('steps/nowhere', name)).toBe(false);
  });
});
