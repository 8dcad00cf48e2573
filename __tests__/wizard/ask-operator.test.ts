import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../src/engine/finding.js';
import type { Interrupted } from '../../src/engine/recover.js';
import { InterruptedError } from '../../src/errors.js';
import { present } from '../../src/model/reading.js';
import { dword } from '../../src/resources/registry/data.js';
import { back } from '../../src/terminal/port.js';
import { noAnswers, type Answers } from '../../src/wizard/answers.js';
import { askOperator } from '../../src/wizard/ask-operator.js';
import type { Decider, Overrides } from '../../src/wizard/decider.js';
import { scriptedTerminal, type Answer, type ScriptedTerminal } from '../support/scripted-terminal.js';
import { smallStep, valueNamed } from '../support/small-server.js';

const step = smallStep('one-value', ['First']);
const finding: Finding = {
  step,
  options: {},
  state: 'needs-changes',
  scope: { looked: [], left: [] },
  checks: [],
  changes: [],
};

function asking(
  script: Readonly<Record<string, readonly Answer[]>>,
  answers: Partial<Answers> = {},
  overrides?: Overrides,
): { readonly decider: Decider; readonly terminal: ScriptedTerminal } {
  const terminal = scriptedTerminal(script);
  return { terminal, decider: askOperator(terminal, { ...noAnswers, ...answers }, overrides) };
}

describe('the review of a stage', () => {
  it.each([
    ['go', 'go'],
    ['stop', 'stop'],
    [back, 'stop'],
  ] as const)('is left by %p as %s', async (answer, decision) => {
    const { decider } = asking({ '--yes': [answer] });
    expect(await decider.review('os-updates', [finding])).toBe(decision);
  });

  it('explains one step, as often as wanted', async () => {
    const { decider, terminal } = asking({ '--yes': ['explain', 'one-value', 'explain', back, 'go'] });
    expect(await decider.review('os-updates', [finding])).toBe('go');
    expect(terminal.said.join('\n').match(/What the step expects:/g)).toHaveLength(1);
  });
});

describe('the word of the operator', () => {
  it('is asked for sentence by sentence, and counts only whole', async () => {
    const statements = ['The room is locked.', 'The backup was tried.'];
    const all = asking({ 'steps.one-value.attest': [true, true] });
    expect(await all.decider.attest(step, statements)).toBe(true);
    expect(all.terminal.said).toContain('1 of 2  The room is locked.');
    const first = asking({ 'steps.one-value.attest': [false] });
    expect(await first.decider.attest(step, statements)).toBe(false);
    const gone = asking({ 'steps.one-value.attest': [true, back] });
    expect(await gone.decider.attest(step, statements)).toBe(false);
  });
});

describe('consent', () => {
  it.each([
    ['NTEX01', true],
    [' ntex01 ', true],
    ['NTEX02', false],
    ['', false],
    [back, false],
  ] as const)('typed as %p counts: %p', async (typed, counts) => {
    const { decider } = asking({ consent: [typed] });
    expect(await decider.consent(step, 'NTEX01')).toBe(counts);
  });
});

describe('trouble', () => {
  it.each([
    ['take-back', 'take-back'],
    ['again', 'again'],
    ['leave', 'leave'],
    ['stop', 'stop'],
    [back, 'stop'],
  ] as const)('%p is %s', async (answer, decision) => {
    const { decider } = asking({ 'steps.one-value.do': [answer] });
    expect(await decider.trouble(finding, 'refused')).toBe(decision);
  });

  it('is asked about again where a step must not be applied', () => {
    expect(asking({}).decider.refused(step)).toBe('ask-again');
  });
});

describe('a change that was interrupted', () => {
  const interrupted = (state: Interrupted['state'], action: 'apply' | 'undo' = 'apply'): Interrupted => ({
    change: {
      intent: 1,
      step: 'one-value',
      action,
      resource: valueNamed('First'),
      before: { state: 'absent' },
      after: present(dword(1)),
      time: '',
    },
    now: { state: 'absent' },
    state,
  });

  it('is finished, looked at first, or taken back', async () => {
    const { decider } = asking({ '--yes': ['finish', 'take-back', 'stop', back] });
    expect(await decider.recover(interrupted('not-written'))).toBe('finish');
    expect(await decider.recover(interrupted('written'))).toBe('take-back');
    expect(await decider.recover(interrupted('unreadable'))).toBe('stop');
    expect(await decider.recover(interrupted('something-else'))).toBe('stop');
  });

  it.each([interrupted('not-written'), interrupted('unreadable'), interrupted('written', 'undo')])(
    'is not offered to be taken back where nothing is known to be there: $state $change.action',
    async (found) => {
      const { decider } = asking({ '--yes': ['take-back'] });
      await expect(decider.recover(found)).rejects.toThrow('does not offer take-back');
    },
  );
});

describe('a stage that is not open', () => {
  const soak = { open: false, why: 'soak', stage: 'os-updates', until: new Date(0), leftMs: 1 } as const;
  const unsettled = { open: false, why: 'unsettled', stage: 'os-updates', steps: ['one-value'] } as const;
  const wait = (script: readonly Answer[], canLetPass = true, gate: typeof soak | typeof unsettled = soak) =>
    asking({ [gate.why === 'soak' ? '--override-soak' : '--override-order']: script }).decider.wait(
      'exchange-updates',
      gate,
      canLetPass,
    );

  it('is waited for, also by Esc', async () => {
    expect(await wait(['stop'])).toEqual({ decision: 'stop' });
    expect(await wait([back])).toEqual({ decision: 'stop' });
  });

  it('is opened with a reason that somebody can read, or not at all', async () => {
    expect(await wait(['override', 'x', ' the board wants it '])).toEqual({
      decision: 'override',
      reason: 'the board wants it',
    });
    expect(await wait(['override', back])).toEqual({ decision: 'stop' });
  });

  it('is reached by letting days pass on the lab, for a soak alone', async () => {
    expect(await wait(['let-pass'])).toEqual({ decision: 'let-pass' });
    await expect(wait(['let-pass'], false)).rejects.toThrow('does not offer let-pass');
    await expect(wait(['let-pass'], true, unsettled)).rejects.toThrow('does not offer let-pass');
  });

  it('is gone past out of order with another reason, which is asked for by another name', async () => {
    const { decider, terminal } = asking({ '--override-order': ['override', 'one step alone'] });
    expect(await decider.wait('exchange-updates', unsettled, true)).toEqual({
      decision: 'override',
      reason: 'one step alone',
    });
    expect(terminal.asked).toEqual(['--override-order', '--override-order']);
  });

  it('is not asked about where a reason was given with the command', async () => {
    const { decider, terminal } = asking({}, {}, { soak: 'a rehearsal' });
    expect(await decider.wait('exchange-updates', soak, true)).toEqual({
      decision: 'override',
      reason: 'a rehearsal',
    });
    expect(terminal.asked).toEqual([]);
  });
});

describe('a restart', () => {
  it.each([
    ['no', 'no'],
    ['at-console', 'at-console'],
    ['by-target', 'by-target'],
    ['already', 'already'],
    [back, 'no'],
  ] as const)('of a server on the network: %p is %s', async (answer, decision) => {
    expect(await asking({ restart: [answer] }).decider.restart(['a', 'b'], 'either')).toBe(decision);
  });

  it.each([
    ['target', true, 'by-target'],
    ['target', false, 'no'],
    ['target', back, 'no'],
    ['console', true, 'at-console'],
    ['console', false, 'no'],
  ] as const)('by the %s, answered with %p, is %s', async (by, answer, decision) => {
    expect(await asking({ restart: [answer] }).decider.restart(['a'], by)).toBe(decision);
  });
});

describe('what only a person knows', () => {
  it('is asked for where the answers file does not hold it', async () => {
    const asked = [
      {
        member: 'msMailConnector',
        stage: 'security-changes',
        question: 'In use?',
        how: 'Look.',
        type: 'yes or no',
      },
      {
        member: 'otherServersOfSite',
        stage: 'security-changes',
        question: 'Others?',
        how: 'Look.',
        type: 'names',
      },
      { member: 'serviceAccountSid', stage: 'security-changes', question: 'SID?', how: 'Look.', type: 'sid' },
    ] as const;
    const sid = 'S-1-5-21-1-2-3-1010';
    const { decider, terminal } = asking(
      { 'facts.otherServersOfSite': ['NTEX02, NTEX03'], 'facts.serviceAccountSid': ['nonsense', ` ${sid} `] },
      { facts: { msMailConnector: false } },
    );
    expect(await decider.facts(asked)).toEqual({
      msMailConnector: false,
      otherServersOfSite: ['NTEX02', 'NTEX03'],
      serviceAccountSid: sid,
    });
    expect(terminal.refused).toHaveLength(1);
  });

  it('takes the name of an account where the server can look it up, and asks again for one that it does not know', async () => {
    const sid = 'S-1-5-21-1-2-3-1010';
    const fact = {
      member: 'serviceAccountSid',
      stage: 'security-changes',
      question: 'SID?',
      how: 'Look.',
      type: 'sid',
    } as const;
    const { decider, terminal } = asking({
      'facts.serviceAccountSid': ['EXAMPLE\\nobody', 'S-1-5-32-544', 'EXAMPLE\\ExchSrv'],
    });
    const known: Readonly<Record<string, string>> = {
      'EXAMPLE\\ExchSrv': sid,
      'S-1-5-32-544': 'S-1-5-32-544',
    };
    const lookUp = (text: string) =>
      Promise.resolve(known[text] === undefined ? { problem: `nobody is ${text}` } : { sid: known[text] });
    expect(await decider.facts([fact], lookUp)).toEqual({ serviceAccountSid: sid });
    // The second is no account of a domain
    expect(terminal.said.join('\n')).toMatch(/nobody is EXAMPLE\\nobody[^]*a SID such as/);
  });

  it.each([
    ['facts.msMailConnector', 'yes or no', 'unknown', {}],
    ['facts.msMailConnector', 'yes or no', back, {}],
    ['facts.msMailConnector', 'yes or no', true, { msMailConnector: true }],
    ['facts.otherServersOfSite', 'names', '', {}],
    ['facts.otherServersOfSite', 'names', back, {}],
    ['facts.otherServersOfSite', 'names', 'none', { otherServersOfSite: [] }],
  ] as const)('may stay unknown: %s (%s) answered with %p', async (answer, type, given, facts) => {
    const member = answer === 'facts.msMailConnector' ? 'msMailConnector' : 'otherServersOfSite';
    const fact = { member, stage: 'security-changes', question: '?', how: 'Look.', type } as const;
    expect(await asking({ [answer]: [given] }).decider.facts([fact])).toEqual(facts);
  });

  it('is not asked for where all of it is in the answers file', async () => {
    const { decider, terminal } = asking({}, { facts: { msMailConnector: true } });
    expect(await decider.facts([])).toEqual({ msMailConnector: true });
    expect(terminal.asked).toEqual([]);
  });
});

describe('whom the certification authority may ask', () => {
  it('is given as far as somebody wants to', async () => {
    const { decider, terminal } = asking({
      'contact.contact': [' Pat '],
      'contact.email': ['nonsense', 'pat@example.com'],
      'contact.phone': [back],
    });
    expect(await decider.contact()).toEqual({ contact: 'Pat', email: 'pat@example.com' });
    expect(terminal.refused).toEqual(['that does not fit']);
  });
});

describe('a password', () => {
  const answer = 'steps.one-value.passwordFile';
  const twice = ['correct horse battery', 'correct horse battery'];

  it('is typed twice, the same', async () => {
    const { decider, terminal } = asking({
      [answer]: ['short', 'correct horse battery', 'something else', ...twice],
    });
    expect(await decider.password('one-value')).toBe('correct horse battery');
    expect(terminal.refused).toHaveLength(1);
    expect(terminal.said).toEqual(['The two passwords differ.']);
  });

  it.each<{ typed: readonly Answer[] }>([
    { typed: [back] },
    { typed: ['correct horse battery', back, back] },
  ])('is not made up where somebody goes back: $typed.length', async ({ typed }) => {
    const { decider } = asking({ [answer]: typed });
    await expect(decider.password('one-value')).rejects.toThrow(InterruptedError);
  });
});

it('takes the options of a step from the answers file as defaults', () => {
  const steps = { 'one-value': { do: 'apply', attest: false, options: { limit: 5 } } } as const;
  expect(asking({}, { steps }).decider.optionsOf(step)).toEqual({ limit: 5 });
  expect(asking({}).decider.optionsOf(step)).toBeUndefined();
});
