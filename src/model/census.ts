import type { OwnAccount, PrincipalKind, SharedFolder, TrustedDomain } from './principal.js';

/** A user or group that a server knows. */
export interface Known {
  readonly sid: string;
  /** In the server's own language: `VORDEFINIERT\Administratoren`. */
  readonly name: string;
  readonly kind: PrincipalKind;
}

export interface KeptAccounts {
  /** The server's own name, or on a domain controller its domain's. */
  readonly authority: string;
  readonly accounts: readonly OwnAccount[];
}

/** What a server tells when it is asked for lists and names, beside the resources that are read one by one. */
export interface Census {
  /** Key names of all services that are programs. Undefined where the server does not list them. @throws TargetError */
  services(): Promise<readonly string[] | undefined>;
  /** All accounts that it keeps, and whose they are. Undefined where the server does not list them. @throws TargetError */
  accounts(): Promise<KeptAccounts | undefined>;
  /** Shared folders without the administrative ones. Undefined where the server does not list them. @throws TargetError */
  shares(): Promise<readonly SharedFolder[] | undefined>;
  /** Letters of its drives, as `C:`. Undefined where the server does not list them. @throws TargetError */
  drives(): Promise<readonly string[] | undefined>;
  /**
   * The names of the values below each of these registry keys, none for one that is not there; a key whose values the server does
   * not list is not among them. Undefined where it lists none. @throws TargetError
   */
  valueNames(keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]> | undefined>;
  /** Those of these SIDs that the server can name. @throws TargetError */
  named(sids: readonly string[]): Promise<readonly Known[]>;
  /** Those of these names that the server knows, under the name that was asked for. @throws TargetError */
  withNames(names: readonly string[]): Promise<readonly Known[]>;
  /** Undefined where the server does not tell. @throws TargetError */
  trustedDomains(): Promise<readonly TrustedDomain[] | undefined>;
}

/** What the Exchange directory of a server lists. */
export interface DirectoryListing {
  /**
   * Names of the objects right below one (`cn=Servers,cn=Configuration,ou=HQ,o=Example`). Undefined where nobody agreed to ask the
   * directory, or it does not tell all of them.
   */
  namesBelow(dn: string): Promise<readonly string[] | undefined>;
  /** Asks whether it may be asked, where nobody said so yet and somebody is there. Absent: there is nothing to agree to. */
  agree?(): Promise<void>;
}
