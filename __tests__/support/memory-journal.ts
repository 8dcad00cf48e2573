import type { Clock } from '../../src/model/clock.js';
import { noPrevious } from '../../src/journal/line.js';
import { journalFormat, type Entry, type Journal, type JournalRecord } from '../../src/journal/record.js';

/** A journal that no disk slows down; the engine sees no more of the real one. */
export function memoryJournal(clock: Clock, records: readonly JournalRecord[] = []): Journal {
  const kept = [...records];
  return {
    records: kept,
    append(entry: Entry) {
      const record = {
        format: journalFormat,
        sequence: kept.length + 1,
        time: clock.now().toISOString(),
        operator: 'root@workstation',
        version: '0.1.0',
        previous: noPrevious,
        ...entry,
      };
      kept.push(record);
      return Promise.resolve(record);
    },
  };
}
