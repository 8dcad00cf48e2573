/** Everything a message may need: whom we spoke to, what we were doing, what came of it. */
export interface Circumstance {
  readonly server: string;
  readonly account: string;
  readonly doing: string;
  readonly place: string;
  readonly port: number;
  /** `(NT_STATUS_LOGON_FAILURE)`, or whatever else names the failure. */
  readonly status: string;
  /** What to do where the account lacks the right, in a sentence. */
  readonly whenDenied?: string;
}

export type Message = (circumstance: Circumstance) => string;
