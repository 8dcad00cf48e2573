/** What some trials came to. */
export interface Tally {
  readonly trials: number;
  /** One sentence each, with what it takes to run that trial again. */
  readonly failures: readonly string[];
  /** Other figures, by what they count: `changes`, `foreign edits`. */
  readonly counts: Readonly<Record<string, number>>;
}

/** One promise that is tried over and over. */
export interface Part {
  readonly name: string;
  /** What is tried and what has to hold, for docs/reliability.md. */
  readonly promise: string;
  /** How many trials a full run makes. */
  readonly full: number | (() => Promise<number>);
  /** How many a run of CI makes. */
  readonly short: number;
  /** How many are made between two looks at the record, so that a run that was stopped goes on from there. */
  readonly batch: number;
  /** Makes trials number `first` up to `first + trials`: the same numbers are the same trials. */
  run(first: number, trials: number): Promise<Tally>;
}

export const noTally: Tally = { trials: 0, failures: [], counts: {} };

export function addTallies(one: Tally, other: Tally): Tally {
  const counts = { ...one.counts };
  for (const [name, count] of Object.entries(other.counts)) counts[name] = (counts[name] ?? 0) + count;
  return {
    trials: one.trials + other.trials,
    failures: [...one.failures, ...other.failures],
    counts,
  };
}
