import { exchangeTraps } from './exchange.js';
import { patchRules } from './patches.js';
import type { Trap } from './trap.js';
import { webWarnings } from './web.js';
import { windowsOrder } from './windows-order.js';
import { windowsSurprises } from './windows-surprises.js';

/** Every trap that was found out about such servers, by where it was collected. */
export const traps: Readonly<Record<string, readonly Trap[]>> = {
  'exchange55 traps_for_design': exchangeTraps,
  'windows-nt4 sequence': windowsOrder,
  'windows-nt4 surprises': windowsSurprises,
  'patches rules': patchRules,
  'iis-ssl design_warnings': webWarnings,
};
