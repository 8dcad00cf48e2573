/**
 * How one change ended. Only `verified` was read back as intended. `carried`: it is on a kit; a later outcome of the same
 * intent says what became of it.
 */
export type ChangeOutcome = 'verified' | 'ineffective' | 'failed' | 'unverified' | 'attested' | 'carried';

/** How a step stands. Only `verified` was read back as intended. */
export type StepOutcome =
  | 'verified'
  | 'ineffective'
  | 'failed'
  | 'unverified'
  | 'attested'
  | 'carried'
  | 'not-applicable'
  | 'waived'
  | 'skipped'
  | 'undone'
  | 'undone-with-residue'
  | 'undo-failed';
