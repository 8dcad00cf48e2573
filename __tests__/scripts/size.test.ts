import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../src/files/package-root.js';

const limit = 250;

/** Tables of facts, which grow with the facts and not with what the code does. */
const data: readonly string[] = [
  'src/patches/exchange55.ts',
  'src/patches/nt4.ts',
  'scripts/docs/tested-against.ts',
];

const linesOf = (file: string): number =>
  readFileSync(join(packageRoot(), file), 'utf8').trimEnd().split('\n').length;

describe('a file of the program', () => {
  const files = ['src', 'steps', 'scripts/docs', 'scripts/campaign'].flatMap((folder) =>
    readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );

  it(`has at most ${limit} lines, but for data`, () => {
    const long = files.filter((file) => linesOf(file) > limit && !data.includes(file));
    expect(long).toEqual([]);
  });

  it('is on the list of data only while it is longer than that', () => {
    expect(data.filter((file) => linesOf(file) <= limit)).toEqual([]);
  });
});
