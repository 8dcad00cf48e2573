import { optionalStage, stages, stageTitles } from '../engine/stage.js';
import type { Step } from '../engine/step.js';
import { exitCode, type ExitCode } from '../errors.js';
import { columns } from '../terminal/layout.js';
import { optionFields } from '../wizard/option-questions.js';
import { stepText } from '../wizard/screens/step-text.js';
import { everyStep } from './choose-steps.js';
import type { Surroundings } from './globals.js';
import { stepNamed } from './step-names.js';

export function listSteps(around: Surroundings): ExitCode {
  const { terminal, globals } = around;
  if (globals.json) {
    around.write(JSON.stringify({ schema: 'batten/steps/1', steps: everyStep.map(asJson) }, null, 2));
    return exitCode.done;
  }
  for (const [index, stage] of stages.entries()) {
    const rows = everyStep
      .filter((step) => step.stage === stage)
      .map((step) => [step.id, step.reversibility, step.title]);
    const optional = stage === optionalStage ? ' (optional: with --beyond)' : '';
    terminal.say(`${index + 1} ${stageTitles[stage]}${optional}`, ...columns(rows, terminal.width), '');
  }
  return exitCode.done;
}

export function showStep(id: string, around: Surroundings): ExitCode {
  const step = stepNamed(id);
  if (around.globals.json)
    around.write(JSON.stringify({ schema: 'batten/step/1', step: asJson(step) }, null, 2));
  else around.terminal.say(...stepText(step, around.terminal.width));
  return exitCode.done;
}

const asJson = (step: Step): object => {
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
