/** `alias`: a local group. `well-known`: the same on every machine, as Everyone is. */
export type PrincipalKind = 'user' | 'group' | 'alias' | 'well-known';

/** A user or group as a server knows it. */
export interface Principal {
  readonly sid: string;
  /** In the server's own language, `EXAMPLE\Domänen-Admins`; undefined where nobody could name it. */
  readonly name?: string;
  /** Undefined where the server could not say. */
  readonly kind?: PrincipalKind;
  /** The groups of power that it is in, itself or through other groups; empty for one that is in none. */
  readonly privileges: readonly Privilege[];
}

export interface Privilege {
  /** SID of the group whose power it has. */
  readonly group: string;
  /** The domain whose controllers keep that group, as in `PrivilegedGroup`. */
  readonly of?: string;
  /** SIDs of the groups between, from that group inwards; empty for a direct member. */
  readonly through: readonly string[];
}

/** A group whose members have power over the server or the domain. */
export interface PrivilegedGroup {
  readonly sid: string;
  /** The domain whose controllers keep it, of a group of BUILTIN that is not the server's own. */
  readonly of?: string;
  readonly name?: string;
  /** Why its members, or those of a group in it, could not all be read; undefined where they were. */
  readonly unread?: string;
}

/** The account that a service logs on as. */
export interface ServiceLogon {
  /** As the registry spells it: `EXAMPLE\ExchSrv`, `LocalSystem`. */
  readonly account: string;
  /** Undefined where nobody could tell it. */
  readonly sid?: string;
}

/** Who may administer Exchange, by the permissions in its directory. */
export interface ExchangeAdministrator {
  readonly sid: string;
  /** Where it was granted: directory names. */
  readonly on: readonly string[];
}

export interface TrustedDomain {
  readonly name: string;
  readonly sid?: string;
}

/** An account of people or services that a server keeps in its own database. */
export interface OwnAccount {
  /** The last part of its SID. */
  readonly rid: number;
  readonly name: string;
}

/** A group by names alone, as `net` prints it where no numbers are known. */
export interface ListedGroup {
  readonly name: string;
  /** Kept by a domain controller for its domain. */
  readonly global: boolean;
  /** Undefined where nobody looked. */
  readonly members?: readonly string[];
}

/** A folder that a server shares. */
export interface SharedFolder {
  readonly name: string;
  /** `C:\Exchsrvr\TRACKING.LOG`, as the server tells it. */
  readonly path: string;
}
