import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../src/files/package-root.js';

const rooms = createRequire(import.meta.url)('../../scripts/rooms.cjs') as Readonly<
  Record<string, readonly string[]>
>;

describe('the rooms of the house', () => {
  it('may use what docs/architecture.md says that they may', () => {
    const page = readFileSync(join(packageRoot(), 'docs/architecture.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `(?:src\/)?([a-z]+)\/` +\|.*\| +([a-z, ]+?) +\|$/gm)];
    const shown = rows.map(([, room = '', uses = '']) => [room, uses === 'nothing' ? [] : uses.split(', ')]);
    expect(shown).toEqual(Object.entries(rooms));
  });

  it('use only rooms below them', () => {
    const names = Object.keys(rooms);
    for (const [room, uses] of Object.entries(rooms)) {
      for (const used of uses) expect(names.indexOf(used)).toBeLessThan(names.indexOf(room));
    }
  });
});
