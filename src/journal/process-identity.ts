import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { codeOf } from '../files/error-code.js';

/** What tells a process from another one that has its number. Undefined members: this system does not tell them. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Which start of the machine it belongs to. */
  readonly boot?: string | undefined;
  /** Where its number counts: every container has numbers of its own. */
  readonly pidNamespace?: string | undefined;
  /** When it was started, in clock ticks since the machine was. */
  readonly started?: string | undefined;
}

/** The running process. Linux tells all of it; elsewhere the number and the workstation's name have to do. */
export const thisProcess = (): ProcessIdentity => ({
  pid: process.pid,
  host: hostname(),
  boot: quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
  pidNamespace: quietly(() => readlinkSync('/proc/self/ns/pid')),
  started: startOf('self'),
});

/** Whether another process runs: `unknown` where that cannot be told from here. */
export function lifeOf(other: ProcessIdentity, me: ProcessIdentity): 'runs' | 'is over' | 'unknown' {
  if (other.host !== me.host) return 'unknown';
  if (differ(other.boot, me.boot)) return 'is over';
  if (differ(other.pidNamespace, me.pidNamespace)) return 'unknown';
  if (!isThere(other.pid)) return 'is over';
  if (other.started === undefined || me.started === undefined) return 'unknown';
  return startOf(other.pid) === other.started ? 'runs' : 'is over';
}

const differ = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other;

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return codeOf(cause) === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat (proc(5)); what stands before it may hold spaces and brackets. */
const startOf = (pid: number | 'self'): string | undefined =>
  quietly(() => {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  });

function quietly<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
