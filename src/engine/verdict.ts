import { kindOf } from '../model/kind.js';
import type { Scope } from '../model/step.js';
import type { Change, Check, FindingState } from './finding.js';

export interface StepVerdict {
  readonly state: FindingState;
  readonly reason?: string;
}

/**
 * What the readings of all of a step's expectations come to. The only place where this is decided: assess, the session
 * and status share it. Nothing that was not read counts as met, and where nothing was checked nothing is satisfied.
 */
export function verdictOf(checks: readonly Check[], changes: readonly Change[], scope: Scope): StepVerdict {
  if (changes.some((change) => kindOf(change.resource).doneBy === 'operator')) {
    return { state: 'needs-operator' };
  }
  if (changes.length > 0) return { state: 'needs-changes' };
  if (checks.length === 0) return { state: 'unknown', reason: 'there was nothing to check on this server' };
  const blind = checks.filter(({ met }) => met === undefined);
  const unmet = checks.filter(({ met }) => met === false);
  if (blind.length === checks.length) return { state: 'unknown', reason: unreadWords(blind) };
  if (unmet.some(({ objection }) => objection === undefined)) {
    return {
      state: 'unknown',
      reason: blind.length > 0 ? unreadWords(blind) : 'it cannot be brought about as a whole',
    };
  }
  if (unmet.length > 0) return { state: 'needs-operator' };
  const missing = [
    ...(blind.length > 0 ? [unreadWords(blind)] : []),
    ...(scope.left.length > 0 ? [`not looked at: ${scope.left.join(', ')}`] : []),
  ];
  return missing.length > 0 ? { state: 'partly', reason: missing.join('; ') } : { state: 'satisfied' };
}

/** Names the first part that could not be read, why, and how many more. */
function unreadWords(blind: readonly Check[]): string {
  const [first] = blind;
  if (first?.reading.state !== 'unreadable') return 'it was not read';
  const { resource } = first.expectation;
  const { name } = kindOf(resource).describe(resource);
  const more = blind.length > 1 ? `, and ${blind.length - 1} more` : '';
  return `${name} cannot be read: ${first.reading.reason}${more}`;
}
