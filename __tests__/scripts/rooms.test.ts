import { readdirSync, readFileSync } from 'node:fs';
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

describe('an exported name', () => {
  it('means one thing, but for kinds and commands, each of which is called kind or command in its own file', () => {
    const files = ['src', 'steps'].flatMap((folder) =>
      readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(folder, name)),
    );
    const homes = new Map<string, string[]>();
    for (const file of files) {
      const text = readFileSync(join(packageRoot(), file), 'utf8');
      for (const [, name = ''] of text.matchAll(
        /^export (?:async )?(?:function|const|interface|type|class) (\w+)/gm,
      )) {
        homes.set(name, [...(homes.get(name) ?? []), file]);
      }
    }
    homes.delete('kind');
    homes.delete('command');
    expect([...homes].filter(([, found]) => new Set(found).size > 1)).toEqual([]);
  });
});
