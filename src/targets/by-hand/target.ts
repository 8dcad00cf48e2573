import type { Clock } from '../../engine/clock.js';
import type { Terminal } from '../../terminal/port.js';
import type { Target } from '../target.js';
import { byHandDriver } from './by-hand.js';
import { terminalOperator } from './terminal-operator.js';

/** A server that is reached only through its own console. */
export function byHandTarget(name: string, terminal: Terminal, clock: Clock): Target {
  const driver = byHandDriver(terminalOperator(terminal));
  return {
    url: `hand:${name}`,
    label: 'by hand',
    simulated: false,
    clock,
    driver: () => driver,
    close: () => Promise.resolve(),
  };
}
