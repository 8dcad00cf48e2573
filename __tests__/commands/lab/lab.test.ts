import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { acquireLock } from '../../../src/journal/lock.js';
import { thisProcess } from '../../../src/journal/process-identity.js';
import { temporaryFolder } from '../../support/folder.js';
import { runHere } from '../../support/run-here.js';

describe('batten lab show --kind', () => {
  it('shows one kind of resource', async () => {
    const { exitCode, written } = await runHere(await temporaryFolder(), [
      ...['lab', 'show', '--kind', 'account-policy', '--json'],
    ]);
    expect(exitCode).toBe(0);
    const { resources } = JSON.parse(written) as { resources: readonly { readonly kind: string }[] };
    expect(resources.length).toBeGreaterThan(1);
    expect(new Set(resources.map(({ kind }) => kind))).toEqual(new Set(['account-policy']));
  });

  it.each([
    ['show', '--kind', 'nonsense'],
    ['show', '--kind', 'load-kinds'],
    ['show', '--kind', '../errors'],
    ['set', 'nonsense', '{id: x}', 'absent'],
  ])('lab %s %s %s names the kinds for a name that none has', async (...words) => {
    const { exitCode, error } = await runHere(await temporaryFolder(), ['lab', ...words]);
    expect(exitCode).toBe(2);
    expect(error).toMatch(
      /^No kind of resource is called \S+\. The lab holds account, account-policy, .*registry-value, .*volume\.$/,
    );
  });
});

describe('batten lab reset', () => {
  const practise = (state: string): ReturnType<typeof runHere> =>
    runHere(state, ['harden', '--yes', '--override-order', 'a test', '--step', 'guest-account']);

  it('begins anew in one command: the journal is set aside whole, and the next session starts at nothing', async () => {
    const state = await temporaryFolder();
    await practise(state);
    const journal = await readFile(join(state, 'servers', 'NTEX01', 'journal.jsonl'), 'utf8');
    const { exitCode, said } = await runHere(state, ['lab', 'reset']);
    expect(exitCode).toBe(0);
    const [place = ''] = await readdir(join(state, 'set-aside'));
    expect(said).toContain(`Its journal was set aside in ${join(state, 'set-aside', place)}.`);
    expect(await readFile(join(state, 'set-aside', place, 'journal.jsonl'), 'utf8')).toBe(journal);
    expect((await runHere(state, ['status'])).said.join()).toContain('No session was held on lab:');
    expect(await practise(state)).toMatchObject({ exitCode: 0 });
    expect(await runHere(state, ['undo', '--all', '--yes'])).toMatchObject({ exitCode: 0 });
  });

  it('does not pull the lab away from under a session that runs', async () => {
    const state = await temporaryFolder();
    await practise(state);
    const folder = join(state, 'servers', 'NTEX01');
    const lock = await acquireLock(folder, {
      ...thisProcess(),
      operator: 'eva@here',
      command: 'batten harden',
      since: '2026-11-24T10:00:00Z',
    });
    const { exitCode, error } = await runHere(state, ['lab', 'reset']);
    expect(exitCode).toBe(5);
    expect(error).toContain('held by eva@here');
    await lock.release();
    expect((await runHere(state, ['status'])).said.join()).toContain('guest-account');
  });
});
