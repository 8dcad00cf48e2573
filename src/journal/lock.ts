import { randomUUID } from 'node:crypto';
import { link, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { defined } from '../defined.js';
import { JournalError, WorkstationError } from '../errors.js';
import { codeOf } from '../files/error-code.js';
import { makeFolder } from '../files/make-folder.js';
import { lifeOf, type ProcessIdentity } from './process-identity.js';

export interface Holder extends ProcessIdentity {
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

/** A lock file: `lock.17` is the seventeenth time that the folder was held. The highest number holds. */
interface LockFile {
  readonly number: number;
  readonly path: string;
}

/** What a lock file says: who holds it, or that it was let go. */
type Content = Holder | { readonly released: true };

/**
 * Makes this process the only one that works on a server's journal. A lock whose process is over is taken over by making
 * the next number, which only one process can; a lock of which that cannot be told is left alone.
 * @throws JournalError that says who holds it, since when, whether it lives, and the way out
 */
export async function acquireLock(folder: string, me: Holder): Promise<Lock> {
  await prepare(folder);
  for (let attempt = 0; attempt < 50; attempt++) {
    const last = (await lockFiles(folder)).at(-1);
    const content = last === undefined ? undefined : await readLock(last.path);
    // Gone since it was listed: somebody has a higher one
    if (last !== undefined && content === undefined) continue;
    const other = content === undefined || 'released' in content ? undefined : content;
    if (last !== undefined && other !== undefined && lifeOf(other, me) !== 'is over')
      throw held(last.path, other, me);
    const mine = lockFile(folder, (last?.number ?? 0) + 1);
    if (!(await take(mine.path, me))) continue;
    const files = await lockFiles(folder);
    // Whoever looked long ago may make a number that was used and swept since
    if (files.some(({ number }) => number > mine.number)) {
      await rm(mine.path, { force: true });
      continue;
    }
    for (const { number, path } of files) if (number < mine.number) await rm(path, { force: true });
    return { ...defined({ tookOver: other }), release: () => letGo(mine.path) };
  }
  throw new JournalError(
    `The lock in ${folder} changes hands all the time. Wait a moment and run Batten again.`,
  );
}

const lockFile = (folder: string, number: number): LockFile => ({
  number,
  path: join(folder, number === 0 ? 'lock' : `lock.${number}`),
});

/** In the order of their numbers. Older versions of Batten had one file without a number, which counts as 0. */
async function lockFiles(folder: string): Promise<readonly LockFile[]> {
  return (await readdir(folder))
    .flatMap((name) => {
      const [, number = '0'] = /^lock(?:\.([1-9]\d{0,14}))?$/.exec(name) ?? [undefined, undefined];
      return /^lock(\.[1-9]\d{0,14})?$/.test(name) ? [lockFile(folder, Number(number))] : [];
    })
    .sort((a, b) => a.number - b.number);
}

/** The number stays taken, so that nobody who looked before makes it again. */
async function letGo(path: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  await file.writeFile(JSON.stringify({ released: true }));
  await file.sync();
  await file.close();
  await rename(draft, path);
}

async function readLock(path: string): Promise<Content | undefined> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw unreadable(path, cause);
  }
  if (typeof content !== 'object' || content === null) throw unreadable(path, undefined);
  if ('released' in content) return { released: true };
  if (!('pid' in content) || typeof content.pid !== 'number') throw unreadable(path, undefined);
  // Only Batten writes this file, whole and at once: one that holds a process holds the rest.
  return content as Holder;
}

const unreadable = (path: string, cause: unknown): JournalError =>
  new JournalError(
    `The lock ${path} cannot be read. If no other Batten is running, delete it and run Batten again.`,
    { cause },
  );

async function prepare(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (cause) {
    throw notWritten(folder, cause);
  }
}

/** The file appears with its content or not at all: a reader never sees half a lock. */
async function take(path: string, holder: Holder): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    await file.writeFile(JSON.stringify(holder));
    // After a power failure it would else be a file without content, of which nobody can tell whose it is
    await file.sync();
    await file.close();
    await link(draft, path);
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw notWritten(path, cause);
  } finally {
    await rm(draft, { force: true });
  }
}

function notWritten(path: string, cause: unknown): WorkstationError {
  const code = codeOf(cause);
  return new WorkstationError(
    code === 'ENOSPC' || code === 'EDQUOT'
      ? `${path} cannot be written: the disk is full. Make room on it and run Batten again; the journal stays where it is.`
      : `${path} cannot be written (${code}). See that its folder can be written, or give the state folder with --state DIR.`,
    { cause },
  );
}

function held(path: string, other: Holder, me: Holder): JournalError {
  const who = `${other.operator}, process ${other.pid} (${other.command}), since ${other.since}`;
  if (lifeOf(other, me) === 'runs') {
    return new JournalError(
      `This server is held by ${who}; that Batten is running. Wait until it ends. Nothing was touched.`,
    );
  }
  const where = other.host === me.host ? '' : ` on ${other.host}`;
  return new JournalError(
    `This server is held by ${who}${where}; whether that Batten still runs cannot be told from here. ` +
      `Where it surely does not, delete ${path} and run Batten again. Do not end a process for it: its number may be another program's. ` +
      'Nothing was touched.',
  );
}
