import type { Census, DirectoryListing } from '../model/census.js';
import type { Clock } from '../model/clock.js';
import type { Facts } from '../model/facts.js';
import type { FactOrigin } from '../model/fact-source.js';
import type { SelfDescription } from '../model/identity.js';
import type { Settable } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import type { BlankPasswords } from './blank-passwords.js';
import type { Driver } from './driver.js';

/** One line of what a server takes. */
export interface Observation {
  readonly name: string;
  readonly says: string;
}

/** A way to reach a server. */
export interface Target {
  /** As on the command line, without any password: `smb://EXAMPLE;Administrator@10.0.0.5`. */
  readonly url: string;
  /** For the head of a screen: `lab: simulated`, `smb://10.0.0.5`, `by hand`. */
  readonly label: string;
  /** True for the lab: every output then says that nothing real is touched. */
  readonly simulated: boolean;
  /** Where its readings come from; absent where a server on the network is asked for each. */
  readonly factsFrom?: FactOrigin;
  /** The server's time as far as soak is concerned: the workstation's clock, or the lab's own. */
  readonly clock: Clock;
  /** The driver of a kind, or undefined where this target has none and the by-hand driver takes over. */
  driver(kind: string): Driver | undefined;
  /** What the server says about who it is. Absent: only its readings tell. @throws TargetError */
  identify?(): Promise<SelfDescription>;
  /** Lists and names that the server tells. Absent: it cannot be asked for them. */
  readonly census?: Census;
  /** What its Exchange directory lists. Absent: it cannot be asked. */
  readonly directory?: DirectoryListing;
  /** What it tells without being asked for each: the lists that a kit brought. */
  told?(): Partial<Facts>;
  /** When the server was started last, as `clock` counts; undefined where that is not proved. @throws TargetError */
  startedAt?(): Promise<Date | undefined>;
  /** Restarts the server where the target can (the lab). Absent: a person does it and says so. */
  restart?(): Promise<void>;
  /**
   * Why a write must not be made over this way to the server: it would shut the way itself. Undefined where it may.
   * @throws TargetError when the server cannot be asked
   */
  objects?(resource: Resource, to: Settable): Promise<string | undefined>;
  /** The server's own clock, where the target can read it. @throws TargetError */
  time?(): Promise<Date>;
  /** What the server takes of this way to it, for `batten doctor`. @throws TargetError */
  examine?(): Promise<readonly Observation[]>;
  /** Tries empty passwords, where that was asked for and the target can: it logs on over the network. */
  readonly blankPasswords?: BlankPasswords;
  /** Asks a real server to restart; only where the operator said so. @throws TargetError when it refuses */
  startRestart?(): Promise<void>;
  /** Waits until a server that is being restarted is back, and is the same. @throws TargetError when it is not */
  awaitRestart?(): Promise<void>;
  /**
   * Plays the restore of the backup that was recorded, where the target can (the lab): the whole server is as it was then.
   * Gives when the backup was made; undefined where there is none, and nothing is changed.
   */
  restoreBackup?(): Promise<Date | undefined>;
  /** Lets time pass where the target can (the lab). */
  letPass?(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}
