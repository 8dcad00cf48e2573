import { createHash } from 'node:crypto';
import { JournalError } from '../errors.js';
import { journalFormat, type JournalRecord } from './record.js';

/** What stands before the first record in the chain of hashes. */
export const noPrevious = '0'.repeat(64);

export const hashOfLine = (line: string): string => createHash('sha256').update(line, 'utf8').digest('hex');

export interface ParsedJournal {
  readonly records: readonly JournalRecord[];
  /** Hash of the last good line: what the next record must name. */
  readonly last: string;
  /** Bytes up to the end of the last good line. */
  readonly goodBytes: number;
  /** Bytes after it: a line that was cut off while it was written. The server was not touched for it. */
  readonly tornBytes: number;
}

/**
 * Reads a journal and checks its chain. A last line without its line end was being written when something stopped
 * Batten, and is set aside; anything wrong before that is damage.
 * @throws JournalError that names the file, the line and what is wrong with it
 */
export function parseJournal(bytes: Uint8Array, file: string): ParsedJournal {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const goodBytes = buffer.lastIndexOf(0x0a) + 1;
  const lines = buffer.toString('utf8', 0, goodBytes).split('\n').slice(0, -1);
  const records: JournalRecord[] = [];
  let last = noPrevious;
  for (const [index, line] of lines.entries()) {
    records.push(parseLine(line, index, last, file));
    last = hashOfLine(line);
  }
  return { records, last, goodBytes, tornBytes: buffer.length - goodBytes };
}

function parseLine(line: string, index: number, previous: string, file: string): JournalRecord {
  const damaged = (what: string): JournalError =>
    new JournalError(
      `The journal ${file} is damaged at line ${index + 1}: ${what}. Nothing was touched. ` +
        'Put back a copy from before the damage, or move the file away to begin anew without its undo.',
    );
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    throw damaged('it is not a record');
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw damaged('it is not a record');
  const record = data as Readonly<Record<string, unknown>>;
  if (typeof record['format'] !== 'number') throw damaged('it has no format version');
  if (record['format'] > journalFormat) {
    throw new JournalError(
      `The journal ${file} was written by Batten ${String(record['version'])} in format ${record['format']}; ` +
        `this one reads up to ${journalFormat}. Use that version or a newer one.`,
    );
  }
  if (record['sequence'] !== index + 1) throw damaged(`it should be record ${index + 1}`);
  if (record['previous'] !== previous) throw damaged('it does not follow from the line before');
  // The chain proves that Batten wrote this line in a format that it knows; its members need no second check,
  // and status starts without loading a schema library for it.
  return record as JournalRecord;
}
