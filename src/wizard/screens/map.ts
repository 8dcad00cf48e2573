import { describeFacts } from '../../model/facts.js';
import type { Clock } from '../../model/clock.js';
import { gateOf, plannedStages, settledAt, stageSteps } from '../../engine/gate.js';
import { stages, stageTitles, type Stage } from '../../model/stage.js';
import { isSettled, plannedSteps, type History } from '../../journal/history.js';
import { columns, wrap } from '../../terminal/layout.js';
import { count, dayAndTime, duration } from '../../model/words.js';

interface Where {
  readonly label: string;
  readonly clock: Clock;
}

/** The map of a server: its stages, soak, and how far it is. */
export function mapLines(history: History, where: Where, soakDays: number, width: number): readonly string[] {
  const { facts } = history;
  const head = `${facts?.name ?? 'UNKNOWN'}  (${where.label})   ${facts === undefined ? '' : describeFacts(facts)}`;
  const rows = plannedStages(history).flatMap((stage, index) =>
    stageRows(history, where.clock, soakDays, stage, index + 1),
  );
  return [
    ...wrap(head, width),
    '',
    ...columns(rows, width, { indent: 0 }),
    '',
    ...exposureLines(history, width),
  ];
}

function stageRows(
  history: History,
  clock: Clock,
  soakDays: number,
  stage: Stage,
  number: number,
): readonly (readonly string[])[] {
  const steps = stageSteps(history, stage);
  const now = clock.now();
  const settled = steps.filter((id) => isSettled(history.steps.get(id), now)).length;
  const title = `${number} ${stageTitles[stage]}`;
  const gate = gateOf(stage, history, clock, soakDays);
  if (!gate.open && gate.why === 'soak' && stages.indexOf(gate.stage) === stages.indexOf(stage) - 1) {
    return [
      ['  soak', `until ${dayAndTime(gate.until)}`, `${duration(gate.leftMs)} left`],
      [title, 'not open', count(steps.length, 'step')],
    ];
  }
  if (!gate.open) return [[title, 'not open', count(steps.length, 'step')]];
  const closed = steps.length > 0 && settled === steps.length;
  const behind = closed ? `closed ${dayAndTime(new Date(settledAt(history, stage)))}` : 'open';
  return [[title, `${settled} of ${steps.length} settled`, behind]];
}

function exposureLines(history: History, width: number): readonly string[] {
  const steps = plannedSteps(history);
  const having = (...outcomes: readonly string[]): number =>
    steps.filter(({ id }) => outcomes.includes(history.steps.get(id)?.outcome ?? '')).length;
  const verified = having('verified', 'not-applicable');
  const parts = [
    `${verified} of ${steps.length} verified`,
    ...counted(having('waived'), 'waived'),
    ...counted(having('attested'), 'by word'),
    ...counted(having('skipped'), 'skipped'),
    ...counted(having('carried'), 'on a kit'),
    ...counted(having('failed', 'ineffective', 'unverified', 'undo-failed'), 'in trouble'),
    ...counted(having('undone', 'undone-with-residue'), 'undone'),
  ];
  const done = steps.length === 0 ? 0 : Math.round((24 * (verified + having('attested'))) / steps.length);
  return wrap(`Exposure  ${'#'.repeat(done)}${'.'.repeat(24 - done)}  ${parts.join(', ')}`, width);
}

const counted = (number: number, words: string): readonly string[] =>
  number > 0 ? [`${number} ${words}`] : [];
