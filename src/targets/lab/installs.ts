import { TargetError } from '../../errors.js';
import type { Driver } from '../driver.js';
import { storeDriver, type Store, type StoredReading } from '../store.js';

/** What a simulated installation changes beside the program's own entry, by the program's key. */
export type Installs = ReadonlyMap<string, readonly StoredReading[]>;

/**
 * The lab's one driver for all kinds. Writing a program as present installs it: its registry values change too, as a
 * real service pack's do. Taking it out uninstalls it: what the installation replaced comes back. What cannot be read
 * cannot be written either, as on a server that denies both.
 */
export function labDriver(store: Store, installs: Installs): Driver {
  const plain = storeDriver(store);
  return {
    read: plain.read,
    async write(resource, reading) {
      const now = await store.get(resource.key);
      if (now?.reading.state === 'unreadable') {
        throw new TargetError(`${resource.key} was not written: ${now.reading.reason}. It stays as it is.`);
      }
      const brings = installs.get(resource.key);
      if (reading.state === 'absent') {
        await store.set([...(now?.replaced ?? []), { resource, reading }]);
      } else if (brings === undefined || now !== undefined) {
        // What is there keeps its own spelling of the address
        await store.set([{ resource, ...now, reading }]);
      } else {
        await store.set([...brings, { resource, reading, replaced: await current(store, brings) }]);
      }
    },
  };
}

const current = (store: Store, entries: readonly StoredReading[]): Promise<StoredReading[]> =>
  Promise.all(
    entries.map(
      async ({ resource }) => (await store.get(resource.key)) ?? { resource, reading: { state: 'absent' } },
    ),
  );
