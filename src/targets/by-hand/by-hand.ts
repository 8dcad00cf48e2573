import { TargetError } from '../../errors.js';
import { kindOf } from '../../model/kind.js';
import type { Reading, Settable } from '../../model/reading.js';
import type { Resource } from '../../model/resource.js';
import type { Driver } from '../driver.js';
import type { ByHandOperator } from './operator.js';

/** What else to tell the operator about a change, beside what its kind says: files that do the same. */
export type Offers = (resource: Resource, before: Reading, to: Settable) => Promise<readonly string[]>;

/** One driver for every kind: the kind says what to type or click, a person does it and says what is seen. */
export function byHandDriver(operator: ByHandOperator, offers: Offers = () => Promise.resolve([])): Driver {
  const seen = new Map<string, Reading>();
  return {
    asks: 'to read and write',
    async read(resources) {
      const readings: Reading[] = [];
      for (const resource of resources) {
        const kind = kindOf(resource);
        const reading = await operator.look(resource, kind.look(resource), kind.question(resource));
        seen.set(resource.key, reading);
        readings.push(reading);
      }
      return readings;
    },
    async write(resource, to) {
      const kind = kindOf(resource);
      const before = seen.get(resource.key);
      const offered = before === undefined ? [] : await offers(resource, before, to);
      if ((await operator.change(resource, [...kind.change(resource, to), ...offered])) === 'done') return;
      const { place, name } = kind.describe(resource);
      throw new TargetError(
        `${place}, ${name} was not changed: the operator said so. Do it by hand and try again, or skip the step.`,
      );
    },
  };
}
