import type { Context } from '../../connect/context.js';
import { exitCode, UsageError, type ExitCode } from '../../errors.js';
import { theLab } from './open.js';

/** Lets the lab's own clock run ahead: `4d`, `6h`, `30m`. */
export async function advanceLab(time: string, context: Context): Promise<ExitCode> {
  const found = /^(\d{1,4})([dhm])$/.exec(time);
  const unit = { d: 86_400_000, h: 3_600_000, m: 60_000 }[found?.[2] ?? ''];
  if (found === null || unit === undefined) throw new UsageError(`${time} is no time: write 4d, 6h or 30m.`);
  const lab = await theLab(context);
  await lab.letPass(Number(found[1]) * unit);
  context.terminal.say(`The lab's clock shows ${lab.clock.now().toISOString()}.`);
  return exitCode.done;
}
