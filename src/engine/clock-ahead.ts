import type { History } from '../journal/history.js';
import type { JournalRecord } from '../journal/record.js';
import type { Clock } from '../model/clock.js';

/** Clocks are corrected by seconds all the time; only more than this is somebody's hand. In milliseconds. */
export const clockTolerance = 10 * 60_000;

/** By how much the workstation's clock shows more time gone by than a witness that it does not set. */
export interface ClockAhead {
  readonly milliseconds: number;
  /** The server's own clock, or the time that the workstation itself counted since it was started. */
  readonly witness: 'server' | 'uptime';
}

type SessionRecord = Extract<JournalRecord, { type: 'session' }>;

/**
 * How far the clock has run ahead since a record; undefined where no witness says so. The server's clock is asked first: a
 * workstation that was paused counts no time meanwhile, and the server's clock goes on.
 */
export function clockAhead(history: History, since: number, clock: Clock): ClockAhead | undefined {
  const sessions = history.records.filter((record) => record.type === 'session');
  return (
    aheadOfServer(
      sessions.findLast(({ sequence }) => sequence <= since),
      clock,
    ) ?? aheadOfUptime(sessions, clock)
  )?.ahead;
}

/** What a witness says; without `ahead` it agrees with the clock. */
interface Testimony {
  readonly ahead?: ClockAhead;
}

function aheadOfServer(session: SessionRecord | undefined, clock: Clock): Testimony | undefined {
  const now = clock.serverTime?.();
  if (session?.serverTime === undefined || now === undefined) return undefined;
  const byServer = now.getTime() - Date.parse(session.serverTime);
  return testimony(byClockSince(session, clock) - byServer, 'server');
}

/** Sessions of the same boot: none of them counts where the machine was started anew, and nobody knows then. */
function aheadOfUptime(sessions: readonly SessionRecord[], clock: Clock): Testimony | undefined {
  const uptime = clock.uptime?.();
  if (uptime === undefined) return undefined;
  const gaps = sessions.flatMap((session) => {
    const { boot } = session;
    if (boot?.boot !== uptime.boot) return [];
    return [byClockSince(session, clock) - (uptime.seconds - boot.seconds) * 1000];
  });
  return testimony(Math.max(0, ...gaps), 'uptime');
}

const byClockSince = ({ time }: SessionRecord, clock: Clock): number =>
  clock.now().getTime() - Date.parse(time);

const testimony = (milliseconds: number, witness: ClockAhead['witness']): Testimony =>
  milliseconds > clockTolerance ? { ahead: { milliseconds, witness } } : {};
