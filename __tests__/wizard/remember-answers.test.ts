import { expect, it } from '@jest/globals';
import type { StepDecision, StepPage } from '../../src/wizard/decider.js';
import { noAnswers, type Answers } from '../../src/wizard/answers.js';
import { rememberAnswers } from '../../src/wizard/remember-answers.js';
import { scriptedDecider } from '../support/scripted-decider.js';
import { smallStep } from '../support/small-server.js';

const step = smallStep('one-value', ['First']);

const page = (options = {}): StepPage => ({
  finding: {
    step,
    options,
    state: 'needs-changes',
    scope: { looked: [], left: [] },
    checks: [],
    changes: [],
  },
  names: {},
  proof: undefined,
  number: 1,
  total: 1,
  history: undefined,
});

async function afterDeciding(decision: StepDecision, options = {}): Promise<Answers['steps']> {
  const inner = scriptedDecider({ step: () => Promise.resolve(decision) });
  const { decider, remembered } = rememberAnswers(inner, noAnswers);
  expect(await decider.step(page(options))).toEqual(decision);
  return remembered().steps;
}

it('notes how each step was decided', async () => {
  expect(await afterDeciding({ decision: 'apply' })).toEqual({ 'one-value': { do: 'apply', attest: false } });
  expect(await afterDeciding({ decision: 'apply' }, { limit: 5 })).toMatchObject({
    'one-value': { options: { limit: 5 } },
  });
  expect(await afterDeciding({ decision: 'skip' })).toMatchObject({ 'one-value': { do: 'skip' } });
  const waiver = { reason: 'a backup needs it', until: '2027-01-31' };
  expect(await afterDeciding({ decision: 'waive', ...waiver })).toMatchObject({
    'one-value': { do: 'waive', ...waiver },
  });
});

it.each(['go-on', 'take-back', 'back', 'stop'] as const)('notes nothing of %s', async (decision) => {
  expect(await afterDeciding({ decision })).toEqual({});
});

it('keeps what was given and notes facts, words and consent beside it', async () => {
  const given: Answers = { ...noAnswers, facts: { msMailConnector: true }, contact: { phone: '1' } };
  const inner = scriptedDecider({
    facts: () => Promise.resolve({ otherServersOfSite: [] }),
    attest: () => Promise.resolve(true),
    consent: () => Promise.resolve(true),
  });
  const { decider, remembered } = rememberAnswers(inner, given);
  await decider.facts([]);
  await decider.attest(step, ['It is so.']);
  await decider.consent(step, 'NTEX01');
  expect(remembered()).toMatchObject({
    facts: { msMailConnector: true, otherServersOfSite: [] },
    contact: { phone: '1' },
    consent: 'NTEX01',
    steps: { 'one-value': { attest: true } },
  });
});

it('notes no consent that was refused', async () => {
  const inner = scriptedDecider({ consent: () => Promise.resolve(false) });
  const { decider, remembered } = rememberAnswers(inner, noAnswers);
  expect(await decider.consent(step, 'NTEX01')).toBe(false);
  expect(remembered().consent).toBeUndefined();
});

it('notes what holds for the lab alone only of the lab', async () => {
  const inner = scriptedDecider({
    wait: () => Promise.resolve({ decision: 'let-pass' }),
    restart: () => Promise.resolve('by-target'),
  });
  const lab = rememberAnswers(inner, noAnswers);
  const gate = { open: false, why: 'soak', stage: 'os-updates', until: new Date(0), leftMs: 1 } as const;
  await lab.decider.wait('exchange-updates', gate, true);
  await lab.decider.restart(['a'], 'target');
  expect(lab.remembered()).toMatchObject({ letSoakPass: true, restart: true });

  const network = rememberAnswers({ ...inner, wait: () => Promise.resolve({ decision: 'stop' }) }, noAnswers);
  await network.decider.wait('exchange-updates', gate, false);
  await network.decider.restart(['a'], 'either');
  expect(network.remembered()).toMatchObject({ letSoakPass: false, restart: false });
});
