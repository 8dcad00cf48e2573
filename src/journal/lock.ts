import { defined } from '../defined.js';
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JournalError, WorkstationError } from '../errors.js';
import { codeOf } from '../files/error-code.js';

export interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly operator: string;
  readonly command: string;
  /** ISO 8601, by the workstation's clock. */
  readonly since: string;
}

export interface Lock {
  /** The holder whose lock was left behind by a process that is no more. */
  readonly tookOver?: Holder;
  release(): Promise<void>;
}

/**
 * Makes this process the only one that works on a server's journal. A lock of this workstation whose process is gone is
 * taken over; that of another workstation is not, since nobody can tell from here whether it lives.
 * @throws JournalError that says who holds it, since when, and whether it lives
 */
export async function acquireLock(folder: string, holder: Holder): Promise<Lock> {
  const path = join(folder, 'lock');
  await prepare(folder);
  let tookOver: Holder | undefined;
  for (let attempt = 0; attempt < 20; attempt++) {
    if (await take(path, holder)) {
      return { ...defined({ tookOver }), release: () => rm(path, { force: true }) };
    }
    const other = await readHolder(path);
    if (other === undefined) continue;
    if (other.host !== holder.host || isAlive(other.pid)) throw held(path, other, holder.host);
    tookOver = other;
    await removeDead(path, holder);
  }
  throw new JournalError(`The lock ${path} changes hands all the time. Wait a moment and run Batten again.`);
}

/** Who holds the lock, if anybody. */
async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    // Only Batten writes this file, whole and at once; what cannot be parsed is reported below.
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw new JournalError(
      `The lock ${path} cannot be read. If no other Batten is running, delete it and run Batten again.`,
      { cause },
    );
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return codeOf(cause) === 'EPERM';
  }
}

async function prepare(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const code = codeOf(cause);
    throw new WorkstationError(
      `The state folder ${folder} cannot be made or written (${code}). Give another one with --state DIR.`,
      { cause },
    );
  }
}

/**
 * Removes a dead lock while no other process does the same: between finding it dead and removing it, somebody else may
 * have taken it over, and a living lock must not be removed.
 */
async function removeDead(path: string, me: Holder): Promise<void> {
  const guard = `${path}.takeover`;
  if (!(await take(guard, me))) {
    const other = await readHolder(guard);
    if (other !== undefined && !isAlive(other.pid)) await rm(guard, { force: true });
    return;
  }
  try {
    const still = await readHolder(path);
    if (still !== undefined && !isAlive(still.pid)) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** The file appears with its content or not at all: a reader never sees half a lock. */
async function take(path: string, holder: Holder): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    await file.writeFile(JSON.stringify(holder));
    await file.close();
    await link(draft, path);
    return true;
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'EEXIST') return false;
    throw new WorkstationError(
      `The lock ${path} cannot be written (${code}). Give another state folder with --state DIR.`,
      { cause },
    );
  } finally {
    await rm(draft, { force: true });
  }
}

function held(path: string, other: Holder, here: string): JournalError {
  const who = `${other.operator}, process ${other.pid} (${other.command}), since ${other.since}`;
  return new JournalError(
    other.host === here
      ? `This server is held by ${who}; that process is running. Wait for it or end it. Nothing was touched.`
      : `This server is held by ${who} on ${other.host}; whether it lives cannot be told from here. ` +
          `If it is surely over, delete ${path}. Nothing was touched.`,
  );
}
