import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Finding } from '../../src/engine/finding.js';
import type { StepHistory } from '../../src/journal/history.js';
import { present } from '../../src/model/reading.js';
import { dword } from '../../src/resources/registry/data.js';
import { back } from '../../src/terminal/port.js';
import type { StepPage } from '../../src/wizard/decider.js';
import { askOptions, optionFields, optionText } from '../../src/wizard/option-questions.js';
import { askStep } from '../../src/wizard/ask-step.js';
import { everyStep } from '../../steps/catalogue.js';
import { scriptedTerminal, type Answer, type ScriptedTerminal } from '../support/scripted-terminal.js';
import { smallStep, valueNamed } from '../support/small-server.js';

const plain = smallStep('one-value', ['First']);
const first = valueNamed('First');
const change = {
  resource: first,
  before: { state: 'absent' },
  after: present(dword(1)),
  words: 'is 1',
} as const;

const page = (finding: Partial<Finding> = {}, history?: StepHistory): StepPage => ({
  finding: {
    step: plain,
    options: {},
    state: 'needs-changes',
    scope: { looked: [], left: [] },
    checks: [],
    changes: [change],
    ...finding,
  },
  names: {},
  proof: undefined,
  number: 1,
  total: 1,
  history,
});

const history = (standing: StepHistory['standing']): StepHistory => ({
  id: 'one-value',
  title: '',
  stage: 'os-updates',
  needs: [],
  reversibility: 'automatic',
  effect: 'at once',
  options: {},
  outcome: 'verified',
  time: '',
  sequence: 1,
  standing,
});

const standing: StepHistory['standing'] = [
  {
    intent: 1,
    step: 'one-value',
    action: 'apply',
    resource: first,
    before: { state: 'absent' },
    after: present(dword(1)),
    time: '',
  },
];

const answering = (
  answers: readonly Answer[],
  more: Readonly<Record<string, readonly Answer[]>> = {},
): ScriptedTerminal => scriptedTerminal({ 'steps.one-value.do': answers, ...more });

describe('a step that is put before the operator', () => {
  it.each(['apply', 'skip', 'stop', 'back'] as const)('is decided with %s', async (decision) => {
    expect(await askStep(answering([decision]), page())).toEqual({ decision });
  });

  it('goes back on Esc', async () => {
    expect(await askStep(answering([back]), page())).toEqual({ decision: 'back' });
  });

  it('is explained and its commands are shown, as often as wanted', async () => {
    const terminal = answering(['explain', 'commands', 'explain', 'skip']);
    await askStep(terminal, page());
    const said = terminal.said.join('\n');
    expect(said.match(/So that something is set\./g)).toHaveLength(2);
    expect(said).toMatch(/1\. .*regedt32|1\. /);
  });

  it.each([
    ['nothing would change', page({ changes: [] })],
    ['it must not be changed from here', page({ barred: true })],
  ])('is not offered to be applied where %s', async (_, shown) => {
    await expect(askStep(answering(['apply']), shown)).rejects.toThrow('does not offer apply');
  });

  it('is offered to be taken back or left as it is only when one came back to it', async () => {
    await expect(askStep(answering(['take-back']), page())).rejects.toThrow('does not offer');
    await expect(askStep(answering(['go-on']), page())).rejects.toThrow('does not offer');
    const again = page({}, history(standing));
    expect(await askStep(answering(['take-back']), again)).toEqual({ decision: 'take-back' });
    expect(await askStep(answering(['go-on']), again)).toEqual({ decision: 'go-on' });
    await expect(askStep(answering(['skip']), again)).rejects.toThrow('does not offer');
    await expect(askStep(answering(['take-back']), page({}, history([])))).rejects.toThrow('does not offer');
  });

  it('is waived with a reason and a day, or without one', async () => {
    const waive = (until: Answer): Promise<unknown> =>
      askStep(
        answering(['waive'], {
          'steps.one-value.reason': ['no', ' a backup needs it '],
          'steps.one-value.until': ['tomorrow', '2027-13-01', until],
        }),
        page(),
      );
    expect(await waive('')).toEqual({ decision: 'waive', reason: 'a backup needs it' });
    expect(await waive('2027-01-31')).toMatchObject({ until: '2027-01-31' });
  });

  it('is asked about again where the waiver was given up', async () => {
    const terminal = answering(['waive', 'waive', 'skip'], {
      'steps.one-value.reason': [back, 'a backup needs it'],
      'steps.one-value.until': [back],
    });
    expect(await askStep(terminal, page())).toEqual({ decision: 'skip' });
  });

  it('has no details where it has no options', async () => {
    await expect(askStep(answering(['details']), page())).rejects.toThrow('does not offer details');
  });
});

describe('the options of a step', () => {
  const step = smallStep('one-value', [], {
    options: z.strictObject({
      days: z.int().min(1).max(30).default(7).describe('Days to keep'),
      strict: z.boolean().default(false),
      scope: z.enum(['server', 'site']).default('server'),
      names: z.array(z.string()).default([]),
      host: z.string().min(3),
      at: z.int().min(1).exactOptional(),
      most: z.int().max(9).exactOptional(),
    }),
  });
  const shown = page({ step, options: { days: 7 } });
  const option = (name: string): string => `steps.one-value.options.${name}`;

  it('are read off its schema', () => {
    const fields = optionFields(step);
    expect(fields.map(({ name, type, range, required }) => [name, type, range, required])).toEqual([
      ['days', 'number', '1 to 30', false],
      ['strict', 'boolean', '', false],
      ['scope', 'choice', '', false],
      ['names', 'list', '', false],
      ['host', 'text', '', true],
      ['at', 'number', 'at least 1', false],
      ['most', 'number', 'at most 9', false],
    ]);
    expect(fields[0]).toMatchObject({ label: 'Days to keep', initial: 7 });
    expect(fields[2]?.choices).toEqual(['server', 'site']);
  });

  it('are asked for one by one, and the step is looked at again with them', async () => {
    const terminal = answering(['details'], {
      [option('days')]: ['many', '31', '14'],
      [option('strict')]: [true],
      [option('scope')]: ['site'],
      [option('names')]: ['NTEX02, NTEX03'],
      [option('host')]: ['x', 'mail.example.com'],
      [option('at')]: [''],
      [option('most')]: ['3'],
    });
    expect(await askStep(terminal, shown)).toEqual({
      decision: 'options',
      options: {
        days: 14,
        strict: true,
        scope: 'site',
        names: ['NTEX02', 'NTEX03'],
        host: 'mail.example.com',
        most: 3,
      },
    });
    expect(terminal.refused).toHaveLength(3);
  });

  it('take their default where they are left empty', async () => {
    const one = smallStep('one-value', [], { options: z.strictObject({ days: z.int().default(7) }) });
    const asked = scriptedTerminal({ [option('days')]: [''] });
    expect(await askOptions(asked, one, { days: 3 })).toEqual({});
  });

  it('go back one by one on Esc, and at the first leave all as it was', async () => {
    const asked = scriptedTerminal({
      [option('days')]: ['14', back],
      [option('strict')]: [back],
    });
    expect(await askOptions(asked, step, {})).toBe(back);
    const terminal = answering(['details', 'skip'], { [option('days')]: [back] });
    expect(await askStep(terminal, shown)).toEqual({ decision: 'skip' });
  });

  it('take names of accounts where the server can look them up, and ask again for one that it does not know', async () => {
    const account = z.string().regex(/^S-1-5(-\d+)+$/, 'a SID');
    const one = smallStep('one-value', ['First'], {
      options: z.strictObject({ owner: account.exactOptional(), readers: z.array(account).default([]) }),
    });
    const known: Readonly<Record<string, string>> = {
      'EXAMPLE\\ops': 'S-1-5-21-7',
      'S-1-5-21-8': 'S-1-5-21-8',
      Jeder: 'S-1-1-0',
    };
    const lookUp = (text: string) =>
      Promise.resolve(known[text] === undefined ? { problem: `nobody is ${text}` } : { sid: known[text] });
    const asked = scriptedTerminal({
      [option('owner')]: ['EXAMPLE\\opps', 'Jeder', 'EXAMPLE\\ops'],
      [option('readers')]: ['S-1-5-21-8, EXAMPLE\\ops'],
    });
    expect(await askOptions(asked, one, {}, lookUp)).toEqual({
      owner: 'S-1-5-21-7',
      readers: ['S-1-5-21-8', 'S-1-5-21-7'],
    });
    // Known, and not what the step takes
    expect(asked.said.join('\n')).toMatch(/nobody is EXAMPLE\\opps[^]*a SID/);
    const empty = scriptedTerminal({ [option('owner')]: [''], [option('readers')]: [''] });
    expect(await askOptions(empty, one, {}, lookUp)).toEqual({ readers: [] });
  });

  it('are accounts in these steps', () => {
    const found = everyStep.flatMap((step) =>
      optionFields(step)
        .filter(({ accounts }) => accounts)
        .map(({ name }) => `${step.id} ${name}`),
    );
    expect(found).toEqual(
      expect.arrayContaining(['exchange-shares serviceAccount', 'no-admin-mailboxes accounts']),
    );
    expect(found.every((one) => /account|administrator|readers|strike/i.test(one))).toBe(true);
  });

  it('an empty list is none', async () => {
    const one = smallStep('one-value', [], {
      options: z.strictObject({ names: z.array(z.string()).default([]) }),
    });
    expect(await askOptions(scriptedTerminal({ [option('names')]: ['  '] }), one, {})).toEqual({ names: [] });
  });

  it('are shown as one would type them', () => {
    expect(['a', 3, true, ['a', 'b']].map(optionText)).toEqual(['a', '3', 'true', 'a, b']);
  });
});
