import type { Means, KitSign } from '../kinds/kit-kind.js';
import type { ByHandItem } from './checklist.js';
import type { Exchange, Label, Numbered } from './script.js';

/** One change that the kit makes by itself. */
export interface KitChange {
  /** `003` on the checklist and in the result file. */
  readonly number: string;
  readonly title: string;
  readonly apply: Means;
  readonly undo: Means;
}

export interface ChangeKit {
  readonly label: Label;
  readonly made: Date;
  readonly changes: readonly KitChange[];
  /** All that is captured before and after. */
  readonly captures: readonly Numbered[];
  /** What the server held when it was read, byte for byte, by number; goes with the kit for the comparison. */
  readonly expected: ReadonlyMap<string, Uint8Array>;
  /** What has to be seen in a capture for it to be this server. */
  readonly identity: readonly KitSign[];
  readonly exchange: Exchange;
  readonly byHand: readonly ByHandItem[];
  /** The undo is scheduled before the change, and taken off the schedule by hand. */
  readonly deadMan: boolean;
  /** False for a kit that is an undo itself. */
  readonly withUndo: boolean;
  readonly notes: readonly string[];
}
