/** One sign by which a package is recognised; all signs of a patch must be there. */
export type Sign =
  | { readonly registry: string; readonly name: string; readonly data: string | number }
  /** A text that lists several patches, such as the one below Internet Settings. */
  | { readonly registry: string; readonly name: string; readonly contains: string }
  /** Keys that the installer leaves, whatever they hold; any one of them is enough (Q or KB, two spellings). */
  | { readonly anyKey: readonly [string, ...string[]] }
  /** `atLeast`: lowest version of the English file. `within`: files of another line (4.0. or 4.72.) say nothing. */
  | { readonly file: string; readonly atLeast: string; readonly within?: string }
  | { readonly exists: string }
  /** What only a person can see. */
  | { readonly look: string };

/** How a package is run. The families give one switch different meanings, so each has a table of its own. */
export type Installer =
  | 'service-pack'
  | 'hotfix-exe'
  | 'gui-hotfix'
  | 'iexpress'
  | 'setup'
  /** A family that no source names: it is run without switches. */
  | 'unknown'
  /** There is none: the hole stays, and `mitigation` says what to do instead. */
  | 'no-fix';

export type Uninstall =
  | { readonly by: 'hotfix-exe' | 'gui-hotfix'; readonly folder: string }
  | { readonly by: 'command'; readonly command: string }
  | { readonly by: 'add-remove-programs' | 'nothing' | 'unknown' };

/** What has to be on a server for a patch to matter; every condition must hold. */
export type Condition =
  | { readonly service: string }
  | { readonly software: string }
  | { readonly registry: string; readonly name: string }
  | { readonly fact: 'outlookWebAccess' | 'internetMailService' }
  /** What Batten cannot see; the operator may leave the patch out. */
  | { readonly seen: string };

/** Something on the server that a package breaks, or that breaks the package. */
interface PreinstallCheck {
  readonly found: string;
  readonly then: string;
  readonly first: string;
  readonly source: string;
}

/** Only these count as known; `low` is shown and never asked for. */
type Confidence = 'high' | 'medium' | 'low';

export type Product = 'nt4' | 'iis4' | 'internet-explorer' | 'exchange55';

export interface Patch {
  readonly id: string;
  /** The article's number as the package prints it: Q299444, KB835732, 829436. */
  readonly kb?: string;
  readonly bulletin?: string;
  readonly title: string;
  /** What a reading holds once all signs are there; the number by default. */
  readonly version: string;
  /** ISO date, or year and month where the day is not known. */
  readonly released: string;
  readonly product: Product;
  readonly appliesTo: string;
  readonly onlyWith: readonly Condition[];
  /** Met by the patch named or by whatever supersedes it. */
  readonly requires: readonly string[];
  /** Order only, where both are installed. */
  readonly installAfter: readonly string[];
  readonly supersedes: readonly string[];
  readonly reboot: boolean | 'maybe' | 'unknown' | 'exchange services';
  readonly signs: readonly Sign[];
  readonly installer: Installer;
  /** In the place of the family's own words. */
  readonly install?: readonly string[];
  readonly uninstall: Uninstall;
  /** Said before anybody takes it off. */
  readonly dangers: readonly string[];
  readonly checks: readonly PreinstallCheck[];
  readonly notes: readonly string[];
  readonly mitigation?: string;
  readonly sources: readonly string[];
  readonly confidence: Confidence;
}
