import { readFile } from 'node:fs/promises';
import { DataError, WorkstationError } from '../errors.js';
import { codeOf } from '../files/error-code.js';
import { writeWhole } from '../files/write-whole.js';
import { canonical, type Json, type Reading } from '../model/reading.js';
import { asJson, put, sorted, type Store, type StoredReading } from './store.js';

interface StoredFile {
  readonly format: 1;
  readonly resources: readonly {
    readonly kind: string;
    readonly key: string;
    readonly address: Json;
    readonly reading: Reading;
    readonly replaced?: StoredFile['resources'];
  }[];
}

/** A store in one JSON file, read anew for each use and replaced as a whole: another process may use it too. */
export class FileStore implements Store {
  readonly path: string;
  #last: { readonly text: string; readonly entries: readonly StoredReading[] } | undefined;
  // A write changes one entry of some hundreds: what the others look like in the file is known.
  readonly #lines = new WeakMap<StoredReading, string>();

  constructor(path: string) {
    this.path = path;
  }

  async get(key: string): Promise<StoredReading | undefined> {
    return (await this.#load()).get(key);
  }

  async find(keys: readonly string[]): Promise<readonly (StoredReading | undefined)[]> {
    const all = await this.#load();
    return keys.map((key) => all.get(key));
  }

  async set(entries: readonly StoredReading[]): Promise<void> {
    const all = await this.#load();
    for (const entry of entries) put(all, entry);
    await this.replace(sorted(all));
  }

  async all(): Promise<readonly StoredReading[]> {
    return sorted(await this.#load());
  }

  async replace(entries: readonly StoredReading[]): Promise<void> {
    const body = entries.length === 0 ? '' : `\n${entries.map((entry) => this.#line(entry)).join(',\n')}\n`;
    const text = `{"format":1,"resources":[${body}]}\n`;
    await writeWhole(this.path, text);
    this.#last = { text, entries };
  }

  #line(entry: StoredReading): string {
    const line = this.#lines.get(entry) ?? canonicalEntry(entry);
    this.#lines.set(entry, line);
    return line;
  }

  async #load(): Promise<Map<string, StoredReading>> {
    const text = await readFile(this.path, 'utf8').catch((cause: unknown) => {
      if (codeOf(cause) === 'ENOENT') return undefined;
      throw new WorkstationError(`${this.path} cannot be read: ${String(cause)}.`, { cause });
    });
    if (text === undefined) return new Map();
    // A session looks far more often than anything changes.
    if (text !== this.#last?.text) this.#last = { text, entries: parse(text, this.path) };
    return new Map(this.#last.entries.map((entry) => [entry.resource.key, entry]));
  }
}

const canonicalEntry = (entry: StoredReading): string => {
  const [json] = asJson([entry]) as readonly Json[];
  return canonical(json ?? null);
};

function parse(text: string, path: string): readonly StoredReading[] {
  let data: Partial<StoredFile>;
  try {
    // Batten alone writes this file; what is not even JSON is reported, what is was written whole.
    data = JSON.parse(text) as Partial<StoredFile>;
  } catch (cause) {
    throw new DataError(`${path} is damaged. For the lab, batten lab reset makes a new one.`, { cause });
  }
  if (data.format !== 1 || !Array.isArray(data.resources)) {
    throw new DataError(
      `${path} is not in a format that this Batten knows. For the lab, run batten lab reset.`,
    );
  }
  return data.resources.map(fromFile);
}

const fromFile = (entry: StoredFile['resources'][number]): StoredReading => ({
  resource: { kind: entry.kind, key: entry.key, address: entry.address },
  reading: entry.reading,
  ...(entry.replaced !== undefined && { replaced: entry.replaced.map(fromFile) }),
});
