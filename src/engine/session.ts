import { defined } from '../defined.js';
import type { Entry, Journal, JournalRecord, StepNote } from '../journal/record.js';
import type { Clock } from '../model/clock.js';
import type { StepOutcome } from '../model/outcome.js';
import type { Json } from '../model/reading.js';
import type { Step } from '../model/step.js';
import type { Judgement } from './judge.js';

/** What a session is about to do, and where. */
export interface SessionPlan {
  readonly command: string;
  readonly target: { readonly url: string; readonly simulated: boolean; readonly clock: Clock };
  readonly soakDays: number;
  /** In the order of the article. */
  readonly steps: readonly StepNote[];
}

/** Everything that a session of the wizard or of a kit puts on record beside its changes goes through here. */
export async function beginSession(
  { command, target, soakDays, steps }: SessionPlan,
  journal: Journal,
): Promise<void> {
  const boot = target.clock.uptime?.();
  await journal.append({
    type: 'session',
    command,
    target: target.url,
    simulated: target.simulated,
    soakDays,
    steps: steps.map(({ id, stage, title }) => ({ id, stage, title })),
    ...defined({ boot, serverTime: target.clock.serverTime?.().toISOString() }),
  });
}

type SessionEnd = Extract<Entry, { type: 'session-end' }>['how'];

export async function endSession(how: SessionEnd, journal: Journal): Promise<void> {
  await journal.append({ type: 'session-end', how });
}

/** What the journal says of a step that begins: all that undo needs to know of it later. */
export const stepBegun = (
  { id, title, stage, needs = [], reversibility, effect }: Step,
  options: Readonly<Record<string, Json>>,
): Extract<Entry, { type: 'step-begun' }> => ({
  type: 'step-begun',
  step: id,
  title,
  stage,
  needs,
  reversibility,
  effect,
  options,
});

/** A step is about to be applied. */
export async function beginStep(
  step: Step,
  options: Readonly<Record<string, Json>>,
  journal: Journal,
): Promise<void> {
  await journal.append(stepBegun(step, options));
}

type Intent = Omit<Extract<Entry, { type: 'intent' }>, 'type' | 'undoes' | 'together'> & {
  readonly undoes?: number | undefined;
  readonly together?: string | undefined;
};

/** Puts on disk what is about to be changed, before it is. Its sequence number names the change from then on. */
export function recordIntent(
  { step, action, resource, before, after, undoes, together }: Intent,
  journal: Journal,
): Promise<JournalRecord> {
  return journal.append({
    type: 'intent',
    step,
    action,
    resource,
    before,
    after,
    ...defined({ undoes, together }),
  });
}

export async function recordOutcome(
  intent: number,
  { outcome, now, detail }: Judgement,
  journal: Journal,
): Promise<void> {
  await journal.append({ type: 'outcome', intent, outcome, now, ...defined({ detail }) });
}

export interface StepEnd {
  readonly outcome: StepOutcome;
  readonly detail?: string | undefined;
  /** For a waiver: ISO date until which it holds. */
  readonly until?: string | undefined;
  /** For a step that is done in part: why what is left of it stays so. */
  readonly accepted?: string | undefined;
}

export async function endStep(
  { id, stage }: Pick<Step, 'id' | 'stage'>,
  { outcome, detail, until, accepted }: StepEnd,
  journal: Journal,
): Promise<void> {
  await journal.append({
    type: 'step-ended',
    step: id,
    outcome,
    stage,
    ...defined({ detail, until, accepted }),
  });
}
