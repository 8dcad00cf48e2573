import { foldJournal, type ChangeHistory, type History, type StepHistory } from '../journal/history.js';
import type { Journal } from '../journal/record.js';
import { kindOf } from '../model/kind.js';
import type { Reading } from '../model/reading.js';
import type { Access } from '../model/access.js';
import { judge } from './judge.js';
import { recordOutcome } from './session.js';
import { endUndo, planUndo, undoStep, type UndoResult } from './undo.js';

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

/**
 * Records what the server holds as the outcome. The change then counts like any other, and can be taken back. Of an undo
 * that was interrupted it is recorded how the step stands; an application goes on with the rest of its changes.
 */
export async function closeInterrupted({ change, now }: Interrupted, journal: Journal): Promise<void> {
  const unwritten = 'the session ended before it was written';
  await recordOutcome(change.intent, judge(change, now, { unwritten }), journal);
  const step = foldJournal(journal.records).steps.get(change.step);
  if (change.action === 'apply' || step?.outcome === undefined) return;
  await endUndo(step, { residue: [], failed: true }, journal);
}

/** Takes one interrupted change back, with its unit, and ends its step as what then stands of it. Kinds must be loaded. */
export async function takeBackInterrupted(
  { change }: Interrupted,
  step: StepHistory,
  journal: Journal,
  access: Access,
): Promise<UndoResult> {
  const plan = await planUndo(step, access);
  const items = plan.items.filter(
    (item) =>
      item.change.intent === change.intent ||
      (change.together !== undefined && item.change.together === change.together),
  );
  return undoStep({ step, items }, 'keep-theirs', journal, access);
}

function stateOf(change: ChangeHistory, now: Reading): Interrupted['state'] {
  if (now.state === 'unreadable') return 'unreadable';
  const kind = kindOf(change.resource);
  if (kind.equal(now, change.after)) return 'written';
  return kind.equal(now, change.before) ? 'not-written' : 'something-else';
}
