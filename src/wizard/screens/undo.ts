import type { UndoItem, UndoPlan, UndoResult } from '../../engine/undo.js';
import type { StepHistory } from '../../journal/history.js';
import { kindOf } from '../../model/kind.js';
import { columns, wrap } from '../../terminal/layout.js';
import type { Choice } from '../../terminal/port.js';
import { count, dayAndTime, outcomeWords } from '../../model/words.js';

export function undoChoices(steps: readonly StepHistory[]): readonly Choice<string>[] {
  return steps.map((step) => ({
    value: step.id,
    name: step.id,
    hint: `${count(step.standing.length, 'change')}   ${dayAndTime(new Date(step.time))}`,
  }));
}

/** Before, ours, now and what follows, for every change of a step. */
export function undoPlanLines({ step, items }: UndoPlan, width: number): readonly string[] {
  const how =
    step.reversibility === 'irreversible'
      ? ['Only a backup brings this back: restore it, then let Batten check.']
      : step.reversibility === 'guided'
        ? ['Done by hand with instructions; Batten checks it.']
        : [];
  return [
    step.id,
    ...how.flatMap((line) => wrap(`  ${line}`, width)),
    ...items.flatMap((item) => itemLines(item, width)),
  ];
}

/** How a step stands after an undo, and what was left as it is or went wrong. */
export const undoneLines = (id: string, { outcome, residue }: UndoResult): readonly string[] => [
  `${id}: ${outcomeWords[outcome]}.`,
  ...residue.map((line) => `  ${line}.`),
];

function itemLines({ change, before, ours, now, verdict }: UndoItem, width: number): readonly string[] {
  const kind = kindOf(change.resource);
  const { place, name } = kind.describe(change.resource);
  const then = {
    restore: () =>
      verdict.kind === 'restore'
        ? `${kind.show(verdict.to)}${verdict.kept.length > 0 ? `   (${verdict.kept.join(', ')} is kept)` : ''}`
        : '',
    'already-back': () => 'already as it was; nothing to write',
    'changed-since': () => 'changed after Batten: theirs is kept, unless --force overwrites it',
    tied: () =>
      verdict.kind === 'tied'
        ? `kept too, because it goes together with ${verdict.with}, unless --force overwrites both`
        : '',
    unreadable: () => 'cannot be read; left alone',
  }[verdict.kind]();
  return [
    ...wrap(`  ${name}   ${place}`, width),
    ...columns(
      [
        ['before', kind.show(before)],
        ['ours', kind.show(ours)],
        ['now', kind.show(now)],
        ['->', then],
      ],
      width,
      { indent: 6 },
    ),
  ];
}
