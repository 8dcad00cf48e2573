import { open, mkdir, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { WorkstationError } from '../errors.js';
import { codeOf } from '../files/error-code.js';
import { syncFolder } from '../files/sync-folder.js';
import type { Clock } from '../model/clock.js';
import { hashOfLine, noPrevious, parseJournal, type ParsedJournal } from './parse.js';
import { journalFormat, type Entry, type Journal, type JournalRecord } from './record.js';

export interface Author {
  /** user@host of the workstation. */
  readonly operator: string;
  /** Batten's version. */
  readonly version: string;
}

const empty: ParsedJournal = { records: [], last: noPrevious, goodBytes: 0, tornBytes: 0 };

/** Reads a journal without writing to it; an absent file is an empty journal. @throws JournalError, WorkstationError */
export async function readJournal(path: string): Promise<ParsedJournal> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return empty;
    throw new WorkstationError(
      `The journal ${path} cannot be read (${codeOf(cause)}). Nothing was touched.`,
      { cause },
    );
  }
  return parseJournal(bytes, path);
}

/** One JSON-lines file a server, appended and fsynced record by record. Hold the server's lock while it is open. */
export class JournalFile implements Journal {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #author: Author;
  readonly #clock: Clock;
  readonly #records: JournalRecord[];
  #last: string;
  #length: number;

  private constructor(path: string, handle: FileHandle, author: Author, clock: Clock, parsed: ParsedJournal) {
    this.path = path;
    this.#handle = handle;
    this.#author = author;
    this.#clock = clock;
    this.#records = [...parsed.records];
    this.#last = parsed.last;
    this.#length = parsed.goodBytes;
  }

  /** Opens for writing, cuts off a torn last line and records that. @throws JournalError, WorkstationError */
  static async open(path: string, author: Author, clock: Clock): Promise<JournalFile> {
    const parsed = await readJournal(path);
    let handle: FileHandle;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // Not append mode: a failed write is cut off again, and appending could not write over what is left.
      handle = await open(path, parsed.goodBytes === 0 && parsed.tornBytes === 0 ? 'a' : 'r+', 0o600);
      if (parsed.goodBytes === 0) await syncFolder(dirname(path));
    } catch (cause) {
      throw notWritten(path, cause);
    }
    const journal = new JournalFile(path, handle, author, clock, parsed);
    if (parsed.tornBytes > 0) {
      await journal.#cutOff();
      await journal.append({ type: 'recovered', lostBytes: parsed.tornBytes });
    }
    return journal;
  }

  get records(): readonly JournalRecord[] {
    return this.#records;
  }

  async append(entry: Entry): Promise<JournalRecord> {
    const record: JournalRecord = {
      format: journalFormat,
      sequence: this.#records.length + 1,
      time: this.#clock.now().toISOString(),
      operator: this.#author.operator,
      version: this.#author.version,
      previous: this.#last,
      ...entry,
    };
    const line = JSON.stringify(record);
    const bytes = Buffer.from(`${line}\n`, 'utf8');
    try {
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await this.#handle.write(bytes, written, undefined, this.#length + written);
        written += bytesWritten;
      }
      await this.#handle.sync();
    } catch (cause) {
      await this.#cutOff().catch(() => undefined);
      throw notWritten(this.path, cause);
    }
    this.#length += bytes.length;
    this.#last = hashOfLine(line);
    this.#records.push(record);
    return record;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #cutOff(): Promise<void> {
    await this.#handle.truncate(this.#length);
    await this.#handle.sync();
  }
}

function notWritten(path: string, cause: unknown): WorkstationError {
  const code = codeOf(cause);
  const what = code === 'ENOSPC' ? 'the disk is full' : code === 'EDQUOT' ? 'the quota is used up' : code;
  return new WorkstationError(
    `The journal ${path} cannot be written: ${what}. The server was not touched for what could not be recorded. ` +
      'Make room or give another folder with --state, then run Batten again.',
    { cause },
  );
}
