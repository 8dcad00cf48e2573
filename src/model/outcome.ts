/**
 * How one change ended. Only `verified` was read back as intended. `carried`: it is on a kit; a later outcome of the same
 * intent says what became of it.
 */
export type ChangeOutcome = 'verified' | 'ineffective' | 'failed' | 'unverified' | 'attested' | 'carried';

/** How a step stands. Only `verified` was read back as intended, and all of it. */
export type StepOutcome =
  | 'verified'
  | 'ineffective'
  | 'failed'
  | 'unverified'
  | 'attested'
  /** Something of it could not be read, or was left alone; what was read is as it should be. */
  | 'partly'
  /** It was settled, and somebody changed it since. */
  | 'drifted'
  | 'carried'
  | 'not-applicable'
  | 'waived'
  | 'skipped'
  | 'undone'
  | 'undone-with-residue'
  | 'undo-failed';

/** How a step stands whose changes ended like this, in the order in which they were made. */
export function outcomeOfChanges(outcomes: readonly ChangeOutcome[]): ChangeOutcome {
  const bad = outcomes.find((outcome) => outcome !== 'verified' && outcome !== 'attested');
  return bad ?? (outcomes.includes('attested') ? 'attested' : 'verified');
}

export interface TakenBack {
  /** How many changes of the step still stand on the server. */
  readonly standing: number;
  /** True where one that was to be taken back could not be. */
  readonly failed: boolean;
  /** True where something was left as somebody else had made it. */
  readonly residue: boolean;
}

/** How a step stands after changes of it were taken back: undone only where nothing of it stands. */
export function outcomeOfUndo({ standing, failed, residue }: TakenBack): StepOutcome {
  if (standing > 0) return failed ? 'undo-failed' : 'failed';
  return residue ? 'undone-with-residue' : 'undone';
}
