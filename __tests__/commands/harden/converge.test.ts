import { describe, expect, it } from '@jest/globals';
import { templatePath } from '../../../src/files/package-root.js';
import { temporaryFolder } from '../../support/folder.js';
import { runHere, type RanHere } from '../../support/run-here.js';

const answers = ['--answers', templatePath('lab/answers.yaml'), '--yes'];

interface Status {
  readonly steps: readonly { readonly id: string; readonly outcome: string; readonly standing: string }[];
  readonly drift: readonly { readonly step: string }[];
}

describe('a server that was hardened and changed since', () => {
  it('is read by every session: drift opens its step again, and is put back only where that is asked for', async () => {
    const state = await temporaryFolder();
    const run = (...argv: readonly string[]): Promise<RanHere> => runHere(state, argv);
    const statusNow = async (): Promise<Status> =>
      JSON.parse((await run('status', '--json')).written) as Status;
    expect(await run('harden', ...answers)).toMatchObject({ exitCode: 0, error: undefined });
    expect((await statusNow()).drift).toEqual([]);

    await run('lab', 'set', 'service', '{name: Messenger}', 'automatic running');
    expect((await statusNow()).steps.find(({ id }) => id === 'services')).toMatchObject({
      standing: 'drifted',
    });
    for (const argv of [
      ['harden', ...answers],
      ['harden', '--step', 'services', '--yes'],
    ]) {
      const { exitCode, said } = await run(...argv);
      expect(exitCode).toBe(3);
      expect(said.join('\n')).toMatch(
        /changed since, and left so: Messenger: was left disabled, stopped, is/,
      );
      expect(said.join('\n')).not.toContain('Everything is settled');
    }
    expect((await statusNow()).drift).toMatchObject([{ step: 'services' }]);

    expect(await run('harden', ...answers, '--put-back')).toMatchObject({ exitCode: 0 });
    expect((await statusNow()).drift).toEqual([]);

    // Irreversible steps too are what the server says, not what is remembered
    await run('lab', 'reset', '--keep-journal');
    const reset = await run('harden', ...answers);
    expect(reset.exitCode).toBe(3);
    expect(reset.said.join('\n')).not.toContain('Everything is settled');
    expect((await statusNow()).drift.length).toBeGreaterThan(20);
  });
});

describe('batten status', () => {
  it('says that it shows memory where only a person sees the server', async () => {
    const state = await temporaryFolder();
    const hand = { 'steps.recovery-ready.do': ['stop'], '--yes': ['stop'] } as const;
    await runHere(state, ['harden', '--target', 'hand:NTEX01'], hand).catch(() => undefined);
    const { said, exitCode } = await runHere(state, ['status', '--target', 'hand:NTEX01']);
    expect(exitCode).toBe(0);
    expect(said.join('\n')).toMatch(/(what the journal remembers, not the server|No session was held)/);
  });
});
