import type { Reading } from '../../model/reading.js';
import type { Driver } from '../driver.js';

/**
 * A driver that asks a person once a session: what they saw, or could not tell, stands until it is written, and is then
 * looked at anew. Without it discovery, review, plan and the look before the write would each send them to the console.
 */
export function rememberReadings(driver: Driver): Driver {
  const seen = new Map<string, Reading>();
  return {
    ...driver,
    async read(resources) {
      const unseen = resources.filter(({ key }) => !seen.has(key));
      const readings = await driver.read(unseen);
      for (const [index, reading] of readings.entries()) seen.set(unseen[index]?.key ?? '', reading);
      return resources.map(
        ({ key }) => seen.get(key) ?? { state: 'unreadable', reason: 'it was not looked at' },
      );
    },
    async write(resource, to) {
      seen.delete(resource.key);
      await driver.write(resource, to);
    },
  };
}
