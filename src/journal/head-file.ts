import { open, readFile, type FileHandle } from 'node:fs/promises';
import type { JournalHead } from './head.js';

/** Where the head of a journal is kept: beside it, so that an end which was cut off is noticed. */
export const headPath = (journal: string): string => `${journal.replace(/\.jsonl$/, '')}.head`;

/** The head that was kept beside a journal; undefined where none was, or where it is itself damaged. */
export async function readHead(journal: string): Promise<JournalHead | undefined> {
  const text = await readFile(headPath(journal), 'utf8').catch(() => '');
  const [, count, checksum] = /^ *(\d+) ([0-9a-f]{64})\n$/.exec(text) ?? [];
  return count === undefined || checksum === undefined ? undefined : { count: Number(count), checksum };
}

/** The head of a journal that is open: one line of fixed length, written over in place. */
export class HeadFile {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async open(journal: string): Promise<HeadFile> {
    const path = headPath(journal);
    return new HeadFile(await open(path, 'r+').catch(() => open(path, 'w', 0o600)));
  }

  /**
   * Not synced each time: the journal is, and it comes first. What a power failure leaves here is an older head at worst,
   * and a journal that has more than its head is whole.
   */
  async write({ count, checksum }: JournalHead): Promise<void> {
    await this.#handle.write(`${String(count).padStart(12)} ${checksum}\n`, 0, 'utf8');
  }

  async close(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
  }
}
