import type { StepOutcome } from '../model/outcome.js';
import type { StepHistory } from './history.js';

const settledOutcomes: ReadonlySet<StepOutcome> = new Set([
  'verified',
  'attested',
  'waived',
  'not-applicable',
]);

/** True where nothing is left to do for the step. A waiver counts until its day is over. */
export function isSettled(step: StepHistory | undefined, now: Date): boolean {
  if (step?.outcome === undefined || !settledOutcomes.has(step.outcome)) return false;
  return step.until === undefined || now.getTime() < Date.parse(step.until) + 86_400_000;
}
