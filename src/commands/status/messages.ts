import { defined } from '../../defined.js';
import type { Findings, ServerState, StepState } from '../../engine/converge.js';
import { driftOf, type Drift } from '../../engine/drift.js';
import { gateOf, plannedStages, stageSteps } from '../../engine/gate.js';
import { gateSentence } from '../../engine/gate-sentence.js';
import { headOf, linksOf } from '../../journal/head.js';
import type { History } from '../../journal/history.js';
import type { Clock } from '../../model/clock.js';
import { optionalStage, stages, stageTitles, type Stage } from '../../model/stage.js';
import { dayAndTime, effectWords, outcomeWords } from '../../model/words.js';
import { columns, wrap } from '../../terminal/layout.js';

/** What drifted, by step, in the order of the plan. */
export type Drifts = ReadonlyMap<string, readonly Drift[]>;

export function driftsOf({ history, steps }: ServerState, findings: Findings): Drifts {
  const drifted = [...steps.values()].filter(({ standing }) => standing === 'drifted');
  return new Map(
    drifted.map(({ id }) => {
      const [step, finding] = [history.steps.get(id), findings.get(id)];
      return [id, step === undefined || finding === undefined ? [] : driftOf(step, finding)];
    }),
  );
}

/** What drifted since it was settled. */
export function driftLines(drifts: Drifts, width: number): readonly string[] {
  if (drifts.size === 0) return ['Nothing drifted since.'];
  const rows = [...drifts].flatMap(([step, drift]) =>
    drift.length === 0 ? [[step, 'it did not apply before']] : drift.map(({ words }) => [step, words]),
  );
  return ['Changed since Batten wrote it:', ...rows.flatMap((row) => columns([row], width))];
}

/** What is done of a step only in part, and what could not be read again now. */
export function partlyLines({ steps }: ServerState, width: number): readonly string[] {
  const all = [...steps.values()];
  const partly = all.filter(({ standing }) => standing === 'partly');
  const unread = all.filter(({ standing, read }) => standing === 'settled' && !read).map(({ id }) => id);
  return [
    ...(partly.length === 0
      ? []
      : [
          'Only in part:',
          ...columns(
            partly.map(({ id, detail = '' }) => [id, detail]),
            width,
          ),
          '',
        ]),
    ...(unread.length === 0
      ? []
      : [...wrap(`Not read now, and as the journal has it: ${unread.join(', ')}.`, width), '']),
  ];
}

/** What is under way: changes without an outcome, on a kit, or not in force. */
export function aliveLines({ open, carried, awaitingRestart }: History, width: number): readonly string[] {
  const stepsOf = (changes: readonly { readonly step: string }[]): string =>
    [...new Set(changes.map(({ step }) => step))].join(', ');
  const waiting = awaitingRestart.map(({ step, effect }) => `${step} (${effectWords(effect)})`);
  const lines = [
    ...(open.length === 0
      ? []
      : [`Under way when the last session ended: ${stepsOf(open)}. Run batten to look and go on.`]),
    ...(carried.length === 0 ? [] : [`On a kit whose results are not back: ${stepsOf(carried)}.`]),
    ...(waiting.length === 0 ? [] : [`Not in force yet: ${waiting.join(', ')}.`]),
  ];
  return lines.flatMap((line) => [...wrap(line, width), '']);
}

/** Stages that somebody opened before their time: who, when and why. */
export function overrideLines(history: History, width: number): readonly string[] {
  const lines = overridesOf(history).flatMap(({ stage, overrides, by, at, reason }) => {
    const what = overrides === 'soak' ? 'before its time' : 'out of order';
    return wrap(
      `${stageTitles[stage]} was opened ${what} by ${by}, ${dayAndTime(new Date(at))}: ${reason}.`,
      width,
    );
  });
  return lines.length === 0 ? [] : [...lines, ''];
}

interface Override {
  readonly stage: Stage;
  readonly overrides: 'soak' | 'order';
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason: string;
}

const overridesOf = ({ records }: History): readonly Override[] =>
  records.flatMap((record) => {
    if (record.type !== 'soak-overridden' && record.type !== 'order-overridden') return [];
    const { stage, reason, operator: by, time: at } = record;
    return [{ stage, overrides: record.type === 'soak-overridden' ? 'soak' : 'order', by, at, reason }];
  });

/** How each step stands, a row a step. */
export function stepRows({ history, steps }: ServerState, width: number): readonly string[] {
  const rows = [...history.steps.values()].flatMap(({ id, outcome, until, detail }) => {
    if (outcome === undefined) return [];
    const stands = steps.get(id);
    if (stands !== undefined && (stands.standing === 'drifted' || stands.standing === 'partly'))
      return [
        [id, `${standingWords[stands.standing]}${stands.detail === undefined ? '' : `: ${stands.detail}`}`],
      ];
    const end = until === undefined ? '' : `, until ${until}`;
    return [[id, `${outcomeWords[outcome]}${end}${detail === undefined ? '' : `: ${detail}`}`]];
  });
  return columns(rows, width);
}

const standingWords = { drifted: outcomeWords.drifted, partly: outcomeWords.partly } as const;

/** What to do next, or what is waited for. */
export function nextSentence(
  state: ServerState,
  { clock, soakDays }: { readonly clock: Clock; readonly soakDays: number },
): string {
  const isOpen = (id: string): boolean => state.steps.get(id)?.closed !== true;
  for (const stage of stages) {
    const unsettled = stageSteps(state.history, stage).filter(isOpen);
    const [first] = unsettled;
    if (first === undefined) continue;
    const gate = gateOf(stage, state, clock, soakDays);
    if (!gate.open) return gateSentence(stage, gate);
    const again = stage === optionalStage ? 'batten --beyond' : 'batten';
    return `${first}, one of ${unsettled.length} open in ${stageTitles[stage]}. Run ${again} to go on.`;
  }
  const { length } = [...state.steps.values()].filter(isGreen);
  if (length === state.steps.size) return 'nothing; everything is settled. batten undo takes any step back.';
  return 'nothing that Batten can do now; what is above is left. batten undo takes any step back.';
}

const isGreen = ({ standing, read }: StepState): boolean =>
  standing === 'waived' || (standing === 'settled' && read);

interface Status {
  readonly url: string;
  readonly stands: ServerState;
  readonly findings: Findings;
  readonly clock: Clock;
  readonly soakDays: number;
  readonly memory: string | undefined;
}

/** The document of --json. */
export function statusDocument({ url, stands, findings, clock, soakDays, memory }: Status): object {
  const { history } = stands;
  const drift = [...driftsOf(stands, findings)].flatMap(([step, found]) =>
    found.map(({ resource, now }) => ({ step, resource, now })),
  );
  return {
    schema: 'batten/status/1',
    target: url,
    server: history.facts,
    /** The journal's head, as `journal verify --head` takes it. */
    head: headOf(linksOf(history.records)),
    simulated: history.session?.simulated ?? false,
    /** Why the journal alone speaks; null where the server was read. */
    fromMemory: memory ?? null,
    stages: plannedStages(history).map((stage) => ({
      stage,
      steps: stageSteps(history, stage),
      ...gateOf(stage, stands, clock, soakDays),
    })),
    steps: [...history.steps.values()].map(({ id, stage, outcome, detail, until, time, standing }) => {
      const state = stands.steps.get(id);
      return {
        id,
        stage,
        outcome: outcome ?? null,
        standing: state?.standing ?? 'open',
        read: state?.read ?? false,
        time,
        standingChanges: standing.length,
        ...defined({ detail: state?.detail ?? detail, until }),
      };
    }),
    overrides: overridesOf(history),
    carried: history.carried.map((change) => change.step),
    underWay: history.open.map((change) => change.step),
    awaitingRestart: history.awaitingRestart,
    drift: memory === undefined ? drift : null,
  };
}
