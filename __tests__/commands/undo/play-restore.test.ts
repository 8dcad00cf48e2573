import { describe, expect, it } from '@jest/globals';
import { afterRestore, playRestore, restoreWarning } from '../../../src/commands/undo/play-restore.js';
import { applyStep } from '../../../src/engine/apply.js';
import { assess } from '../../../src/engine/assess.js';
import { planUndo } from '../../../src/engine/undo.js';
import type { StepHistory } from '../../../src/journal/history.js';
import { hardenedLab } from '../../support/batten.js';
import { temporaryFolder } from '../../support/folder.js';
import { runHere, type RanHere } from '../../support/run-here.js';
import { scriptedTerminal } from '../../support/scripted-terminal.js';
import { smallServer, smallStep, type SmallServer } from '../../support/small-server.js';

const labState = async (state: string): Promise<string> =>
  (await runHere(state, ['lab', 'show', '--json'])).written;

const text = ({ said }: RanHere): string => said.join('\n').replace(/\s+/g, ' ');

describe('taking back on the lab what no undo takes back', () => {
  it('plays the restore of the backup: the whole server is as it was then, and the rest shows as changed since', async () => {
    const fresh = await labState(await temporaryFolder());
    const state = await hardenedLab();
    const undone = await runHere(state, ['undo', 'syskey', '--yes']);
    expect(undone.exitCode).toBe(0);
    expect(text(undone)).toMatch(/No undo takes back syskey: only a backup brings back what was there\./);
    expect(text(undone)).toMatch(/The backup of .* was restored: the whole lab is as it was then\./);
    expect(await labState(state)).toBe(fresh);
    const { steps } = JSON.parse((await runHere(state, ['status', '--json'])).written) as {
      steps: { id: string; outcome: string; standing: string }[];
    };
    const stands = Object.fromEntries(
      steps.map(({ id, outcome, standing }) => [id, `${outcome} ${standing}`]),
    );
    expect(stands).toMatchObject({ syskey: 'undone open', services: 'verified drifted' });
  });

  it('is not done by a look, nor where nobody agrees', async () => {
    const state = await hardenedLab();
    const before = await labState(state);
    const looked = await runHere(state, ['undo', 'syskey', '--dry-run']);
    expect(text(looked)).toContain('the restore of the backup that recovery-ready recorded is played');
    await runHere(state, ['undo', 'syskey'], { '--yes': [false] });
    expect(await labState(state)).toBe(before);
  });

  /** A server on which an irreversible step was applied, and somebody changed the value since. */
  async function applied(): Promise<{ server: SmallServer; step: StepHistory }> {
    const server = smallServer();
    const definition = smallStep('converted', ['First'], { reversibility: 'irreversible' });
    const [finding] = await assess([definition], () => undefined, server.facts, server.access);
    if (finding === undefined) throw new Error('it was not assessed');
    await applyStep(finding, server.facts, server.journal, server.access);
    await server.set('First', 7);
    const step = server.history().steps.get('converted');
    if (step === undefined) throw new Error('it was not applied');
    return { server, step };
  }

  it('is refused where no backup was recorded, and says how to go on', async () => {
    const { step } = await applied();
    const target = { restoreBackup: () => Promise.resolve(undefined) };
    await expect(playRestore([step], target, scriptedTerminal({}))).rejects.toThrow(
      /before converted: no backup of the lab was recorded by recovery-ready\. .*batten lab reset/,
    );
  });

  it('is left to a person on a server that is not the lab', async () => {
    const { step } = await applied();
    expect(restoreWarning([step], {})).toEqual([]);
    expect(await playRestore([step], {}, scriptedTerminal({}))).toBeUndefined();
  });

  it('takes for back what was done since the backup, and compares as ever what was done before it', async () => {
    const { server, step } = await applied();
    const plan = await planUndo(step, server.access);
    const at = (date: string): unknown =>
      afterRestore(plan, new Date(date)).items.map((one) => one.verdict.kind);
    expect(at('2026-03-02T07:00:00Z')).toEqual(['already-back']);
    expect(at('2026-03-02T09:00:00Z')).toEqual(['changed-since']);
    expect(afterRestore(plan, undefined)).toBe(plan);
  });
});
