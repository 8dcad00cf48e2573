import { TargetError } from '../../errors.js';
import { kindOf } from '../../resources/kind.js';
import type { Reading } from '../../resources/reading.js';
import type { Driver } from '../driver.js';
import type { ByHandOperator } from './operator.js';

/** One driver for every kind: the kind says what to type or click, a person does it and says what is seen. */
export function byHandDriver(operator: ByHandOperator): Driver {
  return {
    asks: 'to read and write',
    async read(resources) {
      const readings: Reading[] = [];
      for (const resource of resources) {
        const kind = kindOf(resource);
        readings.push(await operator.look(resource, kind.look(resource), kind.question(resource)));
      }
      return readings;
    },
    async write(resource, to) {
      const kind = kindOf(resource);
      if ((await operator.change(resource, kind.change(resource, to))) === 'done') return;
      const { place, name } = kind.describe(resource);
      throw new TargetError(
        `${place}, ${name} was not changed: the operator said so. Do it by hand and try again, or skip the step.`,
      );
    },
  };
}
