import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { battenHere, hardenedLab } from '../../support/batten.js';
import { temporaryFolder } from '../../support/folder.js';

let state: string;
let folder: string;
let path: string;

beforeEach(async () => {
  state = await hardenedLab();
  folder = join(state, 'servers', 'NTEX01');
  path = join(folder, 'journal.jsonl');
});

const damage = async (from: string, to: string): Promise<void> =>
  writeFile(path, (await readFile(path, 'utf8')).replace(from, to));

describe('batten journal salvage', () => {
  it('leads out of a damaged journal: what can be read is kept, and what it tells of can be taken back', async () => {
    const pristine = await temporaryFolder();
    const untouched = (await battenHere(pristine, ['lab', 'show', '--json'])).stdout;
    await damage('"step-begun","step":"guest-account"', '"step-begun","step":"guest-acc0unt"');
    const stopped = await battenHere(state, ['undo', '--all', '--yes']);
    expect(stopped).toMatchObject({ exitCode: 5 });
    expect(stopped.stderr).toContain(`batten journal salvage ${path}`);

    const asked = await battenHere(state, ['journal', 'salvage', path]);
    expect(asked).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--yes') });
    const damaged = await readFile(path);

    const salvaged = await battenHere(state, ['journal', 'salvage', path, '--yes']);
    expect(salvaged).toMatchObject({ exitCode: 0, stderr: '' });
    expect(salvaged.stdout).toMatch(/of \d+ records \d+ can be\s+read; lost: \d+\./);
    expect(salvaged.stdout).toContain(
      'guest-account: what undo needs to know of it is taken from this Batten.',
    );
    expect(await readFile(join(folder, 'journal.damaged-1.jsonl'))).toEqual(damaged);

    expect((await battenHere(state, ['journal', 'verify'])).stdout).toContain('unbroken');
    expect(await battenHere(state, ['undo', '--all', '--yes'])).toMatchObject({ exitCode: 0 });
    expect((await battenHere(state, ['lab', 'show', '--json'])).stdout).toBe(untouched);
  });

  it('goes on where the end is missing, and says so in the journal', async () => {
    const lines = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, `${lines.slice(0, -8).join('\n')}\n`);
    expect((await battenHere(state, ['status'])).stderr).toMatch(/its end was cut off/);
    await battenHere(state, ['journal', 'salvage', path, '--yes']);
    expect((await battenHere(state, ['journal', 'show'])).stdout).toMatch(/lost +the end: it holds/);
    expect(await battenHere(state, ['status'])).toMatchObject({ exitCode: 0 });
  });

  it('leaves a whole journal alone, and what is no journal', async () => {
    const before = await readFile(path);
    expect(await battenHere(state, ['journal', 'salvage', path, '--yes'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is whole: there is nothing to salvage'),
    });
    expect(
      await battenHere(state, ['journal', 'salvage', join(folder, 'answers.yaml'), '--yes']),
    ).toMatchObject({
      exitCode: 2,
    });
    expect(await readFile(path)).toEqual(before);
    expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toEqual([]);
  });
});

describe('batten journal backup', () => {
  it('writes a checked copy from which another workstation takes every step back', async () => {
    const copy = join(await temporaryFolder(), 'NTEX01.jsonl');
    const { exitCode, stdout } = await battenHere(state, ['journal', 'backup', copy]);
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('read back and unbroken'),
    });
    expect(await readFile(copy)).toEqual(await readFile(path));
    const said = /Its head is ([^.]+)\./.exec(stdout)?.[1] ?? '';
    expect((await battenHere(state, ['journal', 'verify', '--head', said])).exitCode).toBe(0);
    const { head } = JSON.parse((await battenHere(state, ['journal', 'verify', '--json'])).stdout) as {
      head: string;
    };
    expect(head).toBe(said);
  });

  it('never writes over a file', async () => {
    const copy = join(await temporaryFolder(), 'NTEX01.jsonl');
    await writeFile(copy, 'mine');
    expect(await battenHere(state, ['journal', 'backup', copy])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('exists already'),
    });
    expect(await readFile(copy, 'utf8')).toBe('mine');
  });
});
