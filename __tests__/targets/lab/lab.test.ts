import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openLab, resetLab } from '../../../src/targets/lab/lab.js';
import { SetClock } from '../../support/clock.js';
import { temporaryFolder } from '../../support/folder.js';

const clock = new SetClock('2026-11-24T10:00:00Z');
const files = ['lab.json', 'server.json'];

async function stateOf(state: string): Promise<readonly string[]> {
  return Promise.all(files.map((name) => readFile(join(state, 'lab', name), 'utf8')));
}

describe('the lab in a state folder', () => {
  it('is set up once by two that use it first at the same time', async () => {
    const state = await temporaryFolder();
    const labs = await Promise.all(Array.from({ length: 8 }, () => openLab(state, clock)));
    const [first] = labs;
    await first?.letPass(60_000);
    const before = await stateOf(state);
    await openLab(state, clock);
    expect(await stateOf(state)).toEqual(before);
    expect(await readdir(state)).toEqual(['lab']);
  });

  it.each(files)('is never set up anew because its %s is missing: that is said', async (name) => {
    const state = await temporaryFolder();
    await openLab(state, clock);
    await rm(join(state, 'lab', name));
    await expect(openLab(state, clock)).rejects.toThrow(/not whole. Run batten lab reset/);
    await resetLab(state, clock);
    expect((await readdir(join(state, 'lab'))).sort()).toEqual(files);
  });

  it('whose clock cannot be read is not set up anew', async () => {
    const state = await temporaryFolder();
    await openLab(state, clock);
    await rm(join(state, 'lab', 'lab.json'));
    await mkdir(join(state, 'lab', 'lab.json'));
    await expect(openLab(state, clock)).rejects.toThrow(/lab.json cannot be read \(EISDIR\)/);
  });

  it('is the scene again after a reset, clock included, and the drafts of a crash are gone', async () => {
    const state = await temporaryFolder();
    const fresh = await stateOf(state).catch(async () => {
      await openLab(state, clock);
      return stateOf(state);
    });
    const lab = await openLab(state, clock);
    await lab.letPass(86_400_000);
    await lab.store.replace([]);
    const draft = join(state, 'lab.0b5c6a52-6f0e-4f6e-9a3d-1c2d3e4f5a6b.new');
    await mkdir(draft);
    await writeFile(join(draft, 'half'), '');
    await resetLab(state, clock);
    expect(await stateOf(state)).toEqual(fresh);
    expect(await readdir(state)).toEqual(['lab']);
  });
});
