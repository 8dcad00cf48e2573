import { TargetError } from '../errors.js';
import type { Journal } from '../journal/record.js';
import { outcomeOfChanges, type ChangeOutcome, type StepOutcome } from '../model/outcome.js';
import { kindOf } from '../model/kind.js';
import type { Json } from '../model/reading.js';
import { firstObjection, type Access } from '../model/access.js';
import type { Step } from '../model/step.js';
import type { Change } from './finding.js';
import type { Judgement } from './judge.js';
import { beginStep, endStep } from './session.js';
import { writeChange } from './write-change.js';

export interface ChangeResult extends Judgement {
  readonly change: Change;
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
 * @throws TargetError when the connection broke (the change under way stays open in the journal), or when the server no
 *   longer holds what this was planned with
 */
export async function applyStep(
  step: Step,
  options: Readonly<Record<string, Json>>,
  changes: readonly Change[],
  journal: Journal,
  access: Access,
  onChange: OnChange = () => undefined,
): Promise<StepResult> {
  await beginStep(step, options, journal);
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
  const outcome = outcomeOfChanges(all.map((result) => result.outcome));
  await endStep(step, { outcome, detail: all.at(-1)?.detail }, journal);
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
  const written = await writeChange({ step, action: 'apply', ...planned }, journal, access);
  if (written.outcome !== 'drifted') return { change: planned, ...written };
  const { place, name } = kindOf(planned.resource).describe(planned.resource);
  throw new TargetError(
    `${name} in ${place} ${written.detail}. It was not touched. Run Batten again to plan with what is there.`,
  );
}
