import { open, readFile, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { JournalError, WorkstationError } from '../errors.js';
import { codeOf } from '../files/error-code.js';
import { makeFolder } from '../files/make-folder.js';
import { syncFolder } from '../files/sync-folder.js';
import type { Clock } from '../model/clock.js';
import { HeadFile, headPath, readHead } from './head-file.js';
import { headWords, missingSince, type JournalHead } from './head.js';
import { noPrevious, sealedLine } from './line.js';
import { parseJournal, type ParsedJournal } from './parse.js';
import { journalFormat, type Entry, type Journal, type JournalRecord } from './record.js';
import { rescue } from './rescue.js';

export interface Author {
  /** user@host of the workstation. */
  readonly operator: string;
  /** Batten's version. */
  readonly version: string;
}

const empty: ParsedJournal = { records: [], links: [], last: noPrevious, goodBytes: 0, tornBytes: 0 };

/**
 * Reads a journal without writing to it, and holds it against the head that was kept beside it; an absent file is an
 * empty journal. @throws JournalError where it is damaged or its end is missing, WorkstationError
 */
export async function readJournal(path: string): Promise<ParsedJournal> {
  let bytes: Buffer | undefined;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') {
      throw new WorkstationError(
        `The journal ${path} cannot be read (${codeOf(cause)}). Nothing was touched.`,
        { cause },
      );
    }
  }
  const parsed = bytes === undefined ? empty : parseJournal(bytes, path);
  const head = await readHead(path);
  const missing = head === undefined ? undefined : missingSince(parsed.links, headWords(head));
  if (missing === undefined) return parsed;
  throw new JournalError(
    `The journal ${path} is not what it was when Batten last wrote it: ${missing}. Nothing was touched. ` +
      `Put back the newest copy that you have; if this one is the newest, go on with batten journal salvage ${path}: ` +
      'what the lost records say can then not be taken back.',
  );
}

/** One JSON-lines file a server, appended and fsynced record by record. Hold the server's lock while it is open. */
export class JournalFile implements Journal {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #head: HeadFile;
  readonly #author: Author;
  readonly #clock: Clock;
  readonly #records: JournalRecord[];
  #last: string;
  #length: number;

  private constructor(
    path: string,
    files: { readonly handle: FileHandle; readonly head: HeadFile },
    author: Author,
    clock: Clock,
    parsed: ParsedJournal,
  ) {
    this.path = path;
    this.#handle = files.handle;
    this.#head = files.head;
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
    let head: HeadFile;
    try {
      await makeFolder(dirname(path));
      const isNew = parsed.goodBytes === 0 && parsed.tornBytes === 0;
      // Not append mode: a failed write is cut off again, and appending could not write over what is left.
      handle = await open(path, isNew ? 'a+' : 'r+', 0o600);
      head = await HeadFile.open(path);
      if (parsed.goodBytes === 0) await syncFolder(dirname(path));
    } catch (cause) {
      throw notWritten(path, cause);
    }
    const journal = new JournalFile(path, { handle, head }, author, clock, parsed);
    if (parsed.tornBytes > 0) {
      await journal.#cutOff();
      await journal.append({ type: 'recovered', lostBytes: parsed.tornBytes });
    }
    return journal;
  }

  get records(): readonly JournalRecord[] {
    return this.#records;
  }

  get head(): JournalHead {
    return { count: this.#records.length, checksum: this.#last };
  }

  async append(entry: Entry): Promise<JournalRecord> {
    await this.#stillOurs();
    const unsealed = {
      format: journalFormat,
      sequence: this.#records.length + 1,
      time: this.#clock.now().toISOString(),
      operator: this.#author.operator,
      version: this.#author.version,
      previous: this.#last,
      ...entry,
    };
    const { line, checksum } = sealedLine(unsealed);
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
    const record: JournalRecord = { ...unsealed, checksum };
    this.#length += bytes.length;
    this.#last = checksum;
    this.#records.push(record);
    await this.#head.write(this.head).catch((cause: unknown) => {
      throw notWritten(headPath(this.path), cause);
    });
    return record;
  }

  async close(): Promise<void> {
    await this.#head.close();
    await this.#handle.close();
  }

  /**
   * A synchronising program or a restored copy may have put another file in this one's place, and a session that was
   * suspended may wake after another has written: then nothing more is recorded, and so nothing is written to the server.
   */
  async #stillOurs(): Promise<void> {
    const [here, there] = await Promise.all([
      this.#handle.stat({ bigint: true }),
      stat(this.path, { bigint: true }).catch(() => undefined),
    ]);
    if (there?.ino !== here.ino || there.dev !== here.dev) {
      const kept = await rescue(this.path, this.#handle, this.#length);
      throw new JournalError(
        `The journal ${this.path} was ${there === undefined ? 'removed' : 'replaced'} while this session ran. ` +
          `The server was not touched after that. What this session knows is in ${kept}: put it in the journal's place, ` +
          'keep synchronising programs away from the state folder, and run Batten again.',
      );
    }
    if (here.size !== BigInt(this.#length)) {
      throw new JournalError(
        `Another session has written to the journal ${this.path} since this one did. The server was not touched after ` +
          'that. Run Batten again: it goes on from what both have recorded.',
      );
    }
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
      'Make room on its disk, keep the file where it is, and run Batten again.',
    { cause },
  );
}
