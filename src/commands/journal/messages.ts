import type { JournalRecord } from '../../journal/record.js';
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
    case 'recovered':
      return `${record.lostBytes} bytes of a cut-off last line set aside`;
  }
}
