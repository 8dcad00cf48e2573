import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Finding } from '../../src/engine/finding.js';
import { UnansweredError } from '../../src/errors.js';
import { optionalStage } from '../../src/model/stage.js';
import { noAnswers, type Answers } from '../../src/wizard/answers.js';
import type { Decider, StepPage } from '../../src/wizard/decider.js';
import { followAnswers } from '../../src/wizard/follow-answers.js';
import { temporaryFolder } from '../support/folder.js';
import { smallStep } from '../support/small-server.js';

const step = smallStep('one-value', ['First']);

const page = (finding: Partial<Finding> = {}): StepPage => ({
  finding: {
    step,
    options: {},
    state: 'needs-changes',
    scope: { looked: [], left: [] },
    checks: [],
    changes: [],
    ...finding,
  },
  names: {},
  proof: undefined,
  number: 1,
  total: 1,
  history: undefined,
});

const following = (
  answers: Partial<Answers> = {},
  more: Partial<Parameters<typeof followAnswers>[0]> = {},
): Decider =>
  followAnswers({ answers: { ...noAnswers, ...answers }, yes: false, warn: () => undefined, ...more });

const answer = (given: object): Partial<Answers> => ({
  steps: { 'one-value': { do: 'apply', attest: false, ...given } },
});

const soak = {
  open: false,
  why: 'soak',
  stage: 'os-updates',
  until: new Date(0),
  leftMs: 1,
} as const;

describe('a session that follows an answers file', () => {
  it('does with a step what the file says', async () => {
    const deciding = (given: object): Promise<unknown> => following(answer(given)).step(page());
    expect(await deciding({})).toEqual({ decision: 'apply' });
    expect(await deciding({ do: 'skip' })).toEqual({ decision: 'skip' });
    const waiver = { do: 'waive', reason: 'a backup needs it' };
    expect(await deciding(waiver)).toEqual({ decision: 'waive', reason: 'a backup needs it' });
    expect(await deciding({ ...waiver, until: '2027-01-31' })).toMatchObject({ until: '2027-01-31' });
  });

  it('applies with --yes what the file does not mention, and asks for it without', async () => {
    expect(await following({}, { yes: true }).step(page())).toEqual({ decision: 'apply' });
    expect(() => following().step(page())).toThrow('No answer to steps.one-value.do: it needs a decision.');
  });

  it('names the reason that a waiver lacks', () => {
    expect(() => following(answer({ do: 'waive' })).step(page())).toThrow(
      'No answer to steps.one-value.reason',
    );
  });

  it('names the options that a step cannot do without', () => {
    const needy = smallStep('one-value', [], {
      options: z.strictObject({ host: z.string(), port: z.int() }),
    });
    const finding = {
      step: needy,
      state: 'needs-operator',
      reason: 'its details are not given yet',
    } as const;
    const missing = (): unknown => following({}, { yes: true }).step(page(finding));
    expect(missing).toThrow(UnansweredError);
    expect(missing).toThrow(
      'No answer to steps.one-value.options (host, port): its details are not given yet.',
    );
  });

  it('leaves a step that needs the operator for a reason of its own to the walk', async () => {
    const finding = { state: 'needs-operator' } as const;
    expect(await following({}, { yes: true }).step(page(finding))).toEqual({ decision: 'apply' });
    const given = following(answer({ options: { limit: 1 } }));
    expect(await given.step(page({ ...finding, reason: 'why' }))).toEqual({ decision: 'apply' });
  });

  it('gives options, facts and a contact as they are in the file', async () => {
    const decider = following({
      ...answer({ options: { limit: 5 } }),
      facts: { msMailConnector: true },
      contact: { email: 'ca@example.com' },
    });
    expect(decider.optionsOf(step)).toEqual({ limit: 5 });
    expect(following().optionsOf(step)).toBeUndefined();
    expect(await decider.facts([])).toEqual({ msMailConnector: true });
    expect(await decider.contact()).toEqual({ email: 'ca@example.com' });
    expect(await following().contact()).toEqual({});
  });

  it("gives the operator's word only where the file does", async () => {
    expect(await following(answer({ attest: true })).attest(step, ['It is so.'])).toBe(true);
    await expect(following(answer({})).attest(step, ['It is so.'])).rejects.toThrow(
      'No answer to steps.one-value.attest: true',
    );
  });

  it('consents only for the server that the file names', async () => {
    const decider = following({ consent: 'NTEX01' });
    expect(await decider.consent(step, 'NTEX01')).toBe(true);
    const risky = smallStep('one-value', [], { risky: true });
    await expect(decider.consent(risky, 'NTEX02')).rejects.toThrow(
      'No answer to consent: NTEX02: one-value is risky.',
    );
    const irreversible = smallStep('one-value', [], { reversibility: 'irreversible' });
    await expect(decider.consent(irreversible, 'NTEX02')).rejects.toThrow('one-value is irreversible');
  });

  it('reviews nothing, finishes what was interrupted, and leaves what does not take or must not be', async () => {
    const decider = following();
    expect(await decider.review('os-updates', [])).toBe('go');
    expect(await decider.trouble(page().finding, 'refused')).toBe('leave');
    expect(decider.refused(step)).toBe('leave');
    expect(await Promise.resolve(decider.recover({} as never))).toBe('finish');
  });

  it('lets days pass only on the lab, only for a soak, and only where the file says so', async () => {
    const wait = (letSoakPass: boolean, canLetPass: boolean, gate: typeof soak | object = soak): unknown =>
      following({ letSoakPass }).wait('exchange-updates', gate as typeof soak, canLetPass);
    expect(await wait(true, true)).toEqual({ decision: 'let-pass' });
    expect(await wait(false, true)).toEqual({ decision: 'stop' });
    expect(await wait(true, false)).toEqual({ decision: 'stop' });
    expect(await wait(true, true, { ...soak, why: 'unsettled', steps: [] })).toEqual({ decision: 'stop' });
  });

  it('opens a stage with the reason that --override-soak gave', async () => {
    const decider = following({}, { overrides: { soak: 'the board wants it' } });
    expect(await decider.wait(optionalStage, soak, false)).toEqual({
      decision: 'override',
      reason: 'the board wants it',
    });
    for (const why of ['unsettled', 'restart'] as const) {
      const gate = { open: false, why, stage: 'os-updates', steps: ['one'] } as const;
      expect(await decider.wait(optionalStage, gate, false)).toEqual({ decision: 'stop' });
    }
  });

  it('goes on out of order with the reason that --override-order gave, which cuts no wait short', async () => {
    const decider = following({}, { overrides: { order: 'one step alone' } });
    const gate = { open: false, why: 'unsettled', stage: 'os-updates', steps: ['one'] } as const;
    expect(await decider.wait(optionalStage, gate, false)).toEqual({
      decision: 'override',
      reason: 'one step alone',
    });
    expect(await decider.wait(optionalStage, soak, false)).toEqual({ decision: 'stop' });
  });

  it('restarts nothing but the lab', async () => {
    expect(await following({ restart: true }).restart(['a'], 'target')).toBe('by-target');
    expect(await following({ restart: true }).restart(['a'], 'either')).toBe('no');
    expect(await following().restart(['a'], 'target')).toBe('no');
  });

  it('reads a password from the file that is named for the step, and warns where others may read it', async () => {
    const path = join(await temporaryFolder(), 'password');
    await writeFile(path, 'correct horse battery\n', { mode: 0o644 });
    const warned: string[] = [];
    const decider = following(answer({ passwordFile: path }), { warn: (line) => void warned.push(line) });
    expect(await decider.password('one-value')).toBe('correct horse battery');
    expect(warned).toHaveLength(process.platform === 'win32' ? 0 : 1);
    await expect(following().password('one-value')).rejects.toThrow(
      'No answer to steps.one-value.passwordFile: it asks for a password.',
    );
  });
});
