import type { Patch, Sign } from './patch.js';

/** What was seen of one sign; `older` is a file below the lowest version. */
export type SignSight = 'there' | 'older' | 'not-there' | 'cannot-tell';

/**
 * What the signs add up to. A key alone is not enough: it survives a service pack that put old files back (Q194334).
 * A file alone is not enough either where there is a key, because other fixes bring the same file.
 */
export function judgeSigns(
  { signs }: Patch,
  see: (sign: Sign) => SignSight,
): 'installed' | 'needs-reapply' | 'absent' | 'unknown' {
  const seen = signs.map((sign) => ({ isFile: 'file' in sign || 'exists' in sign, sight: see(sign) }));
  const marks = seen.filter(({ isFile }) => !isFile).map(({ sight }) => sight);
  const files = seen.filter(({ isFile }) => isFile).map(({ sight }) => sight);
  const tells = (sights: readonly SignSight[], sight: SignSight): boolean => sights.includes(sight);
  if (tells(marks, 'not-there') || tells(marks, 'older')) return 'absent';
  const old = tells(files, 'older') || tells(files, 'not-there');
  if (old) return marks.length === 0 ? 'absent' : tells(marks, 'cannot-tell') ? 'unknown' : 'needs-reapply';
  return tells(marks, 'there') || tells(files, 'there')
    ? tells(marks, 'cannot-tell')
      ? 'unknown'
      : 'installed'
    : 'unknown';
}

/** A server whose files carry the numbers of the catalogue. */
export interface Edition {
  readonly english: boolean;
  /** Terminal Server Edition counts builds in a range of its own. */
  readonly terminalServer: boolean;
}

/** Holds a file's version against a sign. Other editions and other lines of a file cannot be told by number. */
export function seeFile(
  sign: Extract<Sign, { file: string }>,
  version: string | undefined,
  edition: Edition,
): SignSight {
  if (version === undefined) return 'not-there';
  if (!edition.english || edition.terminalServer) return 'cannot-tell';
  if (sign.within !== undefined && !version.startsWith(sign.within)) return 'cannot-tell';
  return isAtLeast(version, sign.atLeast) ? 'there' : 'older';
}

/** Compares versions number by number: 5.5.2655.4 is older than 5.5.2655.37. */
export function isAtLeast(version: string, lowest: string): boolean {
  const [found, wanted] = [numbersOf(version), numbersOf(lowest)];
  for (let index = 0; index < Math.max(found.length, wanted.length); index++) {
    const difference = (found[index] ?? 0) - (wanted[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

const numbersOf = (version: string): readonly number[] => version.split('.').map(Number);
