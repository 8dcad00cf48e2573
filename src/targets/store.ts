import type { Json, Reading } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import type { Driver } from './driver.js';

export interface StoredReading {
  readonly resource: Resource;
  readonly reading: Reading;
  /** What a simulated installation replaced, so that uninstalling brings it back. */
  readonly replaced?: readonly StoredReading[];
}

/** Readings kept by Batten itself: the lab's simulated server, a twin, the operator's attestations. */
export interface Store {
  get(key: string): Promise<StoredReading | undefined>;
  /** Many at once, in the same order: one look at the file serves them all. */
  find(keys: readonly string[]): Promise<readonly (StoredReading | undefined)[]>;
  /** Writes them all or none; an absent reading takes the resource out. */
  set(entries: readonly StoredReading[]): Promise<void>;
  all(): Promise<readonly StoredReading[]>;
}

export class MemoryStore implements Store {
  readonly #entries = new Map<string, StoredReading>();

  constructor(entries: Iterable<StoredReading> = []) {
    for (const entry of entries) put(this.#entries, entry);
  }

  get(key: string): Promise<StoredReading | undefined> {
    return Promise.resolve(this.#entries.get(key));
  }

  find(keys: readonly string[]): Promise<readonly (StoredReading | undefined)[]> {
    return Promise.resolve(keys.map((key) => this.#entries.get(key)));
  }

  set(entries: readonly StoredReading[]): Promise<void> {
    for (const entry of entries) put(this.#entries, entry);
    return Promise.resolve();
  }

  all(): Promise<readonly StoredReading[]> {
    return Promise.resolve(sorted(this.#entries));
  }
}

/** One driver for every kind: stored readings differ only in data. */
export function storeDriver(store: Store): Driver {
  return {
    async read(resources) {
      const found = await store.find(resources.map(({ key }) => key));
      return found.map((entry) => entry?.reading ?? { state: 'absent' });
    },
    write: (resource, reading) => store.set([{ resource, reading }]),
  };
}

/** Puts an entry where it belongs: what is absent is simply not there. */
export function put(entries: Map<string, StoredReading>, entry: StoredReading): void {
  if (entry.reading.state === 'absent') entries.delete(entry.resource.key);
  else entries.set(entry.resource.key, entry);
}

export const sorted = (entries: ReadonlyMap<string, StoredReading>): readonly StoredReading[] =>
  [...entries.values()].sort((a, b) => (a.resource.key < b.resource.key ? -1 : 1));

/** For files and `lab show`: sorted, the same bytes for the same state. */
export const asJson = (entries: readonly StoredReading[]): Json =>
  entries.map(({ resource: { kind, key, address }, reading, replaced }) => ({
    kind,
    key,
    address,
    reading: { ...reading },
    ...(replaced !== undefined && { replaced: asJson(replaced) }),
  }));
