import type { SambaOptions } from '../targets/samba/samba.js';
import type { Terminal } from '../terminal/port.js';

/** Options that every command takes. */
export interface Globals {
  /** Undefined where it was not given: `lab:`, or the first question of the wizard. */
  readonly target?: string;
  readonly passwordFile?: string;
  /** How the Exchange directory is reached: `ldap`, `ldap:PORT` or `by-hand`. Undefined: asked for when it is needed. */
  readonly directory?: string;
  /** Where the accounts of a member server's domain are read: HOST[:PORT], or `none`. Undefined: on the controller that the server names. */
  readonly domainController?: string;
  readonly state?: string;
  readonly json: boolean;
  readonly verbose: boolean;
}

export type Limits = Partial<Pick<SambaOptions, 'timeoutMs' | 'serviceSeconds' | 'patience'>>;

/** What a command runs in; handed in by the command line, and by tests. */
export interface Context {
  readonly terminal: Terminal;
  readonly globals: Globals;
  readonly environment: NodeJS.ProcessEnv;
  /** Writes one document to standard output. */
  write(text: string): void;
  readonly signal: AbortSignal;
  /** How long a server on the network may take, where not as long as usual. */
  readonly limits?: Limits;
}
