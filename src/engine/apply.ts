import { TargetError } from '../errors.js';
import type { Journal } from '../journal/record.js';
import { outcomeOfChanges, type ChangeOutcome, type StepOutcome } from '../model/outcome.js';
import { kindOf } from '../model/kind.js';
import type { Facts } from '../model/facts.js';
import { firstObjection, type Access } from '../model/access.js';
import { endByReading } from './end-by-reading.js';
import type { Change, Finding } from './finding.js';
import type { Judgement } from './judge.js';
import { beginStep, endStep } from './session.js';
import { writeChange } from './write-change.js';

export interface ChangeResult extends Judgement {
  readonly change: Change;
}

export interface StepResult {
  readonly outcome: StepOutcome;
  readonly results: readonly ChangeResult[];
  /** What went wrong, or what is left. */
  readonly detail?: string | undefined;
}

/** Tells whoever draws the progress which change is being made. */
export type OnChange = (change: Change, state: 'writing' | ChangeOutcome) => void;

/** What is applied: the changes that a finding plans, with the options that it was assessed with. */
export type Applying = Pick<Finding, 'step' | 'options' | 'changes'>;

/**
 * Applies the changes of a step, one after another, and journals each: intent, write, read back, outcome. Stops at the
 * first that did not take. Then all that the step expects is read once more, and that reading says how the step ended: a
 * step without changes too.
 * @throws TargetError when the connection broke (the change under way stays open in the journal), or when the server no
 *   longer holds what this was planned with
 */
export async function applyStep(
  applying: Applying,
  facts: Facts,
  journal: Journal,
  access: Access,
  onChange: OnChange = () => undefined,
): Promise<StepResult> {
  const { step, options, changes } = applying;
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
  const made = outcomeOfChanges(all.map((result) => result.outcome));
  const end =
    made === 'verified' || made === 'attested'
      ? await endByReading(made, { step, options }, facts, access)
      : { outcome: made, detail: all.at(-1)?.detail };
  await endStep(step, end, journal);
  return { ...end, results: all };
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
