import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { defined } from '../../defined.js';
import type { Clock } from '../../model/clock.js';
import type { SelfDescription } from '../../model/identity.js';
import { DataError, WorkstationError } from '../../errors.js';
import { codeOf } from '../../files/error-code.js';
import { syncFolder } from '../../files/sync-folder.js';
import { templatePath } from '../../files/package-root.js';
import type { Driver } from '../driver.js';
import { FileStore } from '../file-store.js';
import { writeWhole } from '../../files/write-whole.js';
import { storeDriver } from '../store.js';
import type { Target } from '../target.js';
import { backupOf, copyAll, tellsOfBackup } from './backup.js';
import { labCensus, labDirectory, type Population } from './census.js';
import type { Installs } from './installs.js';

/** The simulated server: a file of readings in the state folder, and a clock of its own beside it. */
export interface Lab extends Target {
  readonly store: FileStore;
  letPass(milliseconds: number): Promise<void>;
  restart(): Promise<void>;
  startedAt(): Promise<Date>;
  restoreBackup(): Promise<Date | undefined>;
}

interface LabFile extends SelfDescription {
  readonly machineSid: string;
  /** Labs of before know no people. */
  readonly population?: Population;
  readonly aheadMs: number;
  /** ISO time, by its own clock, of its last restart; none before the first. */
  readonly startedAt?: string;
  /** ISO time, by its own clock, of the backup beside it; none before somebody gave their word for one. */
  readonly backupAt?: string;
}

/**
 * Opens the lab, setting it up from the scene on first use. Of two that do so at once, one sets it up and both use it.
 * @throws DataError, WorkstationError
 */
export async function openLab(state: string, real: Clock): Promise<Lab> {
  const file = await readLabFile(state);
  if (file !== undefined) return labAt(state, real, file);
  await setUp(state, 'only where there is none');
  const made = await readLabFile(state);
  if (made === undefined) throw damaged(state);
  return labAt(state, real, made);
}

/** Puts the lab back to the scene it started from, clock included. */
export async function resetLab(state: string, real: Clock): Promise<Lab> {
  await sweep(state);
  await setUp(state, 'in place of what is there');
  return openLab(state, real);
}

/** The new lab stands complete in a folder beside before it takes the old one's name: no crash leaves half of one. */
async function setUp(
  state: string,
  how: 'only where there is none' | 'in place of what is there',
): Promise<void> {
  const { readScene } = await import('./scene.js');
  const { server, population, resources } = await readScene(templatePath('lab/server.yaml'));
  const draft = join(state, `lab.${randomUUID()}.new`);
  try {
    await new FileStore(storePath(draft)).set(resources);
    await writeLabFile(draft, { ...server, population, aheadMs: 0 });
    if (how === 'in place of what is there') await rm(join(state, 'lab'), { recursive: true, force: true });
    await rename(join(draft, 'lab'), join(state, 'lab'));
    await syncFolder(state);
  } catch (cause) {
    if (cause instanceof WorkstationError) throw cause;
    const code = codeOf(cause);
    // Somebody else has set it up meanwhile
    if (how === 'only where there is none' && (code === 'ENOTEMPTY' || code === 'EEXIST')) return;
    throw new WorkstationError(
      `The lab in ${state} cannot be set up (${code}). See that its folder can be written.`,
      {
        cause,
      },
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Drafts that a crash left behind. */
async function sweep(state: string): Promise<void> {
  const names = await readdir(state).catch(() => []);
  for (const name of names) if (isDraft(name)) await rm(join(state, name), { recursive: true, force: true });
}

const isDraft = (name: string): boolean => /^lab\.[0-9a-f-]{36}\.new$/.test(name);

function labAt(state: string, real: Clock, found: LabFile): Lab {
  let file = found;
  const now = (): Date => new Date(real.now().getTime() + file.aheadMs);
  const store = new FileStore(storePath(state));
  const backup = backupOf(join(state, 'lab'));
  // A simulated installation needs to know what it brings; reading alone, as status does, never loads that.
  let installs: Promise<Installs> | undefined;
  const plain = storeDriver(store);
  const driver: Driver = {
    read: plain.read,
    async write(resource, to) {
      const [{ labDriver }, { readInstalls }] = await Promise.all([
        import('./installs.js'),
        import('./scene.js'),
      ]);
      if (tellsOfBackup(resource, to)) {
        await copyAll(store, backup);
        file = { ...file, backupAt: now().toISOString() };
        await writeLabFile(state, file);
      }
      installs ??= readInstalls(templatePath('lab/installs.yaml'));
      await labDriver(store, await installs).write(resource, to);
    },
  };
  return {
    url: 'lab:',
    label: 'lab: simulated',
    simulated: true,
    factsFrom: 'lab',
    store,
    clock: { now },
    driver: () => driver,
    identify: () => Promise.resolve(selfOf(file)),
    ...(file.population !== undefined && { census: labCensus(store, file.name, file.population) }),
    directory: labDirectory(store),
    async restart() {
      file = { ...file, startedAt: now().toISOString() };
      await writeLabFile(state, file);
    },
    startedAt: () => Promise.resolve(new Date(file.startedAt ?? 0)),
    async restoreBackup() {
      const { backupAt } = file;
      if (backupAt === undefined) return undefined;
      await copyAll(backup, store);
      file = { ...file, startedAt: now().toISOString() };
      await writeLabFile(state, file);
      return new Date(backupAt);
    },
    async letPass(milliseconds) {
      file = { ...file, aheadMs: file.aheadMs + milliseconds };
      await writeLabFile(state, file);
    },
    close: () => Promise.resolve(),
  };
}

const selfOf = ({ name, machineSid, domain, domainSid, controllerRole }: LabFile): SelfDescription => ({
  name,
  machineSid,
  ...defined({ domain, domainSid, controllerRole }),
});

const storePath = (state: string): string => join(state, 'lab', 'server.json');
const labPath = (state: string): string => join(state, 'lab', 'lab.json');

const writeLabFile = (state: string, file: LabFile): Promise<void> =>
  writeWhole(labPath(state), `${JSON.stringify({ format: 1, ...file })}\n`);

/** Undefined where no lab was set up yet: neither its clock nor its server is there. @throws DataError, WorkstationError */
async function readLabFile(state: string): Promise<LabFile | undefined> {
  let text: string;
  try {
    text = await readFile(labPath(state), 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') {
      if (existsSync(storePath(state))) throw damaged(state, cause);
      return undefined;
    }
    throw new WorkstationError(`${labPath(state)} cannot be read (${codeOf(cause)}).`, { cause });
  }
  if (!existsSync(storePath(state))) throw damaged(state);
  try {
    // Batten alone writes this file, whole and at once.
    return JSON.parse(text) as LabFile;
  } catch (cause) {
    throw damaged(state, cause);
  }
}

const damaged = (state: string, cause?: unknown): DataError =>
  new DataError(
    `The lab in ${join(state, 'lab')} is damaged or not whole. Run batten lab reset to begin the practice anew.`,
    { cause },
  );
