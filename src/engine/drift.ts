import type { StepHistory } from '../journal/history.js';
import { kindOf } from '../model/kind.js';
import type { Reading } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import type { Finding } from './finding.js';

/** One resource that is no longer as a settled step wants it. */
export interface Drift {
  readonly resource: Resource;
  /** What Batten left there; undefined where the step never had to change it. */
  readonly left: Reading | undefined;
  readonly now: Reading;
  /** `Messenger: was left disabled, stopped, is automatic, running` */
  readonly words: string;
}

/** What is no longer as a settled step wants it. What cannot be read now is not called drift: nobody knows. */
export function driftOf(step: StepHistory, { checks }: Finding): readonly Drift[] {
  // What must not be changed on this server, and never was, is as it was left
  const isWritten = (key: string): boolean => step.standing.some((one) => one.resource.key === key);
  const unmet = checks.filter(
    ({ met, objection, expectation }) =>
      met === false && (objection === undefined || isWritten(expectation.resource.key)),
  );
  return unmet.map(({ expectation, reading: now }) => {
    const { resource, words } = expectation;
    const kind = kindOf(resource);
    const { name } = kind.describe(resource);
    const change = step.standing.findLast((one) => one.resource.key === resource.key);
    const left = change === undefined ? undefined : (change.now ?? change.after);
    const was = left === undefined ? words.replace(/^is /, 'should be ') : `was left ${kind.show(left)}`;
    return { resource, left, now, words: `${name}: ${was}, is ${kind.show(now)}` };
  });
}

/** The first of it in one clause and how many more; undefined where nothing drifted. */
export function driftWords(step: StepHistory, finding: Finding): string | undefined {
  const [first, ...rest] = driftOf(step, finding);
  if (first !== undefined) return rest.length === 0 ? first.words : `${first.words}, and ${rest.length} more`;
  if (step.outcome === 'not-applicable' && finding.state !== 'not-applicable') {
    return finding.state === 'unknown' ? undefined : 'it did not apply to this server, and now it does';
  }
  return finding.state === 'needs-operator' && finding.checks.length === 0 ? finding.reason : undefined;
}
