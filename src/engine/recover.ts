import { defined } from '../defined.js';
import type { ChangeHistory, History } from '../journal/history.js';
import type { Journal } from '../journal/record.js';
import { kindOf } from '../model/kind.js';
import type { Reading } from '../model/reading.js';
import type { Access } from '../model/access.js';
import { judge } from './apply.js';

/** A change that was under way when the last session ended without a word, held against the server. */
export interface Interrupted {
  readonly change: ChangeHistory;
  readonly now: Reading;
  readonly state: 'written' | 'not-written' | 'something-else' | 'unreadable';
}

/** Reads what became of the changes whose outcome is not on record; writes nothing. */
export async function findInterrupted(history: History, access: Access): Promise<readonly Interrupted[]> {
  if (history.open.length === 0) return [];
  const readings = await access.read(history.open.map((change) => change.resource));
  return history.open.map((change, index) => {
    const now = readings[index] ?? { state: 'unreadable', reason: 'the driver gave no reading' };
    return { change, now, state: stateOf(change, now) };
  });
}

/** Records what the server holds as the outcome. The change then counts like any other, and can be taken back. */
export async function recordOutcome({ change, now }: Interrupted, journal: Journal): Promise<void> {
  const { outcome, detail } = judge(change.resource, change.after, now);
  const kind = kindOf(change.resource);
  const notWritten = now.state !== 'unreadable' && kind.equal(now, change.before);
  await journal.append({
    type: 'outcome',
    intent: change.intent,
    now,
    ...(notWritten && outcome !== 'verified'
      ? { outcome: 'failed', detail: 'the session ended before it was written' }
      : { outcome, ...defined({ detail }) }),
  });
}

function stateOf(change: ChangeHistory, now: Reading): Interrupted['state'] {
  if (now.state === 'unreadable') return 'unreadable';
  const kind = kindOf(change.resource);
  if (kind.equal(now, change.after)) return 'written';
  return kind.equal(now, change.before) ? 'not-written' : 'something-else';
}
