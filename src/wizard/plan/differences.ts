import { canonical, type Json } from '../../model/reading.js';
import type { Answers } from '../answers.js';
import { plainMembers, type Plan } from './plan.js';
import type { PlannedChange, PlannedStep } from './planned-step.js';

type Members = Readonly<Record<string, Json>>;

/** What has changed between a plan and the one that would be made now, a sentence each; nothing where both do the same. */
export function differencesOf(then: Plan, now: Plan): readonly string[] {
  const ids = new Set([...then.steps, ...now.steps].map(({ id }) => id));
  const stepOf = ({ steps }: Plan, id: string): PlannedStep | undefined =>
    steps.find((step) => step.id === id);
  return [
    ...(then.version === now.version
      ? []
      : [`It was made by Batten ${then.version}, and this is ${now.version}.`]),
    ...journalDifferences(then.journal, now.journal),
    ...memberDifferences('The fact ', then.facts, now.facts),
    ...answersDifferences(then.answers, now.answers),
    ...[...ids].flatMap((id) => stepDifferences(id, stepOf(then, id), stepOf(now, id))),
  ];
}

/** Answers that are others than those which a plan was made with. */
export function answersDifferences(then: Answers, now: Answers): readonly string[] {
  const { steps: stepsThen, ...restThen } = then;
  const { steps: stepsNow, ...restNow } = now;
  return [
    ...memberDifferences('The answer ', plainMembers(restThen), plainMembers(restNow)),
    ...memberDifferences('The answer steps.', plainMembers(stepsThen), plainMembers(stepsNow)),
  ];
}

/** Changes that are others than those which were planned. */
export function changeDifferences(
  then: readonly PlannedChange[],
  now: readonly PlannedChange[],
): readonly string[] {
  const keys = new Set([...then, ...now].map(({ resource }) => resource.key));
  const changeOf = (changes: readonly PlannedChange[], key: string): PlannedChange | undefined =>
    changes.find(({ resource }) => resource.key === key);
  return [...keys].flatMap((key) => changeDifference(changeOf(then, key), changeOf(now, key)));
}

function changeDifference(
  then: PlannedChange | undefined,
  now: PlannedChange | undefined,
): readonly string[] {
  if (then === undefined || now === undefined) {
    if (then !== undefined) return [`${then.name} read ${then.now}, and needs no change now`];
    return now === undefined ? [] : [`${now.name} reads ${now.now}, and no change of it was planned`];
  }
  if (canonical(then.before) !== canonical(now.before))
    return [`${then.name} read ${then.now}, and reads ${now.now}`];
  if (canonical(then.after) !== canonical(now.after))
    return [`${then.name} was to become ${then.then}, and would become ${now.then}`];
  return [];
}

function stepDifferences(
  id: string,
  then: PlannedStep | undefined,
  now: PlannedStep | undefined,
): readonly string[] {
  if (then === undefined) return [`${id} was not planned, and there is something to do for it now.`];
  if (now === undefined) return [`${id} was planned, and no longer comes up.`];
  const changes = changeDifferences(then.changes, now.changes);
  if (changes.length > 0) return changes.map((words) => `${id}: ${words}.`);
  if (says(then) === says(now)) return [];
  return [`${id} was planned as ${standing(then)}, and would be ${standing(now)} now.`];
}

const says = ({ group, reason = '', options, effect, reversibility, consent }: PlannedStep): string =>
  canonical(plainMembers({ group, reason, options, effect, reversibility, consent }));

const standing = ({ group, reason }: PlannedStep): string =>
  reason === undefined ? group.replace('-', ' ') : `${group.replace('-', ' ')} (${reason})`;

function journalDifferences(then: Plan['journal'], now: Plan['journal']): readonly string[] {
  if (then.count === now.count && then.checksum === now.checksum) return [];
  return [`The journal has moved on: it held ${then.count} records, and holds ${now.count}.`];
}

function memberDifferences(what: string, then: Members, now: Members): readonly string[] {
  const names = new Set([...Object.keys(then), ...Object.keys(now)]);
  return [...names].flatMap((name) => {
    const [before, after] = [textOf(then, name), textOf(now, name)];
    return before === after ? [] : [`${what}${name} was ${before}, and is ${after}.`];
  });
}

function textOf(members: Members, name: string): string {
  const value = Object.hasOwn(members, name) ? members[name] : undefined;
  return value === undefined ? 'not known' : canonical(value);
}
