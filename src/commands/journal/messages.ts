import type { JournalRecord } from '../../journal/record.js';
import type { Salvaged } from '../../journal/salvage.js';
import { kindOf } from '../../model/kind.js';
import { outcomeWords } from '../../model/words.js';

/** What a record says, in one line. The kinds of the resources that it names have to be loaded. */
export function recordWords(record: JournalRecord): string {
  switch (record.type) {
    case 'server':
    case 'facts':
      return record.facts.name;
    case 'session':
      return `${record.command} on ${record.target} by ${record.operator}`;
    case 'session-end':
      return record.how;
    case 'step-begun':
      return record.step;
    case 'intent': {
      const kind = kindOf(record.resource);
      const { name } = kind.describe(record.resource);
      const what = record.action === 'undo' ? 'undo of ' : '';
      return `${what}${record.step}: ${name}, ${kind.show(record.before)} -> ${kind.show(record.after)}`;
    }
    case 'outcome':
      return `of ${record.intent}: ${record.outcome}${record.detail === undefined ? '' : `, ${record.detail}`}`;
    case 'left':
      return `of ${record.undoes}: left, ${record.why.replaceAll('-', ' ')}`;
    case 'step-ended':
      return `${record.step}: ${outcomeWords[record.outcome]}${record.detail === undefined ? '' : `, ${record.detail}`}`;
    case 'kit':
      return `${record.kit} ${record.what}${record.result === undefined ? '' : `: ${record.result}`}`;
    case 'restarted':
      return record.what;
    case 'soak-overridden':
    case 'order-overridden':
      return `${record.stage}: ${record.reason}`;
    case 'lost':
      return record.what;
    case 'recovered':
      return `${record.lostBytes} bytes of a cut-off last line set aside`;
  }
}

export const sayHead = (head: string): string =>
  `Its head is ${head}. Written down elsewhere, it tells later whether the end is missing.`;

/** What salvaging a damaged journal keeps, and what its losses mean. */
export function salvageLines(path: string, { count, lost, begunAnew, unknown }: Salvaged): readonly string[] {
  const numbers = lost.length === 0 ? 'none in the middle' : `lost: ${ranges(lost).join(', ')}`;
  return [
    `${path}: of ${count} records ${count - lost.length} can be read; ${numbers}.`,
    ...(lost.length === 0
      ? []
      : [
          'A change that was recorded in a lost line cannot be taken back any more. A change whose end was recorded there is looked up on the server.',
        ]),
    ...begunAnew.map((id) => `${id}: what undo needs to know of it is taken from this Batten.`),
    ...unknown.map((id) => `${id}: its changes are recorded and cannot be taken back.`),
  ];
}

/** `3`, `7 to 9`. */
function ranges(numbers: readonly number[]): readonly string[] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([from, to]) => (from === to ? String(from) : `${from} to ${to}`));
}
