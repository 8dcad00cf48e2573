import { z } from 'zod';
import type { Clock } from '../../../model/clock.js';
import type { Agent } from './agent.js';

/** What the server's own clock says. @throws TargetError */
export async function serverTime(agent: Agent): Promise<Date> {
  const { seconds } = await agent.request({
    operation: 'time',
    parameters: {},
    result: z.object({ seconds: z.number() }),
    doing: 'asking for the time',
  });
  return new Date(seconds * 1000);
}

const running = z.object({
  seconds: z.number(),
  milliseconds: z.int().nonnegative(),
  counting: z.number().nullable(),
});

/** What a server tells about how long it runs: its time, its uptime as far as that fits, and since when it counts. */
type Running = z.infer<typeof running>;

/** When the server was started last, as this clock counts; undefined where what it tells does not prove it. @throws TargetError */
export async function serverStart(agent: Agent, clock: Clock): Promise<Date | undefined> {
  const told = await agent.request({
    operation: 'running',
    parameters: {},
    result: running,
    doing: 'asking since when it runs',
  });
  const runs = millisecondsRunning(told);
  // Its own clock may be wrong; how long it runs is not
  return runs === undefined ? undefined : new Date(clock.now().getTime() - runs);
}

/** At this many milliseconds they begin again at 0: after 49.7 days. */
const overflow = 2 ** 32;

/** The Server service counts a little later than the machine, and clocks are put right by a few seconds. */
const latest = 15 * 60_000;
const earliest = -60_000;

/**
 * For how many milliseconds a server runs. Those that it tells begin anew every 49.7 days, and the Server service may be restarted
 * without the machine: only where both agree, after any number of overflows, they prove it.
 */
export function millisecondsRunning({ seconds, milliseconds, counting }: Running): number | undefined {
  if (counting === null) return undefined;
  const counted = (seconds - counting) * 1000;
  const overflows = Math.max(0, Math.round((counted - milliseconds) / overflow));
  const runs = milliseconds + overflows * overflow;
  return runs - counted >= earliest && runs - counted <= latest ? runs : undefined;
}
