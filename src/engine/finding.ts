import type { Expectation } from '../model/expectation.js';
import type { Json, Reading, Settable } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import type { Scope, Step } from '../model/step.js';

/**
 * What a step's readings come to. `satisfied`: all that its sentence in the article covers was read, and is so.
 * `partly`: all that was read is so, and something was not read or not looked at; the reason names it.
 */
export type FindingState =
  'satisfied' | 'partly' | 'needs-changes' | 'needs-operator' | 'not-applicable' | 'unknown';

/** One expectation held against what was read. */
export interface Check {
  readonly expectation: Expectation;
  readonly reading: Reading;
  /** Undefined where the resource could not be read. */
  readonly met: boolean | undefined;
  /** Why it must not be changed on this server, although it is unmet. */
  readonly objection?: string;
  /** True where it counts as met because of other readings, whatever its own says. */
  readonly moot?: boolean;
}

/** One resource that goes from a reading before to a value after. */
export interface Change {
  readonly resource: Resource;
  readonly before: Settable;
  readonly after: Settable;
  readonly words: string;
  /** The key of the resource that leads its unit, where it belongs to one. */
  readonly together?: string;
}

/** The result of assessing one step. */
export interface Finding {
  readonly step: Step;
  readonly options: Readonly<Record<string, Json>>;
  readonly state: FindingState;
  /** Said for not-applicable, unknown, partly, and needs-operator without changes. */
  readonly reason?: string;
  /** How far the step looked. */
  readonly scope: Scope;
  readonly checks: readonly Check[];
  /** What applying the step would do, in its order; nothing for what cannot be read or is objected to. */
  readonly changes: readonly Change[];
  /** True where the changes must not be made over this way to the server; the reason says why. A person makes them. */
  readonly barred?: boolean;
}
