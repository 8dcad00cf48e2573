import type { Context } from '../../connect/context.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { theLab } from './open.js';

/** Restarts the simulated server behind Batten's back: what was written before is in force after it. */
export async function restartLab(context: Context): Promise<ExitCode> {
  await (await theLab(context)).restart();
  context.terminal.say('The lab was restarted. The next session notices it.');
  return exitCode.done;
}
