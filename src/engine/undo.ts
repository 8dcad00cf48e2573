import { foldJournal, type ChangeHistory, type History, type StepHistory } from '../journal/history.js';
import type { Journal } from '../journal/record.js';
import { outcomeOfUndo, type StepOutcome } from '../model/outcome.js';
import { kindOf } from '../model/kind.js';
import type { Reading } from '../model/reading.js';
import type { Access } from '../model/access.js';
import { endStep } from './session.js';
import { compareThreeWays, type Verdict } from './three-way.js';
import { writeChange } from './write-change.js';

/** One change to be taken back: before, what Batten wrote, what is there now, and what follows from the three. */
export interface UndoItem {
  readonly change: ChangeHistory;
  readonly before: Reading;
  readonly ours: Reading;
  readonly now: Reading;
  readonly verdict: Verdict;
}

export interface UndoPlan {
  readonly step: StepHistory;
  /** Newest change first. */
  readonly items: readonly UndoItem[];
}

/** What to do about changes that somebody else made after Batten. */
export type OnConflict = 'keep-theirs' | 'overwrite';

export interface UndoResult {
  readonly outcome: StepOutcome;
  /** Sentences about what was left as it is, or went wrong. */
  readonly residue: readonly string[];
}

/** Steps that have changes on the server, newest application first: what can be taken back. */
export function undoable(history: History): readonly StepHistory[] {
  return [...history.steps.values()]
    .filter((step) => step.standing.length > 0)
    .sort((a, b) => newest(b) - newest(a));
}

/**
 * Later steps that stand on a step: they need it, changed one of its resources after it, or a value that counts only
 * while one of its resources stays as it is. They have to be taken back first, or with it.
 */
export function standingOn(history: History, id: string): readonly StepHistory[] {
  const step = history.steps.get(id);
  if (step === undefined) return [];
  const keys = new Map(step.standing.map((change) => [change.resource.key, change.intent]));
  const after = ({ intent, resource, together }: ChangeHistory): boolean =>
    [resource.key, together].some((key) => key !== undefined && intent > (keys.get(key) ?? Infinity));
  return undoable(history).filter(
    (other) => other.id !== id && (other.needs.includes(id) || other.standing.some(after)),
  );
}

/** All steps that stand on the asked ones, directly or through others, and are not asked for themselves. */
export function missingFrom(history: History, ids: ReadonlySet<string>): readonly StepHistory[] {
  const found = new Map<string, StepHistory>();
  const visit = (id: string): void => {
    for (const other of standingOn(history, id)) {
      if (ids.has(other.id) || found.has(other.id)) continue;
      found.set(other.id, other);
      visit(other.id);
    }
  };
  ids.forEach(visit);
  return [...found.values()];
}

/**
 * The asked steps in the order in which they can be taken back: newest first. Of steps that stand on each other, because
 * one was applied again after the other, the newest comes first.
 */
export function undoOrder(history: History, ids: ReadonlySet<string>): readonly StepHistory[] {
  const asked = undoable(history).filter((step) => ids.has(step.id));
  const ordered: StepHistory[] = [];
  const visited = new Set<string>();
  const visit = (step: StepHistory): void => {
    if (visited.has(step.id)) return;
    visited.add(step.id);
    for (const other of standingOn(history, step.id)) if (ids.has(other.id)) visit(other);
    ordered.push(step);
  };
  asked.forEach(visit);
  return ordered;
}

/** Reads what is there now and compares three ways; writes nothing. Kinds of the journal must be loaded. */
export async function planUndo(step: StepHistory, access: Access): Promise<UndoPlan> {
  const changes = [...step.standing].reverse();
  const readings = await access.read(changes.map((change) => change.resource));
  // Of two changes to one resource the older is compared with what the newer one's undo will leave.
  const expected = new Map<string, Reading>();
  const items = changes.map((change, index): UndoItem => {
    const { resource, before } = change;
    const now = expected.get(resource.key) ??
      readings[index] ?? { state: 'unreadable', reason: 'the driver gave no reading' };
    const ours = oursOf(change, now);
    const verdict = compareThreeWays(kindOf(resource), before, ours, now);
    expected.set(resource.key, verdict.kind === 'restore' ? verdict.to : now);
    return { change, before, ours, now, verdict };
  });
  return { step, items: items.map((item) => tie(item, items)) };
}

/**
 * What Batten left there: what it wrote, or what a server made of that. A reading back that still showed what was there
 * before says nothing about it: a backup controller is behind its primary one.
 */
function oursOf({ resource, before, after, outcome, now: readBack }: ChangeHistory, now: Reading): Reading {
  const kind = kindOf(resource);
  if (readBack === undefined || readBack.state === 'unreadable' || outcome === 'carried') return after;
  return kind.equal(now, after) || kind.equal(readBack, before) ? after : readBack;
}

/** A unit is restored as a whole or not at all: what became of one of its changes holds for the others. */
function tie(item: UndoItem, items: readonly UndoItem[]): UndoItem {
  const { change, verdict } = item;
  if (change.together === undefined) return item;
  if (verdict.kind !== 'restore' && verdict.kind !== 'changed-since') return item;
  const unit = items.filter((one) => one.change.together === change.together);
  const blind = unit.find((one) => one.verdict.kind === 'unreadable');
  if (blind?.verdict.kind === 'unreadable') {
    const reason = `${nameOf(blind)}, which it goes together with, could not be read: ${blind.verdict.reason}`;
    return { ...item, verdict: { kind: 'unreadable', reason } };
  }
  const conflict = unit.find((one) => one.verdict.kind === 'changed-since');
  if (conflict === undefined || verdict.kind === 'changed-since') return item;
  return { ...item, verdict: { kind: 'tied', to: verdict.to, with: nameOf(conflict) } };
}

const nameOf = ({ change }: Pick<UndoItem, 'change'>): string =>
  kindOf(change.resource).describe(change.resource).name;

/**
 * Takes a planned step back and journals it. A failed write leaves the step open (`undo-failed`), and so does what was
 * changed while this ran; what somebody else changed before is kept or overwritten as told, and kept things are named as
 * residue.
 * @throws TargetError when the connection broke
 */
export async function undoStep(
  { step, items }: UndoPlan,
  onConflict: OnConflict,
  journal: Journal,
  access: Access,
): Promise<UndoResult> {
  return endUndo(step, await takeBackItems(items, onConflict, journal, access), journal);
}

/** How the taking back of changes went. */
export interface TakingBack {
  /** Sentences about what was left as it is, or went wrong. */
  readonly residue: readonly string[];
  readonly failed: boolean;
}

/** Takes changes of a step back, in this order, up to the first that cannot be; its step is not ended by that. */
export async function takeBackItems(
  items: readonly UndoItem[],
  onConflict: OnConflict,
  journal: Journal,
  access: Access,
): Promise<TakingBack> {
  const residue: string[] = [];
  let failed = false;
  for (const { change, now, verdict } of items) {
    const kind = kindOf(change.resource);
    const { name } = kind.describe(change.resource);
    if (verdict.kind === 'unreadable') {
      failed = true;
      residue.push(`${name} could not be read (${verdict.reason}) and was left alone`);
      await journal.append({ type: 'left', undoes: change.intent, why: 'unreadable', now });
      break;
    }
    if (verdict.kind === 'already-back') {
      await journal.append({ type: 'left', undoes: change.intent, why: 'already-back', now });
      continue;
    }
    if (verdict.kind === 'changed-since' && onConflict === 'keep-theirs') {
      residue.push(`${name} was changed since and keeps ${kind.show(now)}`);
      await journal.append({ type: 'left', undoes: change.intent, why: 'changed-since', now });
      continue;
    }
    if (verdict.kind === 'tied' && onConflict === 'keep-theirs') {
      residue.push(`${name} keeps ${kind.show(now)}, because it goes together with ${verdict.with}`);
      await journal.append({ type: 'left', undoes: change.intent, why: 'together', now });
      continue;
    }
    const after = verdict.kind === 'changed-since' ? verdict.before : verdict.to;
    const { step, resource, together } = change;
    const objection = await access.objects?.(resource, after);
    if (objection !== undefined) {
      failed = true;
      residue.push(`${name} was left alone: ${objection}`);
      break;
    }
    const undoes = change.intent;
    const write = { step, action: 'undo', resource, before: now, after, undoes, together } as const;
    const written = await writeChange(write, journal, access);
    if (written.outcome === 'drifted') {
      failed = true;
      residue.push(`${name} ${written.detail}, and was left alone`);
      break;
    }
    if (written.outcome !== 'verified' && written.outcome !== 'attested') {
      failed = true;
      residue.push(`${name}: ${written.detail ?? written.outcome}`);
      break;
    }
  }
  return { residue, failed };
}

/** Ends a step of which changes were taken back: it is undone only where nothing of it stands. Kinds must be loaded. */
export async function endUndo(
  { id, stage }: Pick<StepHistory, 'id' | 'stage'>,
  { residue, failed }: TakingBack,
  journal: Journal,
): Promise<UndoResult> {
  const found = foldJournal(journal.records).steps.get(id);
  const standing = found?.standing ?? [];
  // What went wrong already says so
  const told = failed && residue.length > 0;
  const all = [...residue, ...(told ? [] : standing.map((change) => `${nameOf({ change })} still stands`))];
  const outcome = outcomeOfUndo({
    standing: standing.length,
    failed,
    residue: residue.length > 0 || found?.outcome === 'undone-with-residue',
  });
  await endStep({ id, stage }, { outcome, detail: all.length > 0 ? all.join('; ') : undefined }, journal);
  return { outcome, residue: all };
}

const newest = (step: StepHistory): number => Math.max(...step.standing.map((change) => change.intent));
