import { describe, expect, it } from '@jest/globals';
import type { StepResult } from '../../../src/engine/apply.js';
import type { Change, Finding } from '../../../src/engine/finding.js';
import type { Gate } from '../../../src/engine/gate.js';
import type { Interrupted } from '../../../src/engine/recover.js';
import type { UndoItem, UndoPlan } from '../../../src/engine/undo.js';
import type { Verdict } from '../../../src/engine/three-way.js';
import type { StepHistory } from '../../../src/journal/history.js';
import type { ChangeOutcome, StepOutcome } from '../../../src/model/outcome.js';
import { absent, present, unreadable } from '../../../src/model/reading.js';
import type { StepDefinition } from '../../../src/model/step.js';
import { dword } from '../../../src/resources/registry/data.js';
import { gateLines } from '../../../src/wizard/screens/gate.js';
import { converge } from '../../../src/engine/converge.js';
import { mapLines } from '../../../src/wizard/screens/map.js';
import { interruptedLines } from '../../../src/wizard/screens/recovery.js';
import { resultLines, resultWords } from '../../../src/wizard/screens/result.js';
import { plannedStep, unseenStep } from '../../../src/wizard/plan/planned-step.js';
import { stageLines } from '../../../src/wizard/screens/plan.js';
import { undoChoices, undoneLines, undoPlanLines } from '../../../src/wizard/screens/undo.js';
import { smallServer, smallStep, valueNamed } from '../../support/small-server.js';

const first = valueNamed('First');
const change: Change = { resource: first, before: absent, after: present(dword(1)), words: 'is 1' };
const text = (lines: readonly string[]): string => lines.join('\n');

describe('the result of a step', () => {
  const resultOf = (outcome: ChangeOutcome, changes = 1, detail?: string): StepResult => ({
    outcome,
    results: Array.from({ length: changes }, () => ({
      change,
      outcome,
      now: absent,
      ...(detail !== undefined && { detail }),
    })),
  });

  it.each([
    ['verified', 'ok', '2 changes, read back'],
    ['attested', 'ok', "2 changes, by the operator's word"],
    ['ineffective', 'failed', 'ineffective: written, reads different'],
    ['unverified', 'failed', 'unverified: cannot be read back'],
  ] as const)('%s is a line with the sign %s', (outcome, sign, detail) => {
    const words = resultWords(resultOf(outcome, 2), new Date());
    expect(words.sign).toBe(sign);
    expect(words.detail).toContain(detail);
  });

  it('names the change that did not take, and how many before it stand', () => {
    expect(text(resultLines(resultOf('failed', 1, 'access denied'), 80))).toBe(
      '  !!   First: access denied\n',
    );
    expect(text(resultLines(resultOf('failed', 2), 80))).toContain('1 earlier change of this step stands.');
    expect(text(resultLines(resultOf('failed', 3), 80))).toContain('2 earlier changes of this step stand.');
  });

  it('says no more of what took', () => {
    expect(resultLines(resultOf('verified'), 80)).toEqual([]);
    expect(resultLines(resultOf('attested'), 80)).toEqual([]);
    expect(resultLines({ outcome: 'verified', results: [] }, 80)).toEqual([]);
  });
});

describe('the review of a stage', () => {
  const lineOf = (
    more: Partial<Finding>,
    step: Partial<StepDefinition<Record<string, never>>> = {},
  ): string => {
    const finding = {
      step: smallStep('one-value', ['First'], step),
      options: {},
      scope: { looked: [], left: [] },
      checks: [],
      changes: [],
    };
    const state = 'needs-changes' as const;
    const planned = plannedStep({ state, ...finding, ...more }, () => undefined);
    return text(stageLines('os-updates', [planned], 100).slice(1));
  };

  it('says in one line a step what would become of it, below who brings it about', () => {
    expect(lineOf({ state: 'satisfied' })).toMatch(/^Nothing to do: 1\n +1 +one-value +already so$/);
    expect(lineOf({ state: 'not-applicable', reason: 'no mail' })).toMatch(
      /^Nothing to do: 1\n.*not applicable: no mail$/,
    );
    expect(lineOf({ state: 'partly', reason: 'one disk was not read' })).toMatch(
      /^Left as it is: 1\n.*one disk was not read$/,
    );
    expect(lineOf({ state: 'unknown', reason: 'First cannot be read: no right' })).toMatch(
      /^Left as it is: 1\n +1 +one-value +First cannot be read: no right$/,
    );
    expect(lineOf({ state: 'needs-operator' })).toMatch(/^Left as it is: 1\n.*needs the operator$/);
    expect(
      lineOf({ state: 'needs-operator', reason: 'not from here', changes: [change], barred: true }),
    ).toMatch(/^Left as it is: 1\n.*not from here$/);
    expect(lineOf({ changes: [change] })).toMatch(
      /^Batten does it: 1\n +1 +one-value +1 change, at once, undo automatic$/,
    );
    expect(lineOf({ changes: [change] }, { risky: true })).toMatch(/asks for typed consent$/);
    expect(lineOf({ changes: [change] }, { reversibility: 'irreversible' })).toMatch(
      /^Irreversible: 1\n.*asks for typed consent$/,
    );
  });

  it('names the steps that are looked at by hand', () => {
    const lines = stageLines('os-updates', [unseenStep(smallStep('one-value', []))], 100);
    expect(text(lines)).toMatch(
      /1 step, nothing written yet\nA person .*: 1\n.*one-value +looked at by hand when its turn comes/,
    );
  });
});

describe('a stage that is not open', () => {
  const said = (gate: Gate & { open: false }): string => gateLines('exchange-updates', gate, 300).join(' ');
  const closed = { open: false, stage: 'os-updates' } as const;

  it('says why, and when it will be', () => {
    expect(said({ ...closed, why: 'unsettled', steps: ['a', 'b'] })).toContain('still has a, b to settle');
    expect(
      said({ ...closed, why: 'soak', until: new Date('2026-03-05T08:00:00Z'), leftMs: 7_200_000 }),
    ).toMatch(/opens Thu 5 Mar \d\d:\d\d, in 2 h/);
    const clock = { ...closed, why: 'clock', latest: new Date(1), now: new Date(0) } as const;
    expect(said(clock)).toContain('the clock shows');
  });
});

describe('the map of a server', () => {
  it('counts how its steps stand', async () => {
    const server = smallServer();
    const outcomes: readonly StepOutcome[] = [
      ...(['verified', 'not-applicable', 'waived', 'attested', 'skipped', 'carried'] as const),
      ...(['failed', 'undo-failed', 'undone'] as const),
    ];
    const steps = outcomes.map((outcome) => ({ id: outcome, stage: 'os-updates' as const, title: outcome }));
    await server.journal.append({
      type: 'session',
      command: 'harden',
      target: 'lab:',
      simulated: true,
      soakDays: 3,
      steps,
    });
    for (const { id, stage } of steps)
      await server.journal.append({ type: 'step-ended', step: id, outcome: id, stage });
    const lines = mapLines(
      converge(server.history(), new Map(), server.clock.now()),
      { label: 'lab', clock: server.clock },
      3,
      200,
    );
    expect(lines[0]).toMatch(/^UNKNOWN {2}\(lab\)/);
    expect(text(lines)).toContain(
      '2 of 9 verified, 1 waived, 1 by word, 1 skipped, 1 on a kit, 2 in trouble, 1 undone',
    );
    expect(text(lines)).toMatch(/1 OS updates +4 of 9 settled +open/);
  });

  it('is empty where no session was held', () => {
    const { history, clock } = smallServer();
    const lines = mapLines(converge(history(), new Map(), clock.now()), { label: 'lab', clock }, 3, 200);
    expect(text(lines)).toContain('0 of 0 verified');
  });
});

describe('what was under way when the last session ended', () => {
  const found = (state: Interrupted['state']): Interrupted => ({
    change: {
      intent: 1,
      step: 'one-value',
      action: 'apply',
      resource: first,
      before: absent,
      after: present(dword(1)),
      time: '',
    },
    now: state === 'unreadable' ? unreadable('no right') : absent,
    state,
  });

  it('is told with before, intended and now', () => {
    const lines = text(interruptedLines(undefined, [found('not-written')], 'NTEX01', 200));
    expect(lines).toContain('ended without a word');
    expect(lines).toContain('1 change was under way:');
    expect(lines).toMatch(/First +before absent, intended REG_DWORD 1, now absent: it was not written/);
  });

  it.each([
    ['written', 'it was written'],
    ['something-else', 'neither of the two'],
    ['unreadable', 'it cannot be read'],
  ] as const)('may be %s', (state, words) => {
    const lines = text(interruptedLines('failed', [found(state), found(state)], 'NTEX01', 200));
    expect(lines).toContain('The last session on NTEX01 was failed.');
    expect(lines).toContain('2 changes were under way:');
    expect(lines).toContain(words);
  });
});

describe('an undo', () => {
  const step: StepHistory = {
    id: 'one-value',
    title: '',
    stage: 'os-updates',
    needs: [],
    reversibility: 'automatic',
    effect: 'at once',
    options: {},
    time: '2026-03-02T08:00:00Z',
    sequence: 1,
    standing: [],
  };

  const itemOf = (verdict: Verdict): UndoItem => ({
    change: {
      intent: 1,
      step: 'one-value',
      action: 'apply',
      resource: first,
      before: absent,
      after: present(dword(1)),
      time: '',
    },
    before: absent,
    ours: present(dword(1)),
    now: present(dword(1)),
    verdict,
  });

  const shown = (verdict: Verdict, more: Partial<StepHistory> = {}): string => {
    const plan: UndoPlan = { step: { ...step, ...more }, items: [itemOf(verdict)] };
    return text(undoPlanLines(plan, 200));
  };

  it('shows before, ours, now and what follows for each change', () => {
    const restored = shown({ kind: 'restore', to: absent, kept: [] });
    expect(restored).toMatch(/before +absent\n +ours +REG_DWORD 1\n +now +REG_DWORD 1\n +-> +absent/);
    expect(shown({ kind: 'restore', to: absent, kept: ['theirs'] })).toContain('(theirs is kept)');
    expect(shown({ kind: 'already-back' })).toContain('already as it was; nothing to write');
    expect(shown({ kind: 'changed-since', before: absent })).toContain(
      'changed after Batten: theirs is kept',
    );
    expect(shown({ kind: 'tied', to: absent, with: 'Second' })).toContain(
      'because it goes together with Second',
    );
    expect(shown({ kind: 'unreadable', reason: 'no right' })).toContain('cannot be read; left alone');
  });

  it('says who does it where Batten does not', () => {
    const verdict: Verdict = { kind: 'restore', to: absent, kept: [] };
    expect(shown(verdict, { reversibility: 'irreversible' })).toContain('Only a backup brings this back');
    expect(shown(verdict, { reversibility: 'guided' })).toContain('Done by hand with instructions');
  });

  it('is chosen from the steps with how much of them stands', () => {
    expect(undoChoices([{ ...step, standing: [itemOf({ kind: 'already-back' }).change] }])).toEqual([
      { value: 'one-value', name: 'one-value', hint: expect.stringMatching(/^1 change {3}Mon 2 Mar/) },
    ]);
  });

  it('ends in a line, with what was left as it is', () => {
    expect(undoneLines('one-value', { outcome: 'undone', residue: [] })).toEqual(['one-value: undone.']);
    const residue = ['First was changed since'];
    expect(undoneLines('one-value', { outcome: 'undone-with-residue', residue })).toEqual([
      'one-value: undone with residue.',
      '  First was changed since.',
    ]);
  });
});
