import { optionalStage, stages } from '../src/model/stage.js';
import type { Step } from '../src/model/step.js';
import { UsageError } from '../src/errors.js';
import { chooseSteps } from './catalogue.js';
import { stepNamed } from './step-names.js';

/** The steps that a kit is about. @throws UsageError for a stage or step that is not there, or wants --beyond */
export function chosenSteps({
  stage,
  step,
  beyond,
}: {
  readonly stage?: string;
  readonly step?: readonly string[];
  readonly beyond: boolean;
}): readonly Step[] {
  if (stage !== undefined && !stages.some((one) => one === stage)) {
    throw new UsageError(`No stage is called ${stage}. The stages are ${stages.join(', ')}.`);
  }
  const named = step?.map(stepNamed);
  const all = chooseSteps(beyond);
  const other = named?.find((one) => !all.includes(one));
  if (other !== undefined || (stage === optionalStage && !beyond)) {
    throw new UsageError(
      `${other?.id ?? stage ?? ''} is not of the article but goes beyond it. Give --beyond as well.`,
    );
  }
  return all.filter(
    (one) => (stage === undefined || one.stage === stage) && (named === undefined || named.includes(one)),
  );
}
