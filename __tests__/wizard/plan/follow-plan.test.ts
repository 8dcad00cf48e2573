import { describe, expect, it } from '@jest/globals';
import { assess } from '../../../src/engine/assess.js';
import type { Finding } from '../../../src/engine/finding.js';
import { TargetError } from '../../../src/errors.js';
import { noAnswers } from '../../../src/wizard/answers.js';
import type { StepDecision } from '../../../src/wizard/decider.js';
import { followAnswers } from '../../../src/wizard/follow-answers.js';
import { followPlan } from '../../../src/wizard/plan/follow-plan.js';
import type { Plan } from '../../../src/wizard/plan/plan.js';
import { plannedStep, type PlannedStep } from '../../../src/wizard/plan/planned-step.js';
import { smallServer, smallStep, type SmallServer } from '../../support/small-server.js';

const step = smallStep('two-values', ['First', 'Second']);

async function look({ access, facts }: SmallServer): Promise<Finding> {
  const [finding] = await assess([step], () => undefined, facts, access);
  if (finding === undefined) throw new Error('no finding');
  return finding;
}

const planOf = (steps: readonly PlannedStep[]): Plan => ({
  id: '0'.repeat(64),
  made: '2026-03-02T08:00:00Z',
  version: '0.1.0',
  target: 'lab:',
  journal: { count: 0, checksum: '' },
  server: 'NTEX01',
  facts: { name: 'NTEX01' },
  answers: noAnswers,
  scope: { beyond: false, putBack: false, soakDays: 3 },
  steps,
  restarts: [],
  waits: [],
  unanswered: [],
});

const decide = (steps: readonly PlannedStep[], finding: Finding): Promise<StepDecision> => {
  const asked = followAnswers({ answers: noAnswers, yes: true, warn: () => undefined });
  const page = { finding, names: {}, proof: undefined, number: 1, total: 1, history: undefined };
  return followPlan(planOf(steps), asked).step(page);
};

describe('a session that follows a plan', () => {
  it('applies a step that is as it was planned', async () => {
    const finding = await look(smallServer());
    expect(await decide([plannedStep(finding, () => undefined)], finding)).toEqual({ decision: 'apply' });
  });

  it('touches nothing that was changed since it began, and says what', async () => {
    const server = smallServer();
    const planned = plannedStep(await look(server), () => undefined);
    await server.set('Second', 7);
    const now = await look(server);
    await expect(decide([planned], now)).rejects.toThrow(TargetError);
    await expect(decide([planned], now)).rejects.toThrow(
      'two-values is not as it was planned: Second read absent, and reads REG_DWORD 7. It was not touched.',
    );
  });

  it('touches nothing that was not planned', async () => {
    const finding = await look(smallServer());
    await expect(decide([], finding)).rejects.toThrow('it was not planned');
    const nothing = { ...plannedStep(finding, () => undefined), group: 'nothing', changes: [] } as const;
    await expect(decide([nothing], finding)).rejects.toThrow('no change of it was planned, and 1 more');
  });

  it('leaves and waives what the plan leaves and waives', async () => {
    const finding = await look(smallServer());
    const left = plannedStep(finding, () => undefined, 'skipped');
    expect(await decide([left], finding)).toEqual({ decision: 'skip' });
    const waived = { ...left, waived: { reason: 'another firewall', until: '2027-01-31' } };
    expect(await decide([waived], finding)).toEqual({
      decision: 'waive',
      reason: 'another firewall',
      until: '2027-01-31',
    });
  });
});
