import { defined } from '../../src/defined.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { converge } from '../../src/engine/converge.js';
import { gateOf, plannedStages } from '../../src/engine/gate.js';
import type { JournalFile } from '../../src/journal/file.js';
import { foldJournal } from '../../src/journal/history.js';
import type { StepNote } from '../../src/journal/record.js';
import type { StepOutcome } from '../../src/model/outcome.js';
import type { Stage } from '../../src/model/stage.js';
import { UptimeClock } from '../support/clock.js';
import { temporaryJournal } from '../support/journal.js';

const plan = [
  { id: 'recovery-ready', stage: 'os-updates', title: '' },
  { id: 'nt4-service-pack', stage: 'os-updates', title: '' },
  { id: 'exchange-service-pack', stage: 'exchange-updates', title: '' },
  { id: 'guest-account', stage: 'security-changes', title: '' },
] as const;

let clock: UptimeClock;
let journal: JournalFile;

beforeEach(async () => {
  clock = new UptimeClock('2026-11-24T10:00:00Z');
  journal = await temporaryJournal(clock);
  await begin();
});

async function begin(steps: readonly StepNote[] = plan): Promise<void> {
  const boot = clock.uptime();
  await journal.append({
    type: 'session',
    command: 'harden',
    target: 'lab:',
    simulated: true,
    soakDays: 3,
    steps,
    boot,
  });
}

const end = (
  step: string,
  stage: Stage,
  outcome: StepOutcome = 'verified',
  until?: string,
): Promise<unknown> => journal.append({ type: 'step-ended', step, stage, outcome, ...defined({ until }) });

async function settleFirstStage(): Promise<void> {
  await end('recovery-ready', 'os-updates', 'attested');
  await end('nt4-service-pack', 'os-updates');
}

const gate = (stage: Stage = 'exchange-updates'): ReturnType<typeof gateOf> =>
  gateOf(stage, converge(foldJournal(journal.records), new Map(), clock.now()), clock, 3);

describe('the optional stage', () => {
  const optional = { id: 'base-objects', stage: 'beyond-the-article', title: '' } as const;

  it('stays shut while a step of the article is not settled', () => {
    expect(gate('beyond-the-article')).toMatchObject({ why: 'unsettled', stage: 'os-updates' });
  });

  it('opens without waiting once the article is settled, even where the clock was set back', async () => {
    await settleFirstStage();
    await journal.append({ type: 'soak-overridden', stage: 'exchange-updates', reason: 'a test' });
    await end('exchange-service-pack', 'exchange-updates');
    await journal.append({ type: 'soak-overridden', stage: 'security-changes', reason: 'a test' });
    expect(gate('beyond-the-article')).toMatchObject({ why: 'unsettled', steps: ['guest-account'] });
    await end('guest-account', 'security-changes');
    expect(gate('beyond-the-article')).toEqual({ open: true });
    clock.set('2026-11-20T10:00:00Z');
    expect(gate('beyond-the-article')).toEqual({ open: true });
  });

  it('is a stage of the session only where one of its steps is planned', async () => {
    const article = ['os-updates', 'exchange-updates', 'security-changes'];
    expect(plannedStages(foldJournal(journal.records))).toEqual(article);
    await begin([...plan, optional]);
    expect(plannedStages(foldJournal(journal.records))).toEqual([...article, 'beyond-the-article']);
  });
});

describe('a stage opens', () => {
  it('at once when it is the first', () => {
    expect(gate('os-updates')).toEqual({ open: true });
  });

  it('not while the stage before has a step that is not settled, which is named', async () => {
    await end('recovery-ready', 'os-updates', 'attested');
    expect(gate()).toMatchObject({ open: false, why: 'unsettled', steps: ['nt4-service-pack'] });
  });

  it.each(['skipped', 'failed', 'ineffective', 'unverified', 'undone', 'undo-failed'] as const)(
    'not over a step that is %s',
    async (outcome) => {
      await settleFirstStage();
      await end('nt4-service-pack', 'os-updates', outcome);
      clock.pass(30);
      expect(gate()).toMatchObject({ why: 'unsettled' });
    },
  );

  it('three days after the stage before was settled, to the minute', async () => {
    await settleFirstStage();
    expect(gate()).toMatchObject({ why: 'soak', until: new Date('2026-11-27T10:00:00Z') });
    clock.pass(2.999);
    expect(gate()).toMatchObject({ why: 'soak' });
    clock.pass(0.002);
    expect(gate()).toEqual({ open: true });
  });

  it('over a waived step, but only until the waiver ends', async () => {
    await settleFirstStage();
    await end('nt4-service-pack', 'os-updates', 'waived', '2026-11-30');
    clock.pass(4);
    expect(gate()).toEqual({ open: true });
    clock.pass(4);
    expect(gate()).toMatchObject({ why: 'unsettled' });
  });

  it('early when a reason was recorded', async () => {
    await settleFirstStage();
    await journal.append({ type: 'soak-overridden', stage: 'exchange-updates', reason: 'patched years ago' });
    expect(gate()).toEqual({ open: true });
    expect(gate('security-changes')).toMatchObject({ why: 'unsettled', stage: 'exchange-updates' });
  });

  it('not when the one before the one before is not open', async () => {
    await end('exchange-service-pack', 'exchange-updates');
    clock.pass(30);
    expect(gate('security-changes')).toMatchObject({ why: 'unsettled', stage: 'os-updates' });
  });
});

describe('a stage is not opened by moving the clock', () => {
  it('back', async () => {
    await settleFirstStage();
    clock.set('2026-11-20T10:00:00Z');
    expect(gate()).toMatchObject({ why: 'clock' });
  });

  it('forward', async () => {
    await settleFirstStage();
    clock.set('2026-12-24T10:00:00Z');
    expect(gate()).toMatchObject({ why: 'soak' });
  });

  it('forward, using Batten there, and back', async () => {
    await settleFirstStage();
    clock.set('2026-12-24T10:00:00Z');
    await begin();
    clock.set('2026-11-24T11:00:00Z');
    expect(gate()).toMatchObject({ why: 'clock' });
  });

  it('back while the stage is settled, and right again', async () => {
    clock.set('2026-11-10T10:00:00Z');
    await settleFirstStage();
    clock.set('2026-11-24T10:00:00Z');
    clock.pass(0.02);
    expect(gate()).toMatchObject({ why: 'soak', until: new Date('2026-11-27T10:00:00Z') });
  });
});
