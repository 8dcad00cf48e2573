import type { Interrupted } from '../../engine/recover.js';
import { kindOf } from '../../model/kind.js';
import { columns, wrap } from '../../terminal/layout.js';
import { count } from '../../model/words.js';

const stateWords: Readonly<Record<Interrupted['state'], string>> = {
  written: 'it was written',
  'not-written': 'it was not written',
  'something-else': 'neither of the two: something else changed it',
  unreadable: 'it cannot be read',
};

/** What became of the changes that were under way when the last session ended without a word. */
export function interruptedLines(
  lastEnd: string | undefined,
  found: readonly Interrupted[],
  name: string,
  width: number,
): readonly string[] {
  const how =
    lastEnd === undefined
      ? `The last session on ${name} ended without a word (power, kill or lost line).`
      : `The last session on ${name} was ${lastEnd}.`;
  return [
    ...wrap(how, width),
    `${count(found.length, 'change')} ${found.length === 1 ? 'was' : 'were'} under way:`,
    '',
    ...columns(
      found.map(({ change, now, state }) => {
        const kind = kindOf(change.resource);
        const { name: what } = kind.describe(change.resource);
        const values = `before ${kind.show(change.before)}, intended ${kind.show(change.after)}, now ${kind.show(now)}`;
        return [what, `${values}: ${stateWords[state]}`];
      }),
      width,
    ),
  ];
}
