import type { Step } from '../src/model/step.js';
import { UsageError } from '../src/errors.js';
import { everyStep } from './catalogue.js';

/** @throws UsageError for a name that no step has, with the nearest one that exists */
export function stepNamed(name: string): Step {
  const found = everyStep.find((step) => step.id === name);
  if (found !== undefined) return found;
  const near = everyStep.find(
    (step) => step.id.startsWith(name) || step.id.includes(name) || name.includes(step.id),
  );
  const hint = near === undefined ? '' : ` Did you mean ${near.id}?`;
  throw new UsageError(`No step is called ${name}.${hint} See batten steps list.`);
}
