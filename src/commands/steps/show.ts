import type { Context } from '../../connect/context.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { stepText } from '../../wizard/screens/step-text.js';
import { stepNamed } from '../../../steps/step-names.js';
import { stepDocument } from './messages.js';

/** One step, whole. @throws UsageError for a name that no step has */
export function showStep(id: string, context: Context): ExitCode {
  const step = stepNamed(id);
  if (context.globals.json)
    context.write(JSON.stringify({ schema: 'batten/step/1', step: stepDocument(step) }, null, 2));
  else context.terminal.say(...stepText(step, context.terminal.width));
  return exitCode.done;
}
