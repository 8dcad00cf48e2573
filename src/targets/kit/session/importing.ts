import type { Journal, JournalRecord } from '../../../journal/record.js';
import type { Access } from '../../../model/access.js';
import type { Facts } from '../../../model/facts.js';
import type { Step } from '../../../model/step.js';
import type { Terminal } from '../../../terminal/port.js';
import type { KitFolder } from '../folder/kit-folder.js';
import type { KitEntry } from '../folder/manifest.js';

/** The outcome of importing the results of one kit. */
export interface Imported {
  readonly kit: string;
  /** As the script on the server said it. */
  readonly result: string;
  readonly lines: readonly string[];
  readonly good: boolean;
}

/** The server that a kit is about, with its journal held. */
export interface KitServer {
  readonly journal: Journal;
  readonly access: Access;
  readonly facts: Facts;
  close(): Promise<void>;
}

/** The results of one kit, and what importing them needs. */
export interface Importing {
  readonly path: string;
  readonly folder: KitFolder;
  readonly entry: KitEntry;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly terminal: Terminal;
  /** All that this Batten knows: what came of a step is told by what it expects. */
  readonly steps: readonly Step[];
  /** Takes hold of the server's journal. What was kept in the folder before is what its access reads. */
  open(): Promise<KitServer>;
  /** What the journal holds, without taking hold of it. */
  records(): Promise<readonly JournalRecord[]>;
}
