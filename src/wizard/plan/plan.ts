import { createHash } from 'node:crypto';
import type { Facts } from '../../model/facts.js';
import { canonical, type Json } from '../../model/reading.js';
import type { Stage } from '../../model/stage.js';
import type { Answers } from '../answers.js';
import type { PlannedStep } from './planned-step.js';

/** What a session is to be about, as its options say. */
export interface PlanScope {
  readonly stage?: Stage;
  readonly steps?: readonly string[];
  readonly beyond: boolean;
  readonly putBack: boolean;
  readonly soakDays: number;
}

/** Everything that a session would do on a server as it is now, before anything of it is done. */
export interface Plan {
  /** A hash of all that it says, but for when it was made. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly made: string;
  /** Batten's version. */
  readonly version: string;
  readonly target: string;
  /** How far the server's journal went: its number of records, and the checksum of the last. */
  readonly journal: { readonly count: number; readonly checksum: string };
  /** The server's name. */
  readonly server: string;
  /** What was found out about it, without where it came from. */
  readonly facts: Readonly<Record<string, Json>>;
  readonly answers: Answers;
  readonly scope: PlanScope;
  /** In the order in which they are brought about. */
  readonly steps: readonly PlannedStep[];
  readonly restarts: readonly PlannedRestart[];
  readonly waits: readonly PlannedWait[];
  /** Answers that a session without a terminal would miss, each with its name in an answers file. */
  readonly unanswered: readonly string[];
}

export interface PlannedRestart {
  /** The step that it comes behind; undefined where it comes before all of them. */
  readonly after?: string;
  /** Steps that it puts in force. */
  readonly steps: readonly string[];
  readonly what: 'server' | 'services';
}

/** What keeps a stage shut: the waiting period before it, or a stage before it that this plan does not settle. */
export interface PlannedWait {
  readonly before: Stage;
  readonly days: number;
  readonly unsettled?: Stage;
}

/** The hash of what a plan says. @param plan with its id or without; neither that nor its time is in it */
export function planId(plan: Omit<Plan, 'id'>): string {
  const says = Object.entries(plainMembers(plan)).filter(([name]) => name !== 'id' && name !== 'made');
  return createHash('sha256')
    .update(canonical(Object.fromEntries(says)))
    .digest('hex');
}

/** Facts as a plan holds them. */
export const plannedFacts = (facts: Facts): Plan['facts'] =>
  Object.fromEntries(Object.entries(plainMembers(facts)).filter(([name]) => name !== 'sources'));

/** Members as they come back out of a file: what is undefined is not there. */
export const plainMembers = (from: object): Readonly<Record<string, Json>> =>
  JSON.parse(JSON.stringify(from)) as Readonly<Record<string, Json>>;

/** As people compare it: `1f4c-0d2e-9a7b`. */
export const shortId = (id: string): string => id.slice(0, 12).replace(/(.{4})(?=.)/g, '$1-');
