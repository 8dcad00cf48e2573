import { defined } from '../defined.js';
import { plannedSteps, type History, type StepHistory } from '../journal/history.js';
import { isSettled } from '../journal/settled.js';
import type { Stage } from '../model/stage.js';
import { driftWords } from './drift.js';
import type { Finding } from './finding.js';

/**
 * How a step stands, by the journal and by what the server held when it was read last. `drifted`: it was settled, and the
 * server no longer is as it wants. `partly`: what was read is so, and something was not read or not looked at.
 * `awaiting-restart`: written, and not in force.
 */
export type Standing = 'settled' | 'partly' | 'drifted' | 'awaiting-restart' | 'waived' | 'carried' | 'open';

export interface StepState {
  readonly id: string;
  readonly stage: Stage;
  readonly standing: Standing;
  /** True where nothing is left to do for it before the next stage. */
  readonly closed: boolean;
  /** True where the server was read for it in this session; false where the journal alone says how it stands. */
  readonly read: boolean;
  /** What drifted, what is missing, or what was read instead, as a clause. */
  readonly detail?: string;
}

/** What is known of a server: its journal, and beside it how each planned step stands. */
export interface ServerState {
  readonly history: History;
  readonly steps: ReadonlyMap<string, StepState>;
}

/** Findings of now, by step, each with the options that the step was applied with. */
export type Findings = ReadonlyMap<string, Finding>;

/** The state of a server: its journal, held against what is read now. Without findings it is what the journal remembers. */
export function converge(history: History, findings: Findings, now: Date): ServerState {
  const notes = [...plannedSteps(history), ...history.steps.values()];
  const steps = new Map(
    notes.map(({ id, stage }) => {
      const step = history.steps.get(id);
      const seen = step !== undefined && step.sequence > (history.session?.sequence ?? Infinity);
      const finding = findings.get(id);
      const told = judgeStanding(step, finding, history, now);
      return [id, { id, stage, read: seen || wasRead(finding), ...told }] as const;
    }),
  );
  return { history, steps };
}

type Told = Pick<StepState, 'standing' | 'closed' | 'detail'>;

function judgeStanding(
  step: StepHistory | undefined,
  finding: Finding | undefined,
  history: History,
  now: Date,
): Told {
  const open = (detail?: string): Told => ({ standing: 'open', closed: false, ...defined({ detail }) });
  if (step === undefined) return open();
  if (history.carried.some((change) => change.step === step.id))
    return { standing: 'carried', closed: false };
  const { outcome, detail } = step;
  if (outcome === 'drifted' && finding?.state !== 'satisfied')
    return { standing: 'drifted', closed: false, ...defined({ detail }) };
  const isPart = outcome === 'partly';
  if (isPart && step.accepted === undefined)
    return { standing: 'partly', closed: false, ...defined({ detail }) };
  if (!isPart && !isSettled(step, now)) return open(detail);
  if (outcome === 'waived') return { standing: 'waived', closed: true, ...defined({ detail }) };
  const drift = finding === undefined ? undefined : driftWords(step, finding);
  if (drift !== undefined) return { standing: 'drifted', closed: false, detail: drift };
  if (history.awaitingRestart.some((one) => one.step === step.id)) {
    return { standing: 'awaiting-restart', closed: true };
  }
  if (isPart) return { standing: 'partly', closed: true, ...defined({ detail }) };
  const untouched = finding?.checks.find(({ met }) => met === false)?.objection;
  if (untouched !== undefined) return { standing: 'partly', closed: false, detail: untouched };
  const left = finding?.scope.left ?? [];
  if (left.length > 0)
    return { standing: 'partly', closed: true, detail: `not looked at: ${left.join(', ')}` };
  return { standing: 'settled', closed: true };
}

/** Whether a finding rests on readings of all that the step asks about. */
const wasRead = (finding: Finding | undefined): boolean =>
  finding !== undefined &&
  finding.state !== 'unknown' &&
  finding.checks.every(({ met }) => met !== undefined);
