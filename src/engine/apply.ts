import { defined } from '../defined.js';
import { TargetError } from '../errors.js';
import type { Journal } from '../journal/record.js';
import type { ChangeOutcome, StepOutcome } from '../model/outcome.js';
import { kindOf } from '../model/kind.js';
import type { Json, Reading, Settable } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import { firstObjection, readOne, type Access } from '../model/access.js';
import type { Change } from './assess.js';
import type { Step } from '../model/step.js';

export interface ChangeResult {
  readonly change: Change;
  readonly outcome: ChangeOutcome;
  /** What was read back. */
  readonly now: Reading;
  readonly detail?: string;
}

export interface StepResult {
  readonly outcome: StepOutcome;
  readonly results: readonly ChangeResult[];
}

/** Tells whoever draws the progress which change is being made. */
export type OnChange = (change: Change, state: 'writing' | ChangeOutcome) => void;

/**
 * Applies the changes of a step, one after another, and journals each: intent, write, read back, outcome. Stops at the
 * first that did not take. A step without changes is read back as it is and recorded.
 * @throws TargetError when the connection broke: the change under way stays open in the journal
 */
export async function applyStep(
  step: Step,
  options: Readonly<Record<string, Json>>,
  changes: readonly Change[],
  journal: Journal,
  access: Access,
  onChange: OnChange = () => undefined,
): Promise<StepResult> {
  const { id, title, stage, reversibility, effect } = step;
  const needs = step.needs ?? [];
  await journal.append({ type: 'step-begun', step: id, title, stage, needs, reversibility, effect, options });
  const results: AppliedChange[] = [];
  const refused = await refusal(changes, access);
  for (const change of refused === undefined ? changes : []) {
    onChange(change, 'writing');
    const result = await applyChange(step.id, change, journal, access);
    onChange(change, result.outcome);
    if (result.outcome === 'verified' || result.outcome === 'attested') {
      results.push(result);
      continue;
    }
    results.push(await withUnitTakenBack(step.id, result, results, journal, access));
    break;
  }
  const all = refused === undefined ? results : [refused];
  const worst = all.at(-1)?.outcome;
  const outcome =
    all.some((result) => result.outcome === 'attested') && worst === 'verified'
      ? 'attested'
      : (worst ?? 'verified');
  const detail = all.at(-1)?.detail;
  await journal.append({
    type: 'step-ended',
    step: id,
    outcome,
    stage,
    ...defined({ detail }),
  });
  return { outcome, results: all };
}

/** A step of which one change must not be made is not begun: half of it could be worse than none. */
async function refusal(changes: readonly Change[], access: Access): Promise<ChangeResult | undefined> {
  const objection = await firstObjection(changes, access);
  if (objection === undefined) return undefined;
  const { write: change, reason } = objection;
  const { name } = kindOf(change.resource).describe(change.resource);
  const detail = `nothing was written, because of ${name}: ${reason}`;
  return { change, outcome: 'failed', now: change.before, detail };
}

/**
 * Where a change did not take, those of its unit before it have no use: they are taken back, the newest first. Where it
 * is not known whether it took, they stay.
 */
async function withUnitTakenBack(
  step: string,
  failure: AppliedChange,
  made: readonly AppliedChange[],
  journal: Journal,
  access: Access,
): Promise<AppliedChange> {
  const { change, now } = failure;
  const { together } = change;
  if (together === undefined || now.state === 'unreadable') return failure;
  if (!kindOf(change.resource).equal(now, change.before)) return failure;
  const words = failure.detail === undefined ? [] : [failure.detail];
  for (const { change: earlier, now: before, intent } of made.toReversed()) {
    if (earlier.together !== together) continue;
    const { resource, before: after } = earlier;
    const undo = { step, action: 'undo', resource, before, after, undoes: intent, together } as const;
    const written = await writeChange(undo, journal, access);
    const back = written.outcome === 'verified' || written.outcome === 'attested';
    words.push(`${kindOf(resource).describe(resource).name} was ${back ? '' : 'not '}taken back with it`);
  }
  return { ...failure, detail: words.join('; ') };
}

/** A change that was tried, with the sequence number of its intent. */
type AppliedChange = ChangeResult & { readonly intent: number };

async function applyChange(
  step: string,
  planned: Change,
  journal: Journal,
  access: Access,
): Promise<AppliedChange> {
  const kind = kindOf(planned.resource);
  const now = await readOne(access, planned.resource);
  if (now.state === 'unreadable' || !kind.equal(now, planned.before)) {
    const { place, name } = kind.describe(planned.resource);
    throw new TargetError(
      `${name} in ${place} was ${kind.show(planned.before)} when this was planned and is ${kind.show(now)} now. ` +
        'It was not touched. Run Batten again to plan with what is there.',
    );
  }
  const written = await writeChange({ step, action: 'apply', ...planned }, journal, access);
  return { change: planned, ...written };
}

export interface Write {
  readonly step: string;
  readonly action: 'apply' | 'undo';
  readonly resource: Resource;
  readonly before: Reading;
  readonly after: Settable;
  readonly undoes?: number;
  readonly together?: string;
}

export interface Judgement {
  readonly outcome: ChangeOutcome;
  readonly now: Reading;
  readonly detail?: string;
}

/** What came of a write, with the sequence number of its intent. */
export type Written = Judgement & { readonly intent: number };

/** Promises 1 and 4 in one place: the intent is on disk before the write, and the write is read back. */
export async function writeChange(write: Write, journal: Journal, access: Access): Promise<Written> {
  const { step, action, resource, before, after, undoes, together } = write;
  const intent = await journal.append({
    type: 'intent',
    step,
    action,
    resource,
    before,
    after,
    ...defined({ undoes, together }),
  });
  let problem: TargetError | undefined;
  try {
    await access.write(resource, after);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    problem = error;
  }
  // When this fails too, nobody knows what the server holds: the intent stays open, and the next run looks.
  const now = await readOne(access, resource);
  const written = judge(resource, after, now, problem);
  await journal.append({ type: 'outcome', intent: intent.sequence, ...written });
  return { intent: intent.sequence, ...written };
}

/** What a reading after a write says about it. Only what reads back as intended is verified. */
export function judge(resource: Resource, after: Settable, now: Reading, problem?: TargetError): Judgement {
  const kind = kindOf(resource);
  if (now.state === 'unreadable') return { outcome: 'unverified', now, detail: now.reason };
  if (kind.equal(now, after)) return { outcome: kind.byWord === true ? 'attested' : 'verified', now };
  if (problem !== undefined) return { outcome: 'failed', now, detail: problem.message };
  return { outcome: 'ineffective', now, detail: `wrote ${kind.show(after)}, reads ${kind.show(now)}` };
}
