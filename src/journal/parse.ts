import { JournalError } from '../errors.js';
import { chainLinkOf, noPrevious } from './line.js';
import { journalFormat, type JournalRecord } from './record.js';

export interface ParsedJournal {
  readonly records: readonly JournalRecord[];
  /** What the next record has to name as the one before it. */
  readonly last: string;
  /** The same for each record: what its follower names. */
  readonly links: readonly string[];
  /** Bytes up to the end of the last good line. */
  readonly goodBytes: number;
  /** Bytes after it: a line that was cut off while it was written. The server was not touched for it. */
  readonly tornBytes: number;
}

/**
 * Reads a journal and checks each record's own checksum and the chain from one to the next. A last line without its line
 * end was being written when something stopped Batten, and is set aside; anything else that is wrong is damage.
 * @throws JournalError that names the file, the line and what is wrong with it
 */
export function parseJournal(bytes: Uint8Array, file: string): ParsedJournal {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const goodBytes = buffer.lastIndexOf(0x0a) + 1;
  const lines = buffer.toString('utf8', 0, goodBytes).split('\n').slice(0, -1);
  const records: JournalRecord[] = [];
  const links: string[] = [];
  for (const [index, line] of lines.entries()) {
    const { record, link } = parseLine(line, index, links.at(-1) ?? noPrevious, file);
    records.push(record);
    links.push(link);
  }
  return {
    records,
    links,
    last: links.at(-1) ?? noPrevious,
    goodBytes,
    tornBytes: buffer.length - goodBytes,
  };
}

function parseLine(
  line: string,
  index: number,
  previous: string,
  file: string,
): { readonly record: JournalRecord; readonly link: string } {
  const damaged = (what: string): JournalError =>
    new JournalError(
      `The journal ${file} is damaged at line ${index + 1}: ${what}. Nothing was touched. ` +
        `Put back a copy from before the damage, or keep what can be read with batten journal salvage ${file}`,
    );
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    throw damaged('it is not a record');
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw damaged('it is not a record');
  const record = data as Readonly<Record<string, unknown>>;
  const { format } = record;
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) {
    throw damaged('it has no format version');
  }
  if (format > journalFormat) {
    throw new JournalError(
      `The journal ${file} was written by Batten ${String(record['version'])} in format ${format}; ` +
        `this one reads up to ${journalFormat}. Use that version or a newer one.`,
    );
  }
  if (record['sequence'] !== index + 1) throw damaged(`it should be record ${index + 1}`);
  if (record['previous'] !== previous) throw damaged('it does not follow from the line before');
  const link = chainLinkOf(line, format);
  if (link === undefined) throw damaged('its checksum is not that of what it says');
  // The checksum proves that Batten wrote this line in a format that it knows; its members need no second check,
  // and status starts without loading a schema library for it.
  return { record: record as JournalRecord, link };
}
