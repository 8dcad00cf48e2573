import type { Facts } from '../model/facts.js';
import type { Effect, Reversibility } from '../model/effect.js';
import type { ChangeOutcome, StepOutcome } from '../model/outcome.js';
import type { Stage } from '../model/stage.js';
import type { Json, Reading, Settable } from '../model/reading.js';
import type { Resource } from '../model/resource.js';

/**
 * The version of the journal's format. A newer Batten reads every older one; an older one refuses a newer one. Format 2
 * gave each record a checksum of its own.
 */
export const journalFormat = 2;

export interface StepNote {
  readonly id: string;
  readonly stage: Stage;
  readonly title: string;
}

/** What a record says, told apart by `type`. */
export type Entry =
  /** The first record: whose journal this is. */
  | { readonly type: 'server'; readonly facts: Facts }
  /** Facts that have changed; `asked` names those that the operator was asked for, given or not. */
  | { readonly type: 'facts'; readonly facts: Facts; readonly asked?: readonly string[] }
  | {
      readonly type: 'session';
      readonly command: string;
      readonly target: string;
      readonly simulated: boolean;
      readonly soakDays: number;
      /** In the order of the article; status shows the map from it without loading the steps. */
      readonly steps: readonly StepNote[];
      readonly boot?: { readonly boot: string; readonly seconds: number };
      /** ISO 8601, UTC, by the server's own clock at the same moment. */
      readonly serverTime?: string;
    }
  | { readonly type: 'session-end'; readonly how: 'finished' | 'stopped' | 'interrupted' | 'failed' }
  /** A step is about to be applied: all that undo needs to know about it later, whatever Batten then knows of steps. */
  | {
      readonly type: 'step-begun';
      readonly step: string;
      readonly title: string;
      readonly stage: Stage;
      readonly needs: readonly string[];
      readonly reversibility: Reversibility;
      readonly effect: Effect;
      readonly options: Readonly<Record<string, Json>>;
    }
  /** Written and fsynced before the server is touched. */
  | {
      readonly type: 'intent';
      readonly step: string;
      readonly action: 'apply' | 'undo';
      readonly resource: Resource;
      readonly before: Reading;
      readonly after: Settable;
      /** For an undo: the sequence number of the intent that it takes back. */
      readonly undoes?: number;
      /** The key of the resource that leads its unit: such changes are taken back all together, or none. */
      readonly together?: string;
    }
  /** What the server held when it was read back. */
  | {
      readonly type: 'outcome';
      readonly intent: number;
      readonly outcome: ChangeOutcome;
      readonly now: Reading;
      readonly detail?: string;
    }
  /** An undo that wrote nothing: already back, or left to somebody else's later edit of it or of what it goes together with. */
  | {
      readonly type: 'left';
      readonly undoes: number;
      readonly why: 'already-back' | 'changed-since' | 'together' | 'unreadable';
      readonly now: Reading;
    }
  | {
      readonly type: 'step-ended';
      readonly step: string;
      readonly outcome: StepOutcome;
      readonly stage: Stage;
      readonly detail?: string;
      /** For a waiver: ISO date until which it holds. */
      readonly until?: string;
      /** For a step that is done in part: why what is left of it stays so. */
      readonly accepted?: string;
    }
  /** A kit was written, its results came back, or it was taken back unused. */
  | {
      readonly type: 'kit';
      readonly kit: string;
      readonly what: 'exported' | 'imported' | 'withdrawn';
      readonly holds: 'collect' | 'change' | 'undo';
      /** SHA-256 of what it is to do, shortened. */
      readonly plan: string;
      /** The intents that it carries. */
      readonly intents: readonly number[];
      /** What the server's own result file said: `APPLIED`, `DRIFT` ... */
      readonly result?: string;
    }
  | { readonly type: 'restarted'; readonly what: string }
  /** The wait before a stage was cut short. */
  | { readonly type: 'soak-overridden'; readonly stage: Stage; readonly reason: string }
  /** A stage was opened although steps before it are open or not in force; for this session alone. */
  | { readonly type: 'order-overridden'; readonly stage: Stage; readonly reason: string }
  | { readonly type: 'recovered'; readonly lostBytes: number }
  /** Stands where a damaged journal that was salvaged had a record, or at its end where that was missing. */
  | { readonly type: 'lost'; readonly what: string };

/** One line of the journal. */
export type JournalRecord = {
  readonly format: number;
  readonly sequence: number;
  /** ISO 8601, UTC, by the target's clock. */
  readonly time: string;
  /** user@host of the workstation. */
  readonly operator: string;
  /** Batten's version. */
  readonly version: string;
  /** Checksum of the record before; of one in format 1 the SHA-256 of its line. 64 zeros for the first. */
  readonly previous: string;
  /** SHA-256 of this line without this member. Records in format 1 have none. */
  readonly checksum?: string;
} & Entry;

/** The journal as the engine sees it. */
export interface Journal {
  readonly records: readonly JournalRecord[];
  /** Returns once the record is on disk. @throws WorkstationError when it could not be written */
  append(entry: Entry): Promise<JournalRecord>;
}
