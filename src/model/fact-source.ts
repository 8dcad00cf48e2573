/**
 * Where a fact comes from: read of a server that was asked (`registry`, `services`, `shares`, `lsa`, `sam`,
 * `directory`), out of the files of
 * a kit (`capture`), told by a person (`operator`), or of the simulated server (`lab`).
 */
export type FactOrigin =
  'registry' | 'services' | 'shares' | 'lsa' | 'sam' | 'directory' | 'capture' | 'operator' | 'lab';

export interface FactSource {
  readonly from: FactOrigin;
  /** ISO 8601, UTC: when it was found out or told. */
  readonly at: string;
}

/** One source for each of these members. */
export const sourcesOf = (
  members: readonly string[],
  source: FactSource,
): Readonly<Record<string, FactSource>> => Object.fromEntries(members.map((member) => [member, source]));
