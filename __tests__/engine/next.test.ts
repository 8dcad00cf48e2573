import { beforeEach, describe, expect, it } from '@jest/globals';
import { converge } from '../../src/engine/converge.js';
import { nextMove, type Wanted } from '../../src/engine/next.js';
import type { JournalFile } from '../../src/journal/file.js';
import { foldJournal } from '../../src/journal/history.js';
import type { StepOutcome } from '../../src/model/outcome.js';
import { SetClock } from '../support/clock.js';
import { temporaryJournal } from '../support/journal.js';

const plan = [
  { id: 'one', stage: 'os-updates', title: '' },
  { id: 'two', stage: 'os-updates', title: '' },
  { id: 'three', stage: 'exchange-updates', title: '' },
  { id: 'four', stage: 'security-changes', title: '' },
] as const;

let clock: SetClock;
let journal: JournalFile;

const begin = (): Promise<unknown> =>
  journal.append({
    type: 'session',
    command: 'harden',
    target: 'lab:',
    simulated: true,
    soakDays: 3,
    steps: plan,
  });

beforeEach(async () => {
  clock = new SetClock('2026-11-24T10:00:00Z');
  journal = await temporaryJournal(clock);
  await begin();
});

const end = (step: (typeof plan)[number], outcome: StepOutcome = 'verified'): Promise<unknown> =>
  journal.append({ type: 'step-ended', step: step.id, stage: step.stage, outcome });

const next = (wanted?: Wanted): ReturnType<typeof nextMove> =>
  nextMove(converge(foldJournal(journal.records), new Map(), clock.now()), clock, 3, wanted);

describe('what a session does next', () => {
  it('is the first step that is not settled', async () => {
    expect(next()).toEqual({ move: 'step', step: 'one', stage: 'os-updates' });
    await end(plan[0]);
    expect(next()).toMatchObject({ step: 'two' });
  });

  it('is never a step that is on a kit, until its results are back', async () => {
    const resource = { kind: 'registry-value', key: 'registry-value:x', address: {} };
    const before = { state: 'absent' } as const;
    const after = { state: 'present', value: 1 } as const;
    const intent = await journal.append({
      type: 'intent',
      step: 'one',
      action: 'apply',
      resource,
      before,
      after,
    });
    const outcome = { type: 'outcome', intent: intent.sequence } as const;
    await journal.append({ ...outcome, outcome: 'carried', now: before });
    await end(plan[0], 'carried');
    await begin();
    expect(foldJournal(journal.records).open).toEqual([]);
    expect(next()).toMatchObject({ move: 'step', step: 'two' });
    await journal.append({ ...outcome, outcome: 'failed', now: before, detail: 'the kit was withdrawn' });
    expect(foldJournal(journal.records).carried).toEqual([]);
    expect(next()).toMatchObject({ move: 'step', step: 'one' });
  });

  it('is to wait, then to go on with the next stage', async () => {
    await end(plan[0]);
    await end(plan[1]);
    expect(next()).toMatchObject({ move: 'wait', stage: 'exchange-updates', gate: { why: 'soak' } });
    clock.pass(3.1);
    expect(next()).toMatchObject({ move: 'step', step: 'three' });
  });

  it('is to end, naming what was skipped; the next session asks again', async () => {
    await end(plan[0], 'skipped');
    await end(plan[1]);
    expect(next()).toEqual({ move: 'finish', left: ['one'] });
    await begin();
    expect(next()).toMatchObject({ move: 'step', step: 'one' });
  });

  it('is to look at a change whose outcome is not on record, before anything else', async () => {
    await journal.append({
      type: 'intent',
      step: 'one',
      action: 'apply',
      before: { state: 'absent' },
      after: { state: 'absent' },
      resource: { kind: 'attestation', key: 'attestation:x', address: { id: 'x' } },
    });
    expect(next()).toEqual({ move: 'recover' });
  });

  it('is nothing when all is settled', async () => {
    for (const step of plan) {
      await end(step);
      clock.pass(3.1);
    }
    expect(next()).toEqual({ move: 'finish', left: [] });
  });

  it('is one of the wanted steps only, and its stage still has to be open', () => {
    expect(next({ steps: new Set(['two']) })).toMatchObject({ step: 'two' });
    expect(next({ steps: new Set(['four']) })).toMatchObject({
      move: 'wait',
      gate: { why: 'unsettled', stage: 'os-updates' },
    });
    expect(next({ stage: 'exchange-updates' })).toMatchObject({ move: 'wait' });
  });
});
