import { TargetError } from '../errors.js';
import type { Journal } from '../journal/record.js';
import { readOne, type Access } from '../model/access.js';
import { kindOf } from '../model/kind.js';
import type { Reading, Settable } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import { judge, type Judgement } from './judge.js';
import { recordIntent, recordOutcome } from './session.js';

export interface Write {
  readonly step: string;
  readonly action: 'apply' | 'undo';
  readonly resource: Resource;
  /** What was read when this was planned. */
  readonly before: Reading;
  readonly after: Settable;
  readonly undoes?: number | undefined;
  readonly together?: string | undefined;
}

/** What came of a write, with the sequence number of its intent. */
export type Written = Judgement & { readonly intent: number };

/** The resource no longer held what this was planned with: it was not touched, and nothing was journalled. */
export interface Drifted {
  readonly outcome: 'drifted';
  readonly now: Reading;
  /** A clause that goes behind the resource's name. */
  readonly detail: string;
}

/**
 * The one way to a server's state, for apply and undo. What somebody else changed since the plan is not overwritten; the
 * intent is on disk before the write; the write is read back.
 * @throws TargetError when the connection broke: the change stays open in the journal
 */
export async function writeChange(
  write: Write,
  journal: Journal,
  access: Access,
): Promise<Written | Drifted> {
  const { resource, before, after } = write;
  const kind = kindOf(resource);
  const found = await readOne(access, resource);
  if (found.state === 'unreadable' || !kind.equal(found, before)) {
    const detail = `was ${kind.show(before)} when this was planned and is ${kind.show(found)} now`;
    return { outcome: 'drifted', now: found, detail };
  }
  const { sequence: intent } = await recordIntent(write, journal);
  let problem: string | undefined;
  try {
    await access.write(resource, after);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    problem = error.message;
  }
  // When this fails too, nobody knows what the server holds: the intent stays open, and the next run looks.
  const now = await readOne(access, resource);
  const judgement = judge(write, now, { problem });
  await recordOutcome(intent, judgement, journal);
  return { ...judgement, intent };
}
