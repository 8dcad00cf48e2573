import type { Facts } from '../../../model/facts.js';
import type { Reading, Settable } from '../../../model/reading.js';
import type { Resource } from '../../../model/resource.js';
import type { Capture } from '../capture.js';
import type { Evidence } from '../folder/evidence.js';

/** What a script looks for in a fresh capture, to say at the console whether a value is as it should be. */
export type KitSign =
  /** find has to see these words in the capture, or must not. They are plain: see `isPlainSign`. */
  | { readonly capture: Capture; readonly words: string; readonly there: boolean }
  /** Where no words can be told beforehand: the capture has to differ from the one before. */
  | { readonly capture: Capture; readonly differs: true };

/** What brings one change about, as lines of the kit's files. */
export interface Means {
  readonly add: readonly string[];
  readonly remove: readonly string[];
  /** Keys that were not there before and go with the undo. */
  readonly removeKeys: readonly string[];
  /** Lines of a script; built from fixed words and checked names alone. */
  readonly commands: readonly string[];
  /** Changes of the Exchange directory for an import file of admin.exe. */
  readonly directory: readonly DirectoryLine[];
  readonly signs: readonly KitSign[];
}

export interface DirectoryLine {
  readonly base: string;
  readonly container: string;
  readonly objectClass: string;
  readonly name: string;
  readonly attribute: string;
  /** `~DEL` takes the attribute out (Q152854). */
  readonly value: string;
}

export const noMeans: Means = { add: [], remove: [], removeKeys: [], commands: [], directory: [], signs: [] };

export interface KindWrite {
  readonly resource: Resource;
  readonly from: Settable;
  readonly to: Settable;
}

/** How one kind of resource is read and changed by a kit. */
export interface KitKind {
  /** What has to be captured to read it; undefined where only a person can see it. */
  captures(resource: Resource, facts: Facts): readonly Capture[] | undefined;
  read(resource: Resource, evidence: Evidence, facts: Facts): Reading;
  /** How it is changed, or why only a person can do it. @param evidence what was captured before the change */
  write(change: KindWrite, evidence: Evidence, facts: Facts): Means | { readonly byHand: string };
}

/** Words that may stand between quotation marks on a command line of a script: nothing in them means anything to cmd.exe. */
export const isPlainSign = (words: string): boolean =>
  /^[A-Za-z0-9 ._:,()=/#@{}-]+$/.test(words.replace(/^"|"(?==)/g, ''));
