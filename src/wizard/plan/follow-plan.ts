import { TargetError } from '../../errors.js';
import type { Decider, StepDecision, StepPage } from '../decider.js';
import { changeDifferences } from './differences.js';
import type { Plan } from './plan.js';
import { plannedStep, type PlannedStep } from './planned-step.js';

/**
 * A decider that does what a plan says and nothing else. What a plan cannot say (a word, a consent, a restart) is asked
 * of the other one.
 * @param inner is given the plan's own answers
 */
export function followPlan(plan: Plan, inner: Decider): Decider {
  return {
    ...inner,
    facts: () => Promise.resolve(plan.answers.facts),
    async step(page) {
      const planned = plan.steps.find(({ id }) => id === page.finding.step.id);
      return Promise.resolve(decide(page, planned));
    },
    refused: () => 'leave',
  };
}

/** @throws TargetError where the server no longer holds what the step was planned with */
function decide({ finding }: StepPage, planned: PlannedStep | undefined): StepDecision {
  const { id } = finding.step;
  if (planned?.waived !== undefined) return { decision: 'waive', ...planned.waived };
  if (planned?.group === 'left') return { decision: 'skip' };
  const [difference, ...more] =
    planned === undefined
      ? ['it was not planned']
      : changeDifferences(planned.changes, plannedStep(finding, () => undefined).changes);
  if (difference === undefined) return { decision: 'apply' };
  const rest = more.length === 0 ? '' : `, and ${more.length} more`;
  throw new TargetError(
    `${id} is not as it was planned: ${difference}${rest}. It was not touched. Make a new plan with batten plan.`,
  );
}
