import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../support/folder.js';
import { runHere } from '../../support/run-here.js';

const apply = (state: string, ...steps: readonly string[]): ReturnType<typeof runHere> =>
  runHere(state, ['harden', '--yes', '--override-order', 'a test', '--step', ...steps]);

describe('batten undo', () => {
  it('of a step that was taken back before has nothing to do, which is no error', async () => {
    const state = await temporaryFolder();
    expect(await apply(state, 'restrict-anonymous')).toMatchObject({ exitCode: 0 });
    expect(await runHere(state, ['undo', 'restrict-anonymous', '--yes'])).toMatchObject({ exitCode: 0 });
    const again = await runHere(state, ['undo', 'restrict-anonymous', '--yes']);
    expect(again).toMatchObject({ exitCode: 0, error: undefined });
    expect(again.said).toContain('restrict-anonymous has nothing on the server to take back.');
  });

  it('takes back the others that were named with it', async () => {
    const state = await temporaryFolder();
    await apply(state, 'restrict-anonymous', 'guest-account');
    await runHere(state, ['undo', 'restrict-anonymous', '--yes']);
    const { exitCode, said } = await runHere(state, ['undo', 'restrict-anonymous', 'guest-account', '--yes']);
    expect(exitCode).toBe(0);
    expect(said.join('\n')).toMatch(/restrict-anonymous has nothing.*\n[\s\S]*guest-account undone/);
  });

  it('has an exit code of its own where something was left as somebody else made it, and says what', async () => {
    const state = await temporaryFolder();
    const address = '{key: HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa, name: RestrictAnonymous}';
    await apply(state, 'restrict-anonymous', 'guest-account');
    await runHere(state, ['lab', 'set', 'registry-value', address, 'REG_DWORD 2']);
    const { exitCode, said } = await runHere(state, ['undo', '--all', '--yes']);
    expect(exitCode).toBe(6);
    expect(said.join('\n')).toMatch(
      /undone with residue, RestrictAnonymous was changed since and keeps REG_DWORD 2/,
    );
    expect(await runHere(state, ['undo', '--all', '--yes'])).toMatchObject({ exitCode: 0 });
  });

  it('of a step that nobody applied here is a mistake, and nothing is taken back', async () => {
    const state = await temporaryFolder();
    await apply(state, 'restrict-anonymous');
    const { exitCode, error } = await runHere(state, ['undo', 'restrict-anonymous', 'nonsense', '--yes']);
    expect(exitCode).toBe(2);
    expect(error).toContain('No step called nonsense was applied here.');
    const { written } = await runHere(state, ['status', '--json']);
    expect(JSON.parse(written)).toMatchObject({
      steps: [{ id: 'restrict-anonymous', outcome: 'verified', standingChanges: 1 }],
    });
  });
});
