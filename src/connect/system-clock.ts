import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { Clock } from '../model/clock.js';

/** The workstation's clock, with its uptime as a second opinion where the system can tell one boot from another. */
export function systemClock(): Clock {
  const now = (): Date => new Date();
  let boot: string;
  try {
    boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return { now };
  }
  return { now, uptime: () => ({ boot, seconds: uptime() }) };
}
