import type { Access } from '../../model/access.js';
import { MemoryStore, type StoredReading } from '../store.js';
import { labDriver, type Installs } from './installs.js';

/** A lab in memory, seeded from a server's readings: plans and their undo run here before the server is touched. */
export function createTwin(readings: Iterable<StoredReading>, installs: Installs): Access {
  const driver = labDriver(new MemoryStore(readings), installs);
  return { read: driver.read, write: driver.write };
}
