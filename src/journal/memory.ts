import type { Clock } from '../model/clock.js';
import { noPrevious } from './line.js';
import { journalFormat, type Journal, type JournalRecord } from './record.js';

/** A journal that is never on disk and goes on from these records: for what happens on a twin alone. */
export function memoryJournal(clock: Clock, begun: readonly JournalRecord[] = []): Journal {
  const records = [...begun];
  return {
    records,
    append(entry) {
      const record: JournalRecord = {
        format: journalFormat,
        sequence: (records.at(-1)?.sequence ?? 0) + 1,
        time: clock.now().toISOString(),
        operator: 'nobody',
        version: 'none',
        previous: noPrevious,
        ...entry,
      };
      records.push(record);
      return Promise.resolve(record);
    },
  };
}
