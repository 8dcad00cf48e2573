import { defined } from '../defined.js';
import { TargetError } from '../errors.js';
import type { Clock } from '../model/clock.js';
import type { Target } from '../targets/target.js';

/**
 * The target's clock, and beside it the server's own where it tells the time. It is asked once; from then on this
 * workstation counts on, whatever its clock is set to.
 */
export async function clockWithServer({ clock, time }: Pick<Target, 'clock' | 'time'>): Promise<Clock> {
  const told = await time?.().catch((error: unknown) => {
    // A server that does not tell the time is no witness, and can be hardened all the same
    if (error instanceof TargetError) return undefined;
    throw error;
  });
  if (told === undefined) return clock;
  const asked = performance.now();
  return {
    now: () => clock.now(),
    ...defined({ uptime: clock.uptime?.bind(clock) }),
    serverTime: () => new Date(told.getTime() + performance.now() - asked),
  };
}
