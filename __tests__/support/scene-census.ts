import { labCensus, labDirectory } from '../../src/targets/lab/census.js';
import type { Scene } from '../../src/targets/lab/scene.js';
import { MemoryStore, storeDriver } from '../../src/targets/store.js';
import type { DiscoverOptions } from '../../src/discovery/discover.js';

/** Looks at a scene as discovery does at a server on the network. */
export function lookingAt({ server, population, resources }: Scene, now: Date): DiscoverOptions {
  const store = new MemoryStore(resources);
  const census = labCensus(store, server.name, population);
  return { access: storeDriver(store), self: server, census, directory: labDirectory(store), now };
}
