import { converge } from '../../engine/converge.js';
import { gateOf, plannedStages } from '../../engine/gate.js';
import { defined } from '../../defined.js';
import { foldJournal, type History, type StepHistory } from '../../journal/history.js';
import type { JournalRecord } from '../../journal/record.js';
import type { StepOutcome } from '../../model/outcome.js';
import { optionalStage, stages } from '../../model/stage.js';
import { outcomeWords } from '../../model/words.js';
import type { Answers } from '../answers.js';
import type { StepDecision, StepPage } from '../decider.js';
import { rehearse, type Rehearsal } from '../rehearse.js';
import { missingAnswers } from './missing-answers.js';
import {
  planId,
  plannedFacts,
  type Plan,
  type PlannedRestart,
  type PlannedWait,
  type PlanScope,
} from './plan.js';
import { plannedStep, type PlannedStep } from './planned-step.js';

/** A rehearsal, and what its plan says of itself beside the steps. */
export interface Planning {
  readonly rehearsal: Omit<Rehearsal, 'unanswered' | 'wanted'>;
  readonly answers: Answers;
  readonly scope: PlanScope;
  /** Batten's version. */
  readonly version: string;
}

/** A step as the rehearsal came to it, and what was decided. */
export interface Visit {
  readonly page: StepPage;
  readonly decision: StepDecision;
}

/**
 * What a session would do: the same walk, on a twin, so that each step sees what those before it did. Nothing is
 * written.
 */
export async function makePlan({ rehearsal, answers, scope, version }: Planning): Promise<{
  readonly plan: Plan;
  readonly visits: readonly Visit[];
}> {
  const { decider, facts, records, target } = rehearsal;
  const visits = new Map<string, Visit>();
  const unanswered: string[] = [];
  const history = await rehearse({
    ...rehearsal,
    wanted: defined({
      stage: scope.stage,
      steps: scope.steps === undefined ? undefined : new Set(scope.steps),
    }),
    decider: {
      ...decider,
      async step(page) {
        const decision = await decider.step(page);
        visits.set(page.finding.step.id, { page, decision });
        return decision;
      },
    },
    unanswered: (what) => void unanswered.push(what),
  });
  const steps = stepsIn(history, rehearsal, visits);
  const plan = {
    made: target.clock.now().toISOString(),
    version,
    target: target.url,
    journal: headOf(records),
    server: facts.name,
    facts: plannedFacts(facts),
    answers,
    scope,
    steps,
    restarts: restartsIn(history, steps, records),
    waits: waitsBefore(steps, history, rehearsal, scope),
    unanswered: [...unanswered, ...missingAnswers(steps, answers, facts.name)],
  };
  return { plan: { id: planId(plan), ...plan }, visits: [...visits.values()] };
}

/** Whose journal it is says nothing of what was done: a journal of that alone is as good as none. */
function headOf(records: readonly JournalRecord[]): Plan['journal'] {
  const told = records.some(({ type }) => type !== 'server') ? records : [];
  return { count: told.length, checksum: told.at(-1)?.checksum ?? '' };
}

/** Every step that the rehearsal came to, in its order, with what became of it there. */
function stepsIn(
  history: History,
  { steps, asks }: Pick<Rehearsal, 'steps' | 'asks'>,
  visits: ReadonlyMap<string, Visit>,
): readonly PlannedStep[] {
  const since = history.session?.sequence ?? 0;
  const ended = history.records.flatMap((record) =>
    record.type === 'step-ended' && record.sequence > since ? [record.step] : [],
  );
  return [...new Set(ended)].flatMap((id): readonly PlannedStep[] => {
    const told = history.steps.get(id);
    const step = steps.find((one) => one.id === id);
    if (told === undefined || step === undefined) return [];
    const visit = visits.get(id);
    const left = leftWords(told);
    if (visit === undefined) {
      const nothing = {
        step,
        options: told.options,
        scope: { looked: [], left: [] },
        checks: [],
        changes: [],
      };
      const state = told.outcome === 'not-applicable' ? 'not-applicable' : 'satisfied';
      return [plannedStep({ ...nothing, state, ...defined({ reason: told.detail }) }, asks, left)];
    }
    const { finding } = visit.page;
    const { decision } = visit;
    const planned = plannedStep(finding, asks, left);
    if (decision.decision !== 'waive') return [planned];
    const { reason, until } = decision;
    return [{ ...planned, waived: { reason, ...defined({ until }) } }];
  });
}

const unapplied: ReadonlySet<StepOutcome> = new Set([
  'skipped',
  'failed',
  'ineffective',
  'unverified',
  'waived',
  'drifted',
]);

/** Why the rehearsal left a step as it was. */
function leftWords({ outcome, detail }: StepHistory): string | undefined {
  if (outcome === undefined || !unapplied.has(outcome)) return undefined;
  const words = outcomeWords[outcome];
  return detail === undefined ? words : `${words}: ${detail}`;
}

/** Those of the rehearsal, which also restarts at its end; a session restarts at the end of each stage too. */
function restartsIn(
  history: History,
  steps: readonly PlannedStep[],
  before: readonly JournalRecord[],
): readonly PlannedRestart[] {
  const since = history.session?.sequence ?? 0;
  const restarts: PlannedRestart[] = [];
  let awaiting = foldJournal(before).awaitingRestart.map(({ step, effect }) => ({ step, effect }));
  let last: PlannedStep | undefined;
  const restart = (): void => {
    if (awaiting.length === 0) return;
    const server = awaiting.some(({ effect }) => effect === 'reboot');
    restarts.push({
      ...defined({ after: last?.id }),
      steps: awaiting.map(({ step }) => step),
      what: server ? 'server' : 'services',
    });
    awaiting = [];
  };
  for (const record of history.records) {
    if (record.sequence <= since) continue;
    if (record.type === 'restarted') restart();
    if (record.type !== 'step-ended') continue;
    const step = steps.find(({ id }) => id === record.step);
    if (step === undefined || step === last) continue;
    if (last !== undefined && last.stage !== step.stage) restart();
    last = step;
    if (isWritten(step) && step.effect !== 'at once') awaiting.push({ step: step.id, effect: step.effect });
  }
  return restarts;
}

/** What somebody vouches for is not written: no restart puts it in force. */
const isWritten = ({ group, changes }: PlannedStep): boolean =>
  group !== 'left' && group !== 'nothing' && changes.some(({ by }) => by !== 'word');

/** Stages that something is to be done in, and that a session would wait for. */
function waitsBefore(
  steps: readonly PlannedStep[],
  { records: rehearsed }: History,
  { records, target, soakDays }: Planning['rehearsal'],
  scope: PlanScope,
): readonly PlannedWait[] {
  const planned = plannedStages(foldJournal(rehearsed));
  const { clock } = target;
  const now = converge(foldJournal(records), new Map(), clock.now());
  return planned.flatMap((stage): readonly PlannedWait[] => {
    if (stage === stages[0] || stage === optionalStage) return [];
    const isAbout = steps.some((step) => step.stage === stage && step.group !== 'nothing');
    const gate = gateOf(stage, now, clock, soakDays);
    if (!isAbout || gate.open) return [];
    const before = stages[stages.indexOf(stage) - 1];
    const settles = scope.steps === undefined && (scope.stage === undefined || scope.stage === before);
    if (gate.why === 'unsettled' && !settles) return [{ before: stage, days: 0, unsettled: gate.stage }];
    return [{ before: stage, days: soakDays }];
  });
}
