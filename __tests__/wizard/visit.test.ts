import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { UsageError } from '../../src/errors.js';
import { present, unreadable } from '../../src/model/reading.js';
import type { Step } from '../../src/model/step.js';
import { attestation } from '../../src/resources/attestation.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import type { AfterTrouble, Decider, StepDecision, StepPage } from '../../src/wizard/decider.js';
import { visitStep } from '../../src/wizard/visit.js';
import { hostile } from '../support/hostile-server.js';
import { smallServer, smallStep, valueNamed, type SmallServer } from '../support/small-server.js';
import { labCensus } from '../../src/targets/lab/census.js';
import { MemoryStore } from '../../src/targets/store.js';
import { smallSession } from '../support/small-session.js';

const one = smallStep('one-value', ['First']);
const two = smallStep('two-values', ['First', 'Second']);
const apply = { decision: 'apply' } as const;
const administrators = { sid: 'S-1-5-32-544', name: 'BUILTIN\\Administrators', kind: 'alias' } as const;

interface Visit {
  readonly result: 'on' | 'back' | 'stop';
  readonly said: string;
  readonly pages: readonly StepPage[];
  outcome(): unknown;
}

interface Visiting {
  readonly server?: SmallServer;
  /** Answers to the page of the step, one after another. */
  readonly decisions?: readonly StepDecision[];
  readonly decider?: Partial<Decider>;
  readonly again?: boolean;
  /** Steps of the plan beside it. */
  readonly others?: readonly Step[];
  readonly more?: Parameters<typeof smallSession>[2];
}

async function visit(
  step: Step,
  { server = smallServer(), decisions = [], decider = {}, again = false, others = [], more = {} }: Visiting,
): Promise<Visit> {
  const pages: StepPage[] = [];
  const left = [...decisions];
  const deciding: Partial<Decider> = {
    step(page) {
      pages.push(page);
      const decision = left.shift();
      return decision === undefined
        ? Promise.reject(new Error('no decision left'))
        : Promise.resolve(decision);
    },
    ...decider,
  };
  const session = smallSession([...others, step], deciding, { server, ...more });
  const result = await visitStep(session, step.id, { again });
  return {
    result,
    said: session.terminal.said.join('\n'),
    pages,
    outcome: () => server.history().steps.get(step.id)?.outcome,
  };
}

async function applied(step: Step): Promise<SmallServer> {
  const server = smallServer();
  await visit(step, { server, decisions: [apply] });
  return server;
}

describe('a step that is visited', () => {
  it('must be one of the plan', async () => {
    const session = smallSession([one]);
    await expect(visitStep(session, 'no-such-step', { again: false })).rejects.toThrow(UsageError);
  });

  it('is applied, read back and journalled', async () => {
    const server = smallServer();
    const { result, said, outcome } = await visit(one, { server, decisions: [apply] });
    expect(result).toBe('on');
    expect(outcome()).toBe('verified');
    expect(await server.read('First')).toEqual(present(dword(1)));
    expect(said).toMatch(/one-value +1 change, read back \d/);
  });

  it('is shown with its place, its changes and the proof of its undo', async () => {
    const { pages } = await visit(one, { others: [two], decisions: [apply] });
    expect(pages).toMatchObject([
      { number: 2, total: 2, history: undefined, proof: { proved: true, problems: [] } },
    ]);
  });

  it('has no proof where nothing would be changed', async () => {
    const server = smallServer();
    await server.put('First', unreadable('access denied'));
    const { pages } = await visit(one, { server, decisions: [{ decision: 'stop' }] });
    expect(pages).toMatchObject([{ proof: undefined, finding: { state: 'unknown' } }]);
  });

  it('is recorded as verified, and asks nothing, where it is so already', async () => {
    const server = smallServer();
    await server.set('First', 1);
    const { result, pages, said, outcome } = await visit(one, { server });
    expect([result, pages, outcome()]).toEqual(['on', [], 'verified']);
    expect(said).toContain('already so, read back');
  });

  it('is recorded as not applicable, with the reason', async () => {
    const server = smallServer();
    const step = smallStep('one-value', ['First'], { appliesTo: () => 'there is no mail here' });
    const { pages, said } = await visit(step, { server });
    expect(pages).toEqual([]);
    expect(said).toContain('not applicable: there is no mail here');
    expect(server.history().steps.get('one-value')).toMatchObject({
      outcome: 'not-applicable',
      detail: 'there is no mail here',
    });
  });

  it('is skipped for now', async () => {
    const { result, outcome, said } = await visit(one, { decisions: [{ decision: 'skip' }] });
    expect([result, outcome()]).toEqual(['on', 'skipped']);
    expect(said).toContain('skipped for now');
  });

  it.each([{}, { until: '2027-01-31' }])('is waived with its reason %o', async (until) => {
    const server = smallServer();
    const reason = 'a backup needs it';
    await visit(one, { server, decisions: [{ decision: 'waive', reason, ...until }] });
    const found = server.history().steps.get('one-value');
    expect(found).toMatchObject({ outcome: 'waived', detail: reason, ...until });
    expect(found?.until).toBe(until.until);
  });

  it.each(['back', 'stop'] as const)('is left untouched by %s', async (decision) => {
    const server = smallServer();
    const { result } = await visit(one, { server, decisions: [{ decision }] });
    expect(result).toBe(decision);
    expect(server.journal.records).toEqual([]);
  });

  it('is looked at again with the options that were chosen', async () => {
    const server = smallServer();
    const step = smallStep('a-limit', [], {
      options: z.strictObject({ limit: z.int().default(1) }),
      expects: ({ limit }) => [
        registryValue('HKLM\\SOFTWARE\\Example', 'First').exactly(dword(Number(limit))),
      ],
    });
    const options = { limit: 5 };
    const { pages } = await visit(step, { server, decisions: [{ decision: 'options', options }, apply] });
    expect(pages.map(({ finding }) => finding.options)).toEqual([{ limit: 1 }, { limit: 5 }]);
    expect(await server.read('First')).toEqual(present(dword(5)));
  });

  it('keeps what it was told before where an account is given that the server does not know', async () => {
    const server = smallServer();
    const step = smallStep('an-account', [], {
      options: z.strictObject({ account: z.string().default('S-1-5-32-544') }),
      expects: () => [registryValue('HKLM\\SOFTWARE\\Example', 'First').exactly(dword(1))],
    });
    const { target } = smallSession([step], {}, { server });
    const population = { trustedDomains: [], principals: [administrators] };
    const census = labCensus(new MemoryStore([]), 'NTEX01', population);
    const { pages, said } = await visit(step, {
      server,
      decisions: [{ decision: 'options', options: { account: 'S-1-5-21-1-2-3-4' } }, apply],
      more: { target: { ...target, census } },
    });
    expect(said).toMatch(
      /knows nobody with the SID S-1-5-21-1-2-3-4\. .* The step stays as it was told before/,
    );
    expect(pages.map(({ finding }) => finding.options)).toEqual([
      { account: 'S-1-5-32-544' },
      { account: 'S-1-5-32-544' },
    ]);
  });
});

describe('a step that one has come back to', () => {
  it('is shown although it is done, with how it stands', async () => {
    const server = await applied(one);
    const { pages, result } = await visit(one, { server, again: true, decisions: [{ decision: 'go-on' }] });
    expect(result).toBe('on');
    expect(pages).toMatchObject([{ finding: { state: 'satisfied' }, history: { outcome: 'verified' } }]);
  });

  it('is shown although it does not apply any more', async () => {
    const step = smallStep('one-value', ['First'], { appliesTo: () => 'gone' });
    const { pages } = await visit(step, { again: true, decisions: [{ decision: 'go-on' }] });
    expect(pages).toMatchObject([{ finding: { state: 'not-applicable' } }]);
  });

  it('is taken back', async () => {
    const server = await applied(two);
    const { said, outcome } = await visit(two, {
      server,
      again: true,
      decisions: [{ decision: 'take-back' }],
    });
    expect(outcome()).toBe('undone');
    expect(await server.read('First')).toEqual({ state: 'absent' });
    expect(said).toContain('two-values: undone.');
  });

  it('names what the undo left, as somebody else had made it', async () => {
    const server = await applied(two);
    await server.set('Second', 7);
    const { said } = await visit(two, { server, again: true, decisions: [{ decision: 'take-back' }] });
    expect(said).toContain(
      'two-values: undone with residue.\n  Second was changed since and keeps REG_DWORD 7.',
    );
  });

  it('has nothing to take back where it changed nothing', async () => {
    const { said } = await visit(one, { again: true, decisions: [{ decision: 'take-back' }] });
    expect(said).toContain('one-value has nothing on the server to take back.');
  });

  it('is not taken back from below a step that stands on it', async () => {
    const server = await applied(one);
    const later = smallStep('later', ['Second'], { needs: ['one-value'] });
    await visit(later, { server, decisions: [apply] });
    const { said, outcome } = await visit(one, {
      server,
      again: true,
      decisions: [{ decision: 'take-back' }],
    });
    expect(said).toContain('later stands on one-value: take that back first.');
    expect(outcome()).toBe('verified');
  });
});

describe('a step that was to be applied and must not be', () => {
  const attested = smallStep('locked-room', [], {
    expects: () => [attestation('locked-room').attested('The room is locked.')],
  });
  const risky = smallStep('one-value', ['First'], { risky: true });
  const irreversible = smallStep('one-value', ['First'], { reversibility: 'irreversible' });
  const standing = smallStep('one-value', ['First'], { needs: ['two-values'] });
  const no = { attest: () => Promise.resolve(false), consent: () => Promise.resolve(false) };

  it.each([
    ['without the word of the operator', attested, "Without the operator's word", 'not attested'],
    ['without consent to its risk', risky, 'Without typed consent', 'no consent'],
    ['without consent, where nothing brings it back', irreversible, 'Without typed consent', 'no consent'],
    [
      'before what it stands on',
      standing,
      'stands on two-values, which is not settled',
      'waits for two-values',
    ],
  ])('is left and recorded %s, where nobody can decide otherwise', async (_, step, words, why) => {
    const server = smallServer();
    const decider = { ...no, refused: () => 'leave' as const };
    const { result, said } = await visit(step, { server, decisions: [apply], decider });
    expect(result).toBe('on');
    expect(said).toContain(words);
    expect(server.history().steps.get(step.id)).toMatchObject({ outcome: 'skipped', detail: why });
  });

  it.each([attested, risky, irreversible, standing])(
    '$id is asked about again where somebody can',
    async (step) => {
      const server = smallServer();
      const decider = { ...no, refused: () => 'ask-again' as const };
      const decisions = [apply, { decision: 'stop' } as const];
      const { result, pages } = await visit(step, { server, decisions, decider });
      expect([result, pages.length]).toEqual(['stop', 2]);
      expect(server.journal.records).toEqual([]);
    },
  );

  it('is left with what its finding says where there is nothing to write', async () => {
    const server = smallServer();
    await server.put('First', unreadable('access denied'));
    const { said } = await visit(one, { server, decisions: [apply] });
    expect(said).toContain('one-value cannot be applied: First cannot be read: access denied.');
    expect(server.history().steps.get('one-value')).toMatchObject({
      outcome: 'skipped',
      detail: 'First cannot be read: access denied',
    });
  });

  it.each(['verified', 'waived'] as const)('is applied once what it stands on is %s', async (outcome) => {
    const server = smallServer();
    await server.journal.append({ type: 'step-ended', step: 'two-values', outcome, stage: 'os-updates' });
    const after = await visit(standing, { server, decisions: [apply] });
    expect(after.outcome()).toBe('verified');
  });

  it('is applied with consent', async () => {
    const asked: string[] = [];
    const consent = (step: Step, server: string): Promise<boolean> => {
      asked.push(`${step.id} on ${server}`);
      return Promise.resolve(true);
    };
    const { outcome } = await visit(risky, { decisions: [apply], decider: { consent } });
    expect([outcome(), asked]).toEqual(['verified', ['one-value on NTEX01']]);
  });

  it('is applied with the word of the operator, sentence by sentence', async () => {
    const asked: (readonly string[])[] = [];
    const attest = (_: Step, statements: readonly string[]): Promise<boolean> => {
      asked.push(statements);
      return Promise.resolve(true);
    };
    const server = smallServer();
    const first = await visit(attested, { server, decisions: [apply], decider: { attest } });
    expect([first.outcome(), asked]).toEqual(['attested', [['attested: The room is locked.']]]);
    // What stands by word is not called verified the next time either
    const second = await visit(attested, { server });
    expect([second.pages, second.outcome()]).toEqual([[], 'attested']);
  });
});

describe('a step that does not take', () => {
  const refusing = (server: SmallServer, times = Infinity): Visiting['more'] => {
    let left = times;
    const isSecond = ({ key }: { readonly key: string }): boolean => key === valueNamed('Second').key;
    return { access: hostile(server.access, { refuses: (resource) => isSecond(resource) && left-- > 0 }) };
  };

  async function inTrouble(decision: AfterTrouble, times?: number): Promise<Visit & { server: SmallServer }> {
    const server = smallServer();
    const trouble = (): Promise<AfterTrouble> => Promise.resolve(decision);
    const more = refusing(server, times) ?? {};
    return { ...(await visit(two, { server, decisions: [apply], decider: { trouble }, more })), server };
  }

  it('is told with what the server said, and what of it stands', async () => {
    const { said, result, outcome } = await inTrouble('leave');
    expect(said).toMatch(/!! +Second: NTEX01 refused: access denied\./);
    expect(said).toContain('1 earlier change of this step stands.');
    expect([result, outcome()]).toEqual(['on', 'failed']);
  });

  it('stops the session where that is decided', async () => {
    expect((await inTrouble('stop')).result).toBe('stop');
  });

  it('is taken back whole where that is decided', async () => {
    const { server, outcome } = await inTrouble('take-back');
    expect([outcome(), await server.read('First')]).toEqual(['undone', { state: 'absent' }]);
  });

  it('is tried again with the rest of it', async () => {
    const { server, outcome } = await inTrouble('again', 1);
    expect([outcome(), await server.read('Second')]).toEqual(['verified', present(dword(1))]);
  });
});

it('draws nothing over a driver that may ask the operator meanwhile', async () => {
  const { said } = await visit(one, { decisions: [apply], more: { asks: () => 'to write' } });
  expect(said).toMatch(/ {2}ok {3}one-value +1 change, read back/);
});
