import type { Clock } from '../../model/clock.js';
import type { Driver } from '../driver.js';
import type { Target } from '../target.js';

/** A server that is reached only through its own console. */
export function byHandTarget(name: string, driver: Driver, clock: Clock): Target {
  return {
    url: `hand:${name}`,
    label: 'by hand',
    simulated: false,
    factsFrom: 'operator',
    clock,
    driver: () => driver,
    identify: () => Promise.resolve({ name }),
    close: () => Promise.resolve(),
  };
}
