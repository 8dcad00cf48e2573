import { optionalStage, stages, stageTitles } from '../../model/stage.js';
import type { Step } from '../../model/step.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { columns } from '../../terminal/layout.js';
import { optionFields } from '../../wizard/option-questions.js';
import { stepText } from '../../wizard/screens/step-text.js';
import { everyStep } from '../../../steps/catalogue.js';
import type { Context } from '../../connect/context.js';
import { stepNamed } from '../../../steps/step-names.js';

export function listSteps(context: Context): ExitCode {
  const { terminal, globals } = context;
  if (globals.json) {
    context.write(JSON.stringify({ schema: 'batten/steps/1', steps: everyStep.map(asJson) }, null, 2));
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

export function showStep(id: string, context: Context): ExitCode {
  const step = stepNamed(id);
  if (context.globals.json)
    context.write(JSON.stringify({ schema: 'batten/step/1', step: asJson(step) }, null, 2));
  else context.terminal.say(...stepText(step, context.terminal.width));
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
