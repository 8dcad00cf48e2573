import { describe, expect, it } from '@jest/globals';
import type { Change, Check, Finding } from '../../../src/engine/finding.js';
import type { StepHistory } from '../../../src/journal/history.js';
import { present, unreadable } from '../../../src/model/reading.js';
import { attestation } from '../../../src/resources/attestation.js';
import { dword } from '../../../src/resources/registry/data.js';
import { registryValue } from '../../../src/resources/registry-value.js';
import type { StepPage } from '../../../src/wizard/decider.js';
import { commandLines, explainLines } from '../../../src/wizard/screens/explain.js';
import { stepLines } from '../../../src/wizard/screens/step-page.js';
import { stepText } from '../../../src/wizard/screens/step-text.js';
import { z } from 'zod';
import { smallStep, valueNamed } from '../../support/small-server.js';

const step = smallStep('one-value', ['First'], {
  title: 'Set a value',
  line: 12,
  covers: ['W-01'],
  sources: ['Q123456'],
});

const changeOf = (name: string): Change => ({
  resource: valueNamed(name),
  before: { state: 'absent' },
  after: present(dword(1)),
  words: 'is 1',
});

const checkOf = (name: string, more: Partial<Check> = {}): Check => ({
  expectation: registryValue('HKLM\\SOFTWARE\\Example', name).exactly(dword(1)),
  reading: { state: 'absent' },
  met: false,
  ...more,
});

const findingOf = (more: Partial<Finding> = {}): Finding => ({
  step,
  options: {},
  state: 'needs-changes',
  scope: { looked: ['this server'], left: [] },
  checks: [checkOf('First')],
  changes: [changeOf('First')],
  ...more,
});

const page = (finding: Partial<Finding> = {}, more: Partial<StepPage> = {}): StepPage => ({
  finding: findingOf(finding),
  names: {},
  proof: { proved: true, problems: [] },
  number: 3,
  total: 9,
  history: undefined,
  ...more,
});

const shown = (...given: Parameters<typeof page>): string => stepLines(page(...given), 80).join('\n');

describe('the page of a step', () => {
  it('says where it stands, what is there, what it becomes and how it comes back', () => {
    const text = shown();
    expect(text).toMatch(/^Step 3 of 9 {2}one-value {2,}Tests, article line 12\n/);
    expect(text).toContain('Set a value.');
    expect(text).toMatch(/now +absent\n +then +REG_DWORD 1/);
    expect(text).toMatch(/May break +nothing known/);
    expect(text).toMatch(/Undo +automatic; proved on a twin/);
  });

  it('keeps within a narrow screen', () => {
    const lines = stepLines(page(), 40);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(lines.slice(0, 2)).toEqual(['Step 3 of 9  one-value', '  Tests, article line 12']);
  });

  it('names what the twin could not bring back', () => {
    const proof = { proved: false, problems: ['First does not come back'] };
    expect(shown({}, { proof })).toMatch(/NOT proved on a twin: First does not come\s+back/);
  });

  it('speaks of no proof where nothing is changed on the server', () => {
    const none = smallStep('one-value', [], { reversibility: 'none' });
    expect(shown({ step: none })).toMatch(/Undo +nothing on the server is changed\n/);
    expect(shown({}, { proof: undefined })).toMatch(/Undo +automatic\n/);
  });

  it('says why a finding is what it is', () => {
    const text = shown({ state: 'needs-operator', reason: 'its details are not given yet', changes: [] });
    expect(text).toContain('Finding: needs operator; its details are not given yet.');
  });

  it('shows as many changes as leave room for the question, and says how many more there are', () => {
    const changes = ['First', 'Second', 'Third', 'Fourth'].map(changeOf);
    const text = shown({ changes });
    expect(text).toContain('and 2 more: see Explain');
    expect(text).not.toContain('Third');
  });

  it('shows what only a person can say in one line', () => {
    const { resource } = attestation('locked-room').attested('The room is locked.');
    const after = present({ statement: 'The room is locked.' });
    const text = shown({ changes: [{ resource, before: { state: 'absent' }, after, words: '' }] });
    expect(text).toMatch(/ {2}locked-room +attested: The room is locked\./);
    expect(text).not.toContain('then');
  });

  it('names what is left alone, and why', () => {
    const text = shown({
      checks: [
        checkOf('First', { objection: 'mail would stop' }),
        checkOf('Second', { reading: unreadable('access denied'), met: undefined }),
        checkOf('Third', { reading: unreadable('access denied'), met: undefined }),
      ],
    });
    expect(text).toContain('First is left alone: mail would stop.');
    expect(text).toContain('Second cannot be read and is left alone: access denied, and 1 more.');
  });

  it('shows the first warning, and how many more there are', () => {
    const warned = smallStep('one-value', [], {
      mayBreak: ['One thing breaks.', 'Another breaks.'],
      unconfirmed: ['Nobody knows.'],
    });
    const text = shown({ step: warned });
    expect(text).toMatch(/May break +One thing breaks\. \(\+1: Explain\)/);
    expect(text).toMatch(/Unconfirmed +Nobody knows\./);
  });

  it('says how a step stands that one came back to', () => {
    const history = { outcome: 'verified' } as StepHistory;
    expect(shown({}, { history })).toMatch(/So far +verified/);
  });
});

describe('the explanation of a step', () => {
  const explained = (more: Partial<Finding> = {}): string => explainLines(findingOf(more), 80).join('\n');

  it('gives the reason, the sources and what is expected of each value', () => {
    const text = explained({
      checks: [
        checkOf('First'),
        checkOf('Second', { met: true }),
        checkOf('Third', { met: undefined, reading: unreadable('no right') }),
      ],
    });
    expect(text).toContain('So that something is set.');
    expect(text).toMatch(/Sources +Q123456/);
    expect(text).toMatch(/Carries +W-01/);
    expect(text).toMatch(/-- +First .*now absent/);
    expect(text).toMatch(/ok +Second /);
    expect(text).toMatch(/\?\? +Third .*unreadable: no right/);
    expect(text).not.toContain('All changes:');
  });

  it('lists all changes where the page had no room for them, and the steps it stands on', () => {
    const changes = ['A', 'B', 'C', 'D', 'E'].map(changeOf);
    const text = explained({
      changes,
      step: smallStep('one-value', [], { needs: ['another'], unconfirmed: ['x'] }),
    });
    expect(text).toContain('All changes:');
    expect(text).toMatch(/Stands on +another/);
    expect(text).toMatch(/Unconfirmed +x/);
  });

  it('numbers what a person does, as the source does', () => {
    const instructions = { title: 'At the console', first: 3, lines: ['Open it.', 'Close it.'] };
    const text = explained({ step: smallStep('one-value', [], { instructions }) });
    expect(text).toMatch(/At the console\n +3\. Open it\.\n +4\. Close it\./);
  });
});

describe('the commands of a step', () => {
  it('say for each change what to do at the console', () => {
    const lines = commandLines(findingOf(), {}, 80);
    expect(lines).toContain('First, HKLM\\SOFTWARE\\Example');
    expect(lines.join('\n')).toMatch(/ 1\. /);
  });

  it('say so where nothing has to be changed', () => {
    expect(commandLines(findingOf({ changes: [] }), {}, 80)).toEqual(['', 'Nothing has to be changed.', '']);
  });
});

describe('the text of a step', () => {
  it('holds all that is known of it, with its options', () => {
    const full = smallStep('one-value', [], {
      needs: ['a'],
      after: ['b'],
      mayBreak: ['One thing.'],
      unconfirmed: ['Nobody knows.'],
      covers: ['W-01'],
      instructions: { title: 'At the console', first: 1, lines: ['Open it.'] },
      options: z.strictObject({
        days: z.int().min(1).max(30).default(7),
        scope: z.enum(['server', 'site']).default('server'),
        host: z.string(),
        note: z.string().exactOptional(),
      }),
    });
    const text = stepText(full, 80).join('\n');
    for (const words of [
      /Stands on +a/,
      /Comes after +b/,
      /May break +One thing/,
      /Unconfirmed +Nobody/,
      /Carries +W-01/,
    ])
      expect(text).toMatch(words);
    expect(text).toMatch(/ 1\. Open it\./);
    expect(text).toMatch(/days +days \(1 to 30\); default 7/);
    expect(text).toMatch(/scope +scope \(server, site\); default server/);
    expect(text).toMatch(/host +host; has to be given/);
    expect(text).toMatch(/note +note; may be left out/);
  });

  it('has no place for options where there are none', () => {
    expect(stepText(step, 80).join('\n')).not.toContain('Options');
  });
});
