import type { Holder } from './lock.js';
import { thisProcess } from './process-identity.js';
import { operatorName } from './state-folder.js';

/** This process as the holder of a lock, from now on. @param command as it was typed: `batten harden` */
export const holderNow = (command: string): Holder => ({
  ...thisProcess(),
  operator: operatorName(),
  command,
  since: new Date().toISOString(),
});
