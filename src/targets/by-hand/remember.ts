import type { Reading } from '../../resources/reading.js';
import type { Resource } from '../../resources/resource.js';
import type { Driver } from '../driver.js';

/**
 * A driver that asks a person once: what they saw stands until it is written, and is then looked at anew. Without it
 * discovery, review, plan and the look before the write would each send them to the console.
 */
export function remember(driver: Driver): Driver {
  const seen = new Map<string, Reading>();
  return {
    ...driver,
    async read(resources: readonly Resource[]): Promise<readonly Reading[]> {
      const unseen = resources.filter(({ key }) => !seen.has(key));
      const readings = await driver.read(unseen);
      unseen.forEach(({ key }, index) => {
        const reading = readings[index];
        // Who could not tell may know better later.
        if (reading !== undefined && reading.state !== 'unreadable') seen.set(key, reading);
      });
      const asked = new Map(unseen.map(({ key }, index) => [key, readings[index]]));
      return resources.map(
        ({ key }) =>
          seen.get(key) ?? asked.get(key) ?? { state: 'unreadable', reason: 'it was not looked at' },
      );
    },
    async write(resource, to) {
      seen.delete(resource.key);
      await driver.write(resource, to);
    },
  };
}
