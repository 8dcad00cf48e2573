import type { KitFolder } from '../targets/kit/folder.js';
import type { KitEntry } from '../targets/kit/manifest.js';
import type { Surroundings } from './globals.js';

/** What the import of one kit's results came to. */
export interface Imported {
  readonly kit: string;
  /** As the script on the server said it. */
  readonly result: string;
  readonly lines: readonly string[];
  readonly good: boolean;
}

export interface Importing {
  readonly path: string;
  readonly folder: KitFolder;
  readonly entry: KitEntry;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly around: Surroundings;
}
