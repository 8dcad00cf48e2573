import { describe, expect, it } from '@jest/globals';
import { beginStep, recordIntent, recordOutcome } from '../../../../src/engine/session.js';
import type { Change, Check, Finding } from '../../../../src/engine/finding.js';
import type { Journal } from '../../../../src/journal/record.js';
import { absent, present } from '../../../../src/model/reading.js';
import type { Step } from '../../../../src/model/step.js';
import { attestation } from '../../../../src/resources/attestation.js';
import { dword } from '../../../../src/resources/registry/data.js';
import { registryValue } from '../../../../src/resources/registry-value.js';
import { chooseForKit, type KitChoice } from '../../../../src/targets/kit/session/choose.js';
import { ntfsVolume } from '../../../../src/resources/volume.js';
import { SetClock } from '../../../support/clock.js';
import { memoryJournal } from '../../../../src/journal/memory.js';
import { exampleKey } from '../../../support/small-kit.js';
import { smallStep, valueNamed } from '../../../support/small-server.js';

const clock = new SetClock('2026-03-02T08:00:00Z');
const change: Change = { resource: valueNamed('First'), before: absent, after: present(dword(1)), words: '' };
const word = attestation('locked-room').attested('The room is locked.');
const byWord: Change = {
  ...change,
  resource: word.resource,
  after: present({ statement: 'The room is locked.' }),
};

const findingOf = (step: Step, more: Partial<Finding> = {}): Finding => ({
  step,
  options: {},
  state: 'needs-changes',
  scope: { looked: [], left: [] },
  checks: [],
  changes: [change],
  ...more,
});

interface Chosen extends KitChoice {
  readonly why: Readonly<Record<string, string>>;
}

/** What a kit carries of these findings, after a session that planned their steps. */
async function choose(
  findings: readonly Finding[],
  {
    declined = [],
    named = false,
    before = () => Promise.resolve(),
  }: { declined?: readonly string[]; named?: boolean; before?: (journal: Journal) => Promise<unknown> } = {},
): Promise<Chosen> {
  const journal = memoryJournal(clock);
  await journal.append({
    type: 'session',
    command: 'kit export',
    target: 'kit:kits',
    simulated: false,
    soakDays: 3,
    steps: findings.map(({ step: { id, stage, title } }) => ({ id, stage, title })),
  });
  await before(journal);
  const { records } = journal;
  const choosing = { records, clock, server: 'NTEX01', declined: new Set(declined), named };
  const { chosen, left } = chooseForKit(findings, choosing);
  return { ...chosen, why: Object.fromEntries(left.map(({ step, why }) => [step, why])) };
}

const ids = (findings: readonly Finding[]): readonly string[] => findings.map(({ step }) => step.id);

const one = smallStep('one', ['First']);
const two = smallStep('two', ['Second']);

const ended =
  (step: string, outcome: 'verified' | 'skipped') =>
  (journal: Journal): Promise<unknown> =>
    journal.append({ type: 'step-ended', step, outcome, stage: 'os-updates' });

describe('what goes on a kit', () => {
  it('is what its steps would change', async () => {
    expect(await choose([findingOf(one)])).toMatchObject({ apply: [{ step: one }], satisfied: [], why: {} });
  });

  it('is nothing of a step that is settled', async () => {
    const { apply, satisfied, why } = await choose([findingOf(one)], { before: ended('one', 'verified') });
    expect([apply, satisfied, why]).toEqual([[], [], {}]);
  });

  it('is a step again that was skipped before', async () => {
    expect(ids((await choose([findingOf(one)], { before: ended('one', 'skipped') })).apply)).toEqual(['one']);
  });

  it('is nothing of a step that is so already or does not apply, which is recorded', async () => {
    const satisfied = findingOf(one, { state: 'satisfied', changes: [] });
    const other = findingOf(two, { state: 'not-applicable', changes: [], reason: 'no mail' });
    expect(ids((await choose([satisfied, other])).satisfied)).toEqual(['one', 'two']);
  });

  it('is what stands on a step of the same kit, or on one that is settled', async () => {
    const standing = findingOf(smallStep('two', [], { needs: ['one'] }), {
      changes: [{ ...change, resource: valueNamed('Second') }],
    });
    expect(ids((await choose([findingOf(one), standing])).apply)).toEqual(['one', 'two']);
    const settled = await choose([findingOf(one), standing], { before: ended('one', 'verified') });
    expect(ids(settled.apply)).toEqual(['two']);
    const alone = await choose([standing]);
    expect(alone).toMatchObject({ apply: [], why: { two: 'it stands on one' } });
  });

  it('is nothing that a step has to be in force for, before the server was restarted', async () => {
    const rebooted = smallStep('one', ['First'], { effect: 'reboot' });
    const written = async (journal: Journal): Promise<unknown> => {
      await beginStep(rebooted, {}, journal);
      const { sequence } = await recordIntent({ step: 'one', action: 'apply', ...change }, journal);
      await recordOutcome(sequence, { outcome: 'verified', now: change.after }, journal);
      return ended('one', 'verified')(journal);
    };
    for (const more of [{ needs: ['one'] }, { restartedAfter: ['one'] }]) {
      const next = findingOf(smallStep('two', [], more), {
        changes: [{ ...change, resource: valueNamed('Second') }],
      });
      const why = { two: 'it waits for a restart that puts one in force' };
      expect(await choose([next], { before: written })).toMatchObject({ apply: [], why });
      const together = await choose([findingOf(rebooted), next]);
      expect([ids(together.apply), together.why]).toEqual([['one'], why]);
    }
  });

  it('is one change to each resource: the second comes with the next kit', async () => {
    const { apply, why } = await choose([findingOf(one), findingOf(two)]);
    expect([ids(apply), why]).toEqual([['one'], { two: 'one changes the same: it comes with the next kit' }]);
  });
});

describe('what does not go on a kit', () => {
  it('is a step whose stage is not open', async () => {
    const later = findingOf(smallStep('later', [], { stage: 'exchange-updates' }));
    const { why } = await choose([findingOf(one), later]);
    expect(why['later']).toContain('is not open');
  });

  it('is a step that the answers skip or waive', async () => {
    expect((await choose([findingOf(one)], { declined: ['one'] })).why).toEqual({
      one: 'the answers say so',
    });
  });

  it('is a step on a kit whose results are not back', async () => {
    const { why } = await choose([findingOf(one)], {
      async before(journal) {
        const { resource, before, after } = change;
        const { sequence } = await journal.append({
          type: 'intent',
          step: 'one',
          action: 'apply',
          resource,
          before,
          after,
        });
        await journal.append({ type: 'outcome', intent: sequence, outcome: 'carried', now: before });
      },
    });
    expect(why).toEqual({ one: 'it is on a kit whose results are not back' });
  });

  it('is what wants the word of a person', async () => {
    const words = await choose([findingOf(one, { changes: [change, byWord] })]);
    expect(words.why['one']).toBe(
      "it wants the operator's word: batten harden --target hand:NTEX01 --step one",
    );
    const check: Check = { expectation: word, reading: absent, met: true };
    const settled = await choose([findingOf(one, { state: 'satisfied', changes: [], checks: [check] })]);
    expect(settled.why['one']).toBe("it wants the operator's word");
  });

  it('is what cannot be changed, with the reason', async () => {
    const unknown = findingOf(one, { state: 'unknown', changes: [], reason: 'it was not read' });
    expect((await choose([unknown])).why).toEqual({ one: 'it was not read' });
    const expectation = registryValue(exampleKey, 'First').exactly(dword(1));
    const objection: Check = { expectation, reading: absent, met: false, objection: 'mail would stop' };
    const objected = findingOf(one, { state: 'needs-operator', changes: [], checks: [objection] });
    expect((await choose([objected])).why).toEqual({ one: 'mail would stop' });
  });

  it('is what is all done by hand, but where it is named', async () => {
    const { resource } = ntfsVolume('C:');
    const byHand = findingOf(one, { changes: [{ ...change, resource }] });
    expect((await choose([byHand])).why['one']).toContain('name it with --step to have it on a checklist');
    expect(ids((await choose([byHand], { named: true })).apply)).toEqual(['one']);
  });
});
