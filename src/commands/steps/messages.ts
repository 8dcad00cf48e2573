import type { Step } from '../../model/step.js';
import { optionFields } from '../../wizard/option-questions.js';

/** A step as the documents of --json have it. */
export const stepDocument = (step: Step): object => {
  const { id, stage, section, covers, line, title, why, mayBreak, sources, reversibility, effect } = step;
  return {
    id,
    stage,
    section,
    covers,
    line,
    title,
    why,
    mayBreak,
    sources,
    reversibility,
    effect,
    options: optionFields(step),
  };
};
