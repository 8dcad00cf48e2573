import { expect, it } from '@jest/globals';
import { kindOf } from '../../../src/model/kind.js';
import { canonical, type Reading, type Settable } from '../../../src/model/reading.js';
import type { Resource } from '../../../src/model/resource.js';
import type { Driver } from '../../../src/targets/driver.js';

/** Or why there is none on the server of the test. */
type Place = Resource | { readonly none: string };

/** What a server of the tests holds of one kind, for its driver to be tried on. */
export interface DriverPlaces {
  /** A resource that can be read and, by these values in turn, be written; it is put back at the end. */
  readonly there: Resource;
  readonly values: readonly Settable[];
  /** Where the driver only reads: what it says to whoever wants it to write. */
  readonly refuses?: RegExp;
  /** What is not there. */
  readonly missing: Place;
  /** What cannot be read. */
  readonly closed: Place;
}

/** @throws Error that names the drivers without places, and what to do */
export function expectPlaces(
  driven: Iterable<string>,
  places: Readonly<Record<string, unknown>>,
  file: string,
): void {
  const without = [...driven].filter((name) => !Object.hasOwn(places, name));
  if (without.length === 0) return;
  throw new Error(
    `No contract holds the driver of ${without.join(', ')}: add to places in ${file} a resource of that kind that can be ` +
      'read and written, values to write there, one that is not there and one that cannot be read.',
  );
}

/** What every driver keeps, whatever its kind and its server. */
export function keepsTheContract(driver: () => Driver, places: () => Promise<DriverPlaces>): void {
  const read = async (resource: Resource): Promise<Reading> => {
    const [reading, ...more] = await driver().read([resource]);
    if (reading === undefined || more.length > 0) throw new Error('A driver gives one reading a resource.');
    return reading;
  };
  const settable = async (resource: Resource): Promise<Settable> => {
    const reading = await read(resource);
    if (reading.state === 'unreadable') throw new Error(`${resource.key} cannot be read: ${reading.reason}`);
    return reading;
  };

  it('gives back what it was given, and writes back the very bytes that were there', async () => {
    const { there, values, refuses } = await places();
    const { equal } = kindOf(there);
    const before = await settable(there);
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) {
      if (refuses !== undefined) {
        await expect(driver().write(there, value)).rejects.toThrow(refuses);
        continue;
      }
      await driver().write(there, value);
      const written = await settable(there);
      expect({ value, written, equal: equal(written, value) }).toEqual({ value, written, equal: true });
      await driver().write(there, written);
      expect(canonical(await settable(there))).toBe(canonical(written));
    }
    if (refuses === undefined) await driver().write(there, before);
    expect(canonical(await settable(there))).toBe(canonical(before));
  });

  it('lets absent be absent', async () => {
    const { missing } = await places();
    if ('none' in missing) return;
    expect(await read(missing)).toEqual({ state: 'absent' });
    // Some take nothing away and say so; the others find nothing to do
    await driver()
      .write(missing, { state: 'absent' })
      .catch(() => undefined);
    expect(await read(missing)).toEqual({ state: 'absent' });
  });

  it('takes unreadable neither for absent nor for anything, not even after a write that failed', async () => {
    const { closed, values } = await places();
    if ('none' in closed) return;
    const before = await read(closed);
    expect(before).toEqual({ state: 'unreadable', reason: expect.stringMatching(/\S/) });
    for (const value of values.slice(0, 1)) await expect(driver().write(closed, value)).rejects.toThrow(/\S/);
    expect(await read(closed)).toEqual(before);
  });

  it('gives many readings in the order that was asked for', async () => {
    const { there, missing, closed } = await places();
    const all = [closed, there, missing, closed, missing, there].filter((one) => 'key' in one);
    const alone = new Map<string, Reading>();
    for (const resource of all) alone.set(resource.key, await read(resource));
    expect(await driver().read(all)).toEqual(all.map(({ key }) => alone.get(key)));
    expect(await driver().read([])).toEqual([]);
  });
}
