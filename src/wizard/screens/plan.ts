import { count, dayAndTime, duration, effectWords } from '../../model/words.js';
import { stages, stageTitles, type Stage } from '../../model/stage.js';
import { columns, wrap } from '../../terminal/layout.js';
import { shortId, type Plan, type PlannedRestart, type PlannedWait } from '../plan/plan.js';
import { roughMinutes } from '../plan/rough-time.js';
import { stepGroups, type PlannedChange, type PlannedStep, type StepGroup } from '../plan/planned-step.js';

const groupTitles: Readonly<Record<StepGroup, string>> = {
  automatic: 'Batten does it',
  'by-hand': 'A person does it at the console, and Batten checks',
  'by-word': 'Your word',
  irreversible: 'Irreversible',
  left: 'Left as it is',
  nothing: 'Nothing to do',
};

/** A whole plan: what it comes to, then stage by stage with each change, its restarts and its waits. */
export function planLines(plan: Plan, width: number): readonly string[] {
  const { id, server, target, made, steps, restarts, waits, unanswered } = plan;
  const told = stages.flatMap((stage) => {
    const members = steps.filter((step) => step.stage === stage);
    if (members.length === 0) return [];
    const wait = waits.find(({ before }) => before === stage);
    const ids = new Set(members.map((step) => step.id));
    const within = restarts.filter(({ after }) => after !== undefined && ids.has(after));
    const waiting = wait === undefined ? [] : [...wrap(waitSentence(wait), width), ''];
    return [
      ...waiting,
      ...stageLines(stage, members, width, true),
      ...within.flatMap(restartLines(width)),
      '',
    ];
  });
  const days = waits.reduce((sum, wait) => sum + wait.days, 0);
  const time = `Roughly ${duration(roughMinutes(plan) * 60_000)} of work with ${count(restarts.length, 'restart')}, and ${count(days, 'day')} of waiting.`;
  return [
    ...wrap(`Plan ${shortId(id)} of ${server} (${target}), made ${dayAndTime(new Date(made))}`, width),
    ...wrap(`${groupCounts(steps)}.`, width),
    ...wrap(time, width),
    '',
    ...restarts.filter(({ after }) => after === undefined).flatMap(restartLines(width)),
    ...told,
    ...unansweredLines(unanswered, width),
  ];
}

const waitSentence = ({ before, days, unsettled }: PlannedWait): string =>
  unsettled === undefined
    ? `Wait ${count(days, 'day')}.`
    : `${stageTitles[before]} does not open before ${stageTitles[unsettled]} is settled.`;

function groupCounts(steps: readonly PlannedStep[]): string {
  const parts = stepGroups.flatMap((group) => {
    const { length } = steps.filter((step) => step.group === group);
    return length === 0 ? [] : [`${length} ${groupWords[group]}`];
  });
  return [count(steps.length, 'step'), parts.join(', ')].filter((part) => part !== '').join(': ');
}

const groupWords: Readonly<Record<StepGroup, string>> = {
  automatic: 'by Batten',
  'by-hand': 'by hand',
  'by-word': 'by word',
  irreversible: 'irreversible',
  left: 'left as they are',
  nothing: 'with nothing to do',
};

const restartLines =
  (width: number) =>
  ({ after, steps, what }: PlannedRestart): readonly string[] =>
    wrap(
      `Restart of the ${what}${after === undefined ? '' : ` behind ${after}`}: puts ${steps.join(', ')} in force.`,
      width,
    );

function unansweredLines(unanswered: readonly string[], width: number): readonly string[] {
  if (unanswered.length === 0) return [];
  return [
    ...wrap('Without a terminal a session would need these answers too:', width),
    ...unanswered.flatMap((answer) => wrap(`  ${answer}`, width)),
    '',
  ];
}

/**
 * A stage before anything of it is written, grouped by who acts; the numbers are its order. The review of a session
 * shows it, and `batten plan`.
 * @param details whether each change is shown too
 */
export function stageLines(
  stage: Stage,
  steps: readonly PlannedStep[],
  width: number,
  details = false,
): readonly string[] {
  const groups = stepGroups.flatMap((group) => {
    const members = steps.flatMap((step, index) =>
      step.group === group ? [{ step, number: String(index + 1).padStart(2) }] : [],
    );
    if (members.length === 0) return [];
    const rows = members.map(({ step, number }) => [number, step.id, stepWords(step)]);
    const lines = columns(rows, width, { indent: 2, gap: 2 });
    const title = `${groupTitles[group]}: ${members.length}`;
    if (!details || group === 'left') return [title, ...lines];
    return ['', title, ...lines, ...members.flatMap(({ step, number }) => detailLines(step, number, width))];
  });
  return [
    ...wrap(`${stageTitles[stage]}: ${count(steps.length, 'step')}, nothing written yet`, width),
    ...groups,
  ];
}

function stepWords({ group, reason, changes, effect, reversibility, consent }: PlannedStep): string {
  if (group === 'nothing' || group === 'left' || changes.length === 0) return reason ?? 'needs the operator';
  const typed = consent ? ', asks for typed consent' : '';
  return `${count(changes.length, 'change')}, ${effectWords(effect)}, undo ${reversibility}${typed}`;
}

function detailLines({ id, changes }: PlannedStep, number: string, width: number): readonly string[] {
  if (changes.length === 0) return [];
  return ['', `  ${number}  ${id}`, ...changes.flatMap((change) => plannedChangeLines(change, width))];
}

/** Where, and now and then, as three lines. */
export const plannedChangeLines = (
  { place, name, now, then }: Pick<PlannedChange, 'place' | 'name' | 'now' | 'then'>,
  width: number,
): readonly string[] => [
  ...wrap(`  ${place}   ${name}`, width),
  ...columns(
    [
      ['now', now],
      ['then', then],
    ],
    width,
    { indent: 6 },
  ),
];
