import { defined } from '../defined.js';
import { plannedSteps, type History } from '../journal/history.js';
import type { Clock } from '../model/clock.js';
import { optionalStage, stages, type Stage } from '../model/stage.js';
import { defaultSoakDays } from '../model/soak.js';
import { clockAhead, clockTolerance, type ClockAhead } from './clock-ahead.js';
import type { ServerState } from './converge.js';

const day = 86_400_000;

export type Gate =
  | { readonly open: true }
  /** The stage before has steps that are not settled. */
  | {
      readonly open: false;
      readonly why: 'unsettled';
      readonly stage: Stage;
      readonly steps: readonly string[];
    }
  /** The stage before is written and not in force: its waiting time has not begun. */
  | {
      readonly open: false;
      readonly why: 'restart';
      readonly stage: Stage;
      readonly steps: readonly string[];
    }
  | {
      readonly open: false;
      readonly why: 'soak';
      readonly stage: Stage;
      /** By the workstation's clock, wrong or not. */
      readonly until: Date;
      readonly leftMs: number;
      /** The clock runs ahead of a witness, whose time counts. */
      readonly ahead?: ClockAhead;
      /** Where the shorter wait that was asked for is over: it opens once that is on record. */
      readonly cutShort?: boolean;
    }
  /** The clock shows a time before that of a record that already stands in the journal. */
  | {
      readonly open: false;
      readonly why: 'clock';
      readonly stage: Stage;
      readonly latest: Date;
      readonly now: Date;
    };

/**
 * Whether a stage is open: the one before is settled and in force, and its soak over. A reason on record overrides the
 * wait alone, neither an open step nor a missing restart, and only the wait that it was given in: once a step of the
 * stage before is done anew, it holds no more. So does a wait that is shorter than the default. Another opens it out of order, for its session. The optional stage has no
 * soak before it.
 */
export function gateOf(stage: Stage, state: ServerState, clock: Clock, soakDays: number): Gate {
  const { history } = state;
  const before = stages[stages.indexOf(stage) - 1];
  if (before === undefined) return { open: true };
  if ((history.outOfOrder.get(stage) ?? 0) > (history.session?.sequence ?? Infinity)) return { open: true };
  const earlier = gateOf(before, state, clock, soakDays);
  if (!earlier.open) return earlier;

  const now = clock.now();
  const planned = stageSteps(history, before);
  const steps = planned.filter((id) => state.steps.get(id)?.closed !== true);
  if (steps.length > 0 || planned.length === 0)
    return { open: false, why: 'unsettled', stage: before, steps };
  if (stage === optionalStage) return { open: true };
  const waiting = history.awaitingRestart.map(({ step }) => step).filter((id) => planned.includes(id));
  if (waiting.length > 0) return { open: false, why: 'restart', stage: before, steps: waiting };
  if ((history.overridden.get(stage) ?? 0) > settledBy(history, before)) return { open: true };
  const latest = latestTime(history);
  if (now.getTime() < latest - clockTolerance) {
    return { open: false, why: 'clock', stage: before, latest: new Date(latest), now };
  }
  const ahead = clockAhead(history, settledBy(history, before), clock);
  const passed = now.getTime() - (ahead?.milliseconds ?? 0) - settledAt(history, before);
  const asked = soakDays * day;
  const least = defaultSoakDays * day;
  if (passed >= asked && passed >= least) return { open: true };
  const leftMs = (passed < asked ? asked : least) - passed;
  return {
    open: false,
    why: 'soak',
    stage: before,
    until: new Date(now.getTime() + leftMs),
    leftMs,
    ...defined({ ahead, cutShort: passed < asked ? undefined : true }),
  };
}

/** How many days the session that was held last waits after a stage: never fewer than the default, but for what is on record. */
export const soakDaysOf = ({ session }: History): number =>
  Math.max(session?.soakDays ?? defaultSoakDays, defaultSoakDays);

/** Whether a stage waits for time alone: all before it is done and in force. */
export const isWait = ({ why }: Gate & { readonly open: false }): boolean =>
  why === 'soak' || why === 'clock';

export const stageSteps = (history: History, stage: Stage): readonly string[] =>
  plannedSteps(history)
    .filter((step) => step.stage === stage)
    .map((step) => step.id);

/** The stages that a session shows: the article's three, and the optional one where it is planned. */
export const plannedStages = (history: History): readonly Stage[] =>
  stages.filter((stage) => stage !== optionalStage || stageSteps(history, stage).length > 0);

/**
 * When the last step of a stage was settled and in force, in milliseconds since 1970. Never earlier than any record
 * before it: a step that was settled while the clock was set back does not make the soak look longer.
 */
export function settledAt(history: History, stage: Stage): number {
  const last = settledBy(history, stage);
  return Math.max(0, ...history.records.filter((record) => record.sequence <= last).map(timeOf));
}

/** Sequence number of the record by which the last step of a stage was settled or put in force. */
function settledBy(history: History, stage: Stage): number {
  const numbers = stageSteps(history, stage).flatMap((id) => [
    history.steps.get(id)?.sequence ?? 0,
    history.inForce.get(id) ?? 0,
  ]);
  return Math.max(0, ...numbers);
}

const timeOf = (record: { readonly time: string }): number => Date.parse(record.time);

const latestTime = (history: History): number => Math.max(0, ...history.records.map(timeOf));
