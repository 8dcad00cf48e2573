import { beforeEach, describe, expect, it } from '@jest/globals';
import { converge } from '../../../src/engine/converge.js';
import { closingLines, type Ending } from '../../../src/commands/harden/messages.js';
import type { JournalFile } from '../../../src/journal/file.js';
import { foldJournal } from '../../../src/journal/history.js';
import type { StepOutcome } from '../../../src/model/outcome.js';
import { SetClock } from '../../support/clock.js';
import { temporaryJournal } from '../../support/journal.js';

const plan = [
  { id: 'one', stage: 'os-updates', title: '' },
  { id: 'two', stage: 'os-updates', title: '' },
  { id: 'three', stage: 'exchange-updates', title: '' },
  { id: 'four', stage: 'security-changes', title: '' },
] as const;

const clock = new SetClock('2026-11-24T10:00:00Z');
let journal: JournalFile;

beforeEach(async () => {
  journal = await temporaryJournal(clock);
  const steps = plan;
  await journal.append({
    type: 'session',
    command: 'harden',
    target: 'lab:',
    simulated: true,
    soakDays: 3,
    steps,
  });
});

/** Ends steps as if in this session. */
async function end(outcome: StepOutcome, ...ids: readonly string[]): Promise<void> {
  for (const { id, stage } of plan)
    if (ids.includes(id)) await journal.append({ type: 'step-ended', step: id, stage, outcome });
}

const closing = (how: Ending['how'], wanted: Ending['wanted'] = {}): string =>
  closingLines({
    how,
    wanted,
    state: converge(foldJournal(journal.records), new Map(), clock.now()),
    again: 'batten',
  }).join('\n');

describe('the closing of a session that went through', () => {
  it('says that everything is settled only where it is', async () => {
    await end('verified', 'one', 'three');
    await end('waived', 'two');
    await end('attested', 'four');
    expect(closing('finished')).toBe('Everything is settled.\nbatten undo takes any step back.');
  });

  it('of chosen steps names them, and counts what is open by stage', async () => {
    await end('verified', 'one', 'four');
    expect(closing('finished', { steps: new Set(['one', 'four']) })).toBe(
      'Settled: one, four.\n' +
        'Open: 2 of 4 steps, 1 in OS updates, 1 in Exchange updates. Run batten to go on.\n' +
        'batten undo takes any step back.',
    );
  });

  it('of a stage names the stage', async () => {
    await end('verified', 'one', 'two');
    expect(closing('finished', { stage: 'os-updates' })).toMatch(
      /^Settled: OS updates\.\nOpen: 2 of 4 steps/,
    );
  });

  it('of steps that are in another stage says that nothing was chosen', () => {
    expect(closing('finished', { stage: 'os-updates', steps: new Set(['four']) })).toMatch(
      /^Nothing was chosen\.\nOpen: 4 of 4 steps/,
    );
  });

  it('says everything is settled for chosen steps that were the last ones open', async () => {
    await end('verified', 'one', 'two', 'three', 'four');
    expect(closing('finished', { steps: new Set(['four']) })).toMatch(/^Everything is settled\./);
  });
});

describe('the closing of a session that waits for a restart', () => {
  it('says what is settled and not in force yet', async () => {
    await journal.append({
      type: 'step-begun',
      step: 'four',
      title: '',
      stage: 'security-changes',
      needs: [],
      reversibility: 'automatic',
      effect: 'reboot',
      options: {},
    });
    const intent = await journal.append({
      type: 'intent',
      step: 'four',
      action: 'apply',
      resource: { kind: 'registry-value', key: 'registry-value:x', address: {} },
      before: { state: 'absent' },
      after: { state: 'present', value: 1 },
    });
    const now = { state: 'present', value: 1 } as const;
    await journal.append({ type: 'outcome', intent: intent.sequence, outcome: 'verified', now });
    await end('verified', 'one', 'two', 'three', 'four');
    expect(closing('finished')).toMatch(
      /^Everything is settled\.\nNot in force yet: four \(after a reboot\)\.$/m,
    );
    await journal.append({ type: 'restarted', what: 'server' });
    expect(closing('finished')).not.toContain('Not in force');
  });
});

describe('the closing of a session that left steps open', () => {
  it('names them', async () => {
    await end('verified', 'one', 'three', 'four');
    await end('skipped', 'two');
    expect(closing('left')).toBe(
      'Some steps were left open: two. Run batten again to come back to them.\nbatten undo takes any step back.',
    );
  });

  it('counts also what it was not about', async () => {
    await end('failed', 'two');
    expect(closing('left', { steps: new Set(['two']) })).toMatch(
      /left open: two\..*\nOpen: 4 of 4 steps, 2 in OS updates, 1 in Exchange updates, 1 in Security changes\./,
    );
  });
});

describe('the closing of a session that ended early', () => {
  it.each(['stopped', 'waiting', 'interrupted', 'failed'] as const)(
    'when it is %s says how to go on, and never that all is settled',
    async (how) => {
      await end('verified', 'one', 'two', 'three', 'four');
      expect(closing(how)).toMatch(/[Rr]un batten again/);
      expect(closing(how)).not.toContain('settled');
    },
  );
});
