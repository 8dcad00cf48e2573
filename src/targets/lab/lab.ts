import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../model/clock.js';
import { DataError } from '../../errors.js';
import { templatePath } from '../../files/package-root.js';
import type { Driver } from '../driver.js';
import { FileStore } from '../file-store.js';
import { writeWhole } from '../../files/write-whole.js';
import { storeDriver } from '../store.js';
import type { Target } from '../target.js';
import type { Installs } from './installs.js';

/** The simulated server: a file of readings in the state folder, and a clock of its own beside it. */
export interface Lab extends Target {
  readonly store: FileStore;
  letPass(milliseconds: number): Promise<void>;
  restart(): Promise<void>;
}

interface LabFile {
  readonly name: string;
  readonly machineSid: string;
  readonly aheadMs: number;
}

/** Opens the lab, setting it up from the scene on first use. @throws DataError, WorkstationError */
export async function openLab(state: string, real: Clock): Promise<Lab> {
  const file = await readLabFile(state);
  return file === undefined ? resetLab(state, real) : labAt(state, real, file);
}

/** Puts the lab back to the scene it started from, clock included. */
export async function resetLab(state: string, real: Clock): Promise<Lab> {
  const { readScene } = await import('./scene.js');
  const scene = await readScene(templatePath('lab/server.yaml'));
  const store = new FileStore(storePath(state));
  await store.replace([]);
  await store.set(scene.resources);
  const file = { ...scene.server, aheadMs: 0 };
  await writeLabFile(state, file);
  return labAt(state, real, file);
}

function labAt(state: string, real: Clock, found: LabFile): Lab {
  let file = found;
  const store = new FileStore(storePath(state));
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
      installs ??= readInstalls(templatePath('lab/installs.yaml'));
      await labDriver(store, await installs).write(resource, to);
    },
  };
  return {
    url: 'lab:',
    label: 'lab: simulated',
    simulated: true,
    store,
    clock: { now: () => new Date(real.now().getTime() + file.aheadMs) },
    driver: () => driver,
    identify: () => Promise.resolve({ name: file.name, machineSid: file.machineSid }),
    restart: () => Promise.resolve(),
    async letPass(milliseconds) {
      file = { ...file, aheadMs: file.aheadMs + milliseconds };
      await writeLabFile(state, file);
    },
    close: () => Promise.resolve(),
  };
}

const storePath = (state: string): string => join(state, 'lab', 'server.json');
const labPath = (state: string): string => join(state, 'lab', 'lab.json');

const writeLabFile = (state: string, file: LabFile): Promise<void> =>
  writeWhole(labPath(state), `${JSON.stringify({ format: 1, ...file })}\n`);

async function readLabFile(state: string): Promise<LabFile | undefined> {
  let text: string;
  try {
    text = await readFile(labPath(state), 'utf8');
  } catch {
    return undefined;
  }
  try {
    // Batten alone writes this file, whole and at once.
    return JSON.parse(text) as LabFile;
  } catch (cause) {
    throw new DataError(`${labPath(state)} is damaged. Run batten lab reset to begin the practice anew.`, {
      cause,
    });
  }
}
