import type { Step } from '../model/step.js';

/** Steps of those that are written and not in force which the server is restarted for before this one. */
export const restartsBefore = (
  { needs = [], restartedAfter = [] }: Pick<Step, 'needs' | 'restartedAfter'>,
  notInForce: readonly string[],
): readonly string[] => notInForce.filter((id) => needs.includes(id) || restartedAfter.includes(id));
