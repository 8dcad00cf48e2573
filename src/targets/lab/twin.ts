import type { Access } from '../../model/access.js';
import type { Resource } from '../../model/resource.js';
import { MemoryStore, type StoredReading } from '../store.js';
import { labDriver, type Installs } from './installs.js';

/** A lab in memory, seeded from a server's readings: plans and their undo run here before the server is touched. */
export function createTwin(readings: Iterable<StoredReading>, installs: Installs): Access {
  const driver = labDriver(new MemoryStore(readings), installs);
  return { read: driver.read, write: driver.write };
}

/**
 * A twin of everything that is asked of it: what it was not asked before it reads on the server, once, and what cannot
 * be read there cannot be read here. What is written stays in the twin.
 */
export function twinOver(server: Access, installs: Installs): Access {
  const store = new MemoryStore();
  const driver = labDriver(store, installs);
  const learned = new Set<string>();
  const learn = async (resources: readonly Resource[]): Promise<void> => {
    const unknown = resources.filter(({ key }) => !learned.has(key));
    if (unknown.length === 0) return;
    const readings = await server.read(unknown);
    for (const [index, resource] of unknown.entries()) {
      learned.add(resource.key);
      const reading = readings[index] ?? { state: 'unreadable', reason: 'the driver gave no reading' };
      await store.set([{ resource, reading }]);
    }
  };
  return {
    async read(resources) {
      await learn(resources);
      return driver.read(resources);
    },
    async write(resource, to) {
      const brought = installs.get(resource.key) ?? [];
      await learn([resource, ...brought.map((entry) => entry.resource)]);
      await driver.write(resource, to);
    },
    objects: (resource, to) => Promise.resolve(server.objects?.(resource, to)),
  };
}
