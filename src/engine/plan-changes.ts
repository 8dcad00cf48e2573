import { defined } from '../defined.js';
import { kindOf } from '../model/kind.js';
import { canonical } from '../model/reading.js';
import type { Change, Check } from './finding.js';

/**
 * Expectations on one resource add up to one change, in the place of the first. Of a unit that cannot be changed as a
 * whole nothing is.
 */
export function planChanges(checks: readonly Check[]): readonly Change[] {
  const changes = new Map<string, Change>();
  const broken = new Set(
    checks.flatMap(({ expectation: { together }, met, objection }) =>
      together !== undefined && (met === undefined || objection !== undefined) ? [together] : [],
    ),
  );
  for (const { expectation, reading, objection, moot } of checks) {
    const { resource, words, together } = expectation;
    if (reading.state === 'unreadable' || objection !== undefined || moot === true) continue;
    if (together !== undefined && broken.has(together)) continue;
    const sofar = changes.get(resource.key);
    const from = sofar?.after ?? reading;
    if (expectation.met(from)) continue;
    const after = expectation.aim(from);
    changes.set(resource.key, {
      resource,
      before: reading,
      after,
      words: sofar === undefined ? words : `${sofar.words}, ${words}`,
      ...defined({ together }),
    });
  }
  return makersFirst(
    [...changes.values()].filter((change) => canonical(change.before) !== canonical(change.after)),
  );
}

/** What is absent comes before what lies in it: the first write inside would bring it about, and the plan be wrong. */
function makersFirst(changes: readonly Change[]): readonly Change[] {
  const makes = ({ resource, before }: Change): boolean =>
    before.state === 'absent' && changes.some((other) => kindOf(resource).holds(resource, other.resource));
  return [...changes.filter(makes), ...changes.filter((change) => !makes(change))];
}
