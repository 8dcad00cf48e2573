import { describeFacts } from '../../model/facts.js';
import type { Clock } from '../../model/clock.js';
import { gateOf, plannedStages, settledAt, stageSteps } from '../../engine/gate.js';
import { stages, stageTitles, type Stage } from '../../model/stage.js';
import type { ServerState, StepState } from '../../engine/converge.js';
import { plannedSteps, type StepHistory } from '../../journal/history.js';
import { columns, wrap } from '../../terminal/layout.js';
import { count, dayAndTime, duration } from '../../model/words.js';

interface Where {
  readonly label: string;
  readonly clock: Clock;
}

/** The map of a server: its stages, soak, and how far it is. */
export function mapLines(
  state: ServerState,
  where: Where,
  soakDays: number,
  width: number,
): readonly string[] {
  const { history } = state;
  const { facts } = history;
  const head = `${facts?.name ?? 'UNKNOWN'}  (${where.label})   ${facts === undefined ? '' : describeFacts(facts)}`;
  const rows = plannedStages(history).flatMap((stage, index) =>
    stageRows(state, where.clock, soakDays, stage, index + 1),
  );
  return [
    ...wrap(head, width),
    '',
    ...columns(rows, width, { indent: 0 }),
    '',
    ...exposureLines(state, width),
  ];
}

function stageRows(
  state: ServerState,
  clock: Clock,
  soakDays: number,
  stage: Stage,
  number: number,
): readonly (readonly string[])[] {
  const { history } = state;
  const steps = stageSteps(history, stage);
  const settled = steps.filter((id) => state.steps.get(id)?.closed === true).length;
  const title = `${number} ${stageTitles[stage]}`;
  const gate = gateOf(stage, state, clock, soakDays);
  if (!gate.open && gate.why === 'soak' && stages.indexOf(gate.stage) === stages.indexOf(stage) - 1) {
    return [
      ['  soak', `until ${dayAndTime(gate.until)}`, `${duration(gate.leftMs)} left`],
      [title, 'not open', count(steps.length, 'step')],
    ];
  }
  if (!gate.open) return [[title, 'not open', count(steps.length, 'step')]];
  const closed = steps.length > 0 && settled === steps.length;
  const inForce = !steps.some((id) => state.steps.get(id)?.standing === 'awaiting-restart');
  const behind = !closed
    ? 'open'
    : inForce
      ? `closed ${dayAndTime(new Date(settledAt(history, stage)))}`
      : 'not in force before a restart';
  return [[title, `${settled} of ${steps.length} settled`, behind]];
}

function exposureLines({ history, steps }: ServerState, width: number): readonly string[] {
  const planned = plannedSteps(history);
  const marks = planned.map(({ id }) => markOf(steps.get(id), history.steps.get(id)));
  const having = (mark: Mark): number => marks.filter((one) => one === mark).length;
  const verified = having('verified');
  const parts = [
    `${verified} of ${planned.length} verified`,
    ...counted(having('waived'), 'waived'),
    ...counted(having('by word'), 'by word'),
    ...counted(having('partly'), 'only in part'),
    ...counted(having('drifted'), 'changed since'),
    ...counted(having('skipped'), 'skipped'),
    ...counted(having('carried'), 'on a kit'),
    ...counted(having('in trouble'), 'in trouble'),
    ...counted(having('undone'), 'undone'),
  ];
  const done = planned.length === 0 ? 0 : Math.round((24 * (verified + having('by word'))) / planned.length);
  return wrap(`Exposure  ${'#'.repeat(done)}${'.'.repeat(24 - done)}  ${parts.join(', ')}`, width);
}

type Mark =
  | 'verified'
  | 'waived'
  | 'by word'
  | 'partly'
  | 'drifted'
  | 'skipped'
  | 'carried'
  | 'in trouble'
  | 'undone'
  | 'open';

/** What a step counts as. Written and not in force counts as verified: it was read back. */
function markOf(state: StepState | undefined, step: StepHistory | undefined): Mark {
  switch (state?.standing) {
    case 'settled':
    case 'awaiting-restart':
      return step?.outcome === 'attested' ? 'by word' : 'verified';
    case 'waived':
    case 'partly':
    case 'drifted':
    case 'carried':
      return state.standing;
    case 'open':
    case undefined:
      return openMark(step);
  }
}

function openMark(step: StepHistory | undefined): Mark {
  switch (step?.outcome) {
    case 'failed':
    case 'ineffective':
    case 'unverified':
    case 'undo-failed':
      return 'in trouble';
    case 'undone':
    case 'undone-with-residue':
      return 'undone';
    case 'skipped':
    case 'carried':
      return step.outcome;
    default:
      return 'open';
  }
}

const counted = (number: number, words: string): readonly string[] =>
  number > 0 ? [`${number} ${words}`] : [];
