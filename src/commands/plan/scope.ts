import { defined } from '../../defined.js';
import type { Wanted } from '../../engine/next.js';
import { UsageError } from '../../errors.js';
import { defaultSoakDays } from '../../model/soak.js';
import { optionalStage, stages, type Stage } from '../../model/stage.js';
import type { Step } from '../../model/step.js';
import type { PlanScope } from '../../wizard/plan/plan.js';
import { chooseSteps } from '../../../steps/catalogue.js';
import { stepNamed } from '../../../steps/step-names.js';

/** What of a session is chosen on the command line. */
export interface ScopeOptions {
  readonly stage?: string;
  readonly step?: readonly string[];
  /** Also the steps that the article does not ask for. */
  readonly beyond: boolean;
  readonly soak?: string;
  /** Puts back what somebody changed since it was settled. */
  readonly putBack?: boolean;
}

/** @throws UsageError for a stage, a step or a number of days that is none */
export function scopeOf({ stage, step, beyond, soak, putBack = false }: ScopeOptions): PlanScope {
  return {
    beyond,
    putBack,
    soakDays: daysOf(soak),
    ...defined({
      stage: stage === undefined ? undefined : stageNamed(stage, beyond),
      steps: step === undefined ? undefined : stepsNamed(step, chooseSteps(beyond)),
    }),
  };
}

/** What a session is about, as the engine takes it. */
export const wantedIn = ({ stage, steps }: PlanScope): Wanted =>
  defined({ stage, steps: steps === undefined ? undefined : new Set(steps) });

function stageNamed(name: string, beyond: boolean): Stage {
  const found = stages.find((stage) => stage === name);
  if (found === undefined)
    throw new UsageError(`No stage is called ${name}. The stages are ${stages.join(', ')}.`);
  if (found === optionalStage && !beyond) throw needsBeyond(found);
  return found;
}

function stepsNamed(names: readonly string[], chosen: readonly Step[]): readonly string[] {
  const named = names.map(stepNamed);
  const other = named.find((step) => !chosen.includes(step));
  if (other !== undefined) throw needsBeyond(other.id);
  return named.map((step) => step.id);
}

const needsBeyond = (name: string): UsageError =>
  new UsageError(`${name} is not of the article but goes beyond it. Give --beyond as well.`);

function daysOf(text: string | undefined): number {
  if (text === undefined) return defaultSoakDays;
  const days = Number(text);
  if (text.trim() !== '' && Number.isFinite(days) && days >= 0 && days <= 365) return days;
  throw new UsageError(`--soak takes a number of days from 0 to 365, not ${text}.`);
}
