import type { Context } from '../../connect/context.js';
import { systemClock } from '../../connect/system-clock.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { resetLab } from '../../targets/lab/lab.js';
import { preparedState } from './open.js';

/** Puts the lab back to where it started. Its journal stays: what it tells no longer fits, and undo will say so. */
export async function resetTheLab(context: Context): Promise<ExitCode> {
  const state = await preparedState(context);
  await resetLab(state, systemClock());
  context.terminal.say('The lab is as it was at first; its clock shows the real time.');
  return exitCode.done;
}
