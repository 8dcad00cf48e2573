/** An account as it stands before a trial. */
export interface TrialAccount {
  /** Whose account it is: the server's own name, or its domain's. */
  readonly authority: string;
  readonly rid: number;
  readonly name: string;
  readonly lockedOut: boolean;
  /** Bad logons that the server has counted since the last good one. */
  readonly badLogons: number;
  /** True of the account that the session is logged on with. */
  readonly inUse: boolean;
}

/** What came of one account. */
export interface Trial {
  readonly rid: number;
  readonly name: string;
  readonly result: 'taken' | 'refused' | 'cannot-tell' | 'not-tried';
  /** Said for cannot-tell and not-tried. */
  readonly reason?: string;
}

/** Bad logons in a row that lock an account out, 0 where none do; or why nobody knows. */
export type Threshold = number | { readonly unknown: string };

/** What is known before anything is tried. */
export interface Survey {
  /** Whose accounts they are. */
  readonly authority: string;
  /** Why no account may be tried at all. */
  readonly forbidden?: string;
  readonly threshold: Threshold;
  /** The enabled accounts that may be tried. */
  readonly toTry: readonly TrialAccount[];
  /** The enabled ones that may not, or that cannot be read. */
  readonly leftAlone: readonly Trial[];
}

/** Tries empty passwords on a server's accounts, by logging on. */
export interface BlankPasswords {
  /** Reads, and tries nothing. @throws TargetError */
  survey(): Promise<Survey>;
  /** One logon at most: the account is looked at anew just before. @throws TargetError */
  attempt(account: TrialAccount, threshold: Threshold): Promise<Trial>;
}

/** Why an account is not to be tried, or undefined: a try must never be the bad logon that locks it out. */
export function reasonAgainst(
  { inUse, lockedOut, badLogons }: TrialAccount,
  threshold: Threshold,
): string | undefined {
  if (inUse) return 'it is the account in use';
  if (lockedOut) return 'it is locked out';
  if (typeof threshold !== 'number' || threshold === 0 || badLogons + 1 < threshold) return undefined;
  return `it has ${badLogons} bad ${badLogons === 1 ? 'logon' : 'logons'}, and ${threshold} lock it out`;
}
