import type { Context } from '../../connect/context.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { optionalStage, stages, stageTitles } from '../../model/stage.js';
import { columns } from '../../terminal/layout.js';
import { everyStep } from '../../../steps/catalogue.js';
import { stepDocument } from './messages.js';

/** All steps, stage by stage. */
export function listSteps(context: Context): ExitCode {
  const { terminal, globals } = context;
  if (globals.json) {
    context.write(JSON.stringify({ schema: 'batten/steps/1', steps: everyStep.map(stepDocument) }, null, 2));
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
