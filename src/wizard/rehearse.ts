import type { Access } from '../model/access.js';
import { foldJournal, type History } from '../journal/history.js';
import { memoryJournal } from '../journal/memory.js';
import type { JournalRecord } from '../journal/record.js';
import type { Facts } from '../model/facts.js';
import type { Terminal } from '../terminal/port.js';
import { UnansweredError } from '../errors.js';
import type { Decider } from './decider.js';
import type { Session } from './session.js';
import { walk } from './walk.js';

/** A session as it would be held, but for what a rehearsal sees to itself. */
export interface Rehearsal extends Omit<Session, 'access' | 'journal' | 'discover' | 'target'> {
  readonly target: Pick<Session['target'], 'url' | 'label' | 'simulated' | 'clock'>;
  /** The server's twin. */
  readonly twin: Access;
  /** What the server's journal holds; the rehearsal goes on from there and writes nothing into it. */
  readonly records: readonly JournalRecord[];
  /** Finds out over this access who the server is. */
  discover(known: Facts, access: Access): Promise<Facts>;
  /** Told what a session asks for and nobody answered; the rehearsal leaves that step and goes on. */
  unanswered(what: string): void;
}

/**
 * Walks a whole session on the twin of a server: the same walk, so that what it shows is what a session does. Days of
 * waiting pass at once, no stage stays shut, what is asked for by word is granted. Gives what its journal came to.
 */
export async function rehearse(rehearsal: Rehearsal): Promise<History> {
  const { twin, records, terminal, decider, discover, wanted, unanswered } = rehearsal;
  const { url, label, simulated, clock } = rehearsal.target;
  const journal = memoryJournal(clock, records);
  await walk({
    ...rehearsal,
    terminal: silent(terminal),
    decider: granting(decider, unanswered),
    access: twin,
    journal,
    discover: (known) => discover(known, twin),
    // Nothing else of the target may be in it: the server itself knows of no restart, and must not be given one
    target: { url, label, simulated, clock, restart: () => Promise.resolve() },
    wanted: { ...wanted, beforeOpen: true },
  });
  return foldJournal(journal.records);
}

/** Decides as the session's own decider, and says yes where that wants a person. */
function granting(decider: Decider, unanswered: (what: string) => void): Decider {
  return {
    ...decider,
    async step(page) {
      try {
        return await decider.step(page);
      } catch (error) {
        if (!(error instanceof UnansweredError)) throw error;
        unanswered(error.answer ?? error.message);
        return { decision: 'skip' };
      }
    },
    attest: () => Promise.resolve(true),
    consent: () => Promise.resolve(true),
    trouble: () => Promise.resolve('leave'),
    recover: () => Promise.resolve('finish'),
    wait: () => Promise.resolve({ decision: 'stop' }),
    restart: () => Promise.resolve('by-target'),
  };
}

/** What a walk says of itself is true of the twin alone; whoever rehearses shows what is worth showing. */
const silent = (terminal: Terminal): Terminal => ({
  interactive: false,
  width: terminal.width,
  say: () => undefined,
  select: (...asked) => terminal.select(...asked),
  selectMany: (...asked) => terminal.selectMany(...asked),
  confirm: (...asked) => terminal.confirm(...asked),
  text: (...asked) => terminal.text(...asked),
  secret: (...asked) => terminal.secret(...asked),
  async progress(tasks) {
    for (const task of tasks) await task.run();
  },
  wait: (message, work) => terminal.wait(message, work),
});
