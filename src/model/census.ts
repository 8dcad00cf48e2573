import type { PrincipalKind, TrustedDomain } from './principal.js';

/** A user or group that a server knows. */
export interface Known {
  readonly sid: string;
  /** In the server's own language: `VORDEFINIERT\Administratoren`. */
  readonly name: string;
  readonly kind: PrincipalKind;
}

/** What a server tells when it is asked for lists and names, beside the resources that are read one by one. */
export interface Census {
  /** Key names of all services that are programs. Undefined where the server does not list them. @throws TargetError */
  services(): Promise<readonly string[] | undefined>;
  /** Those of these SIDs that the server can name. @throws TargetError */
  named(sids: readonly string[]): Promise<readonly Known[]>;
  /** Those of these names that the server knows, under the name that was asked for. @throws TargetError */
  withNames(names: readonly string[]): Promise<readonly Known[]>;
  /** Undefined where the server does not tell. @throws TargetError */
  trustedDomains(): Promise<readonly TrustedDomain[] | undefined>;
}
