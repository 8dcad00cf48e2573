import { mkdir, readdir, rename, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { WorkstationError } from '../../errors.js';
import { codeOf } from '../../files/error-code.js';
import { occupied, readRequestFiles, requestFiles } from './files.js';
import type { FoundRequest } from './subject.js';
import { makeFolder } from '../../files/make-folder.js';
import { syncFolder } from '../../files/sync-folder.js';

/**
 * Moves the files of a request out of the way, into `retired/<name>-<UTC time>` below its folder. Nothing is deleted: a
 * certificate may still arrive for the key. @returns the folder, or undefined where there was nothing to move
 * @throws WorkstationError
 */
export async function retireRequest(folder: string, name: string, when: Date): Promise<string | undefined> {
  if (occupied(requestFiles(folder, name)).length === 0) return undefined;
  const stamp = when.toISOString().replace(/[-:]|\.\d+/g, '');
  const retired = await newFolder(join(folder, retiredFolder), `${name}-${stamp}`);
  await moveRequest(folder, retired, name);
  return retired;
}

/**
 * Retires a request, lets the work put another in its place, and brings the old one back where that fails.
 * @throws what the work throws, WorkstationError
 */
export async function inPlaceOf<Result>(
  folder: string,
  name: string,
  when: Date,
  work: () => Promise<Result>,
): Promise<Result> {
  const retired = await retireRequest(folder, name, when);
  try {
    return await work();
  } catch (error) {
    if (retired !== undefined) await moveRequest(retired, folder, name);
    throw error;
  }
}

/**
 * Brings back the newest retired request that is the wanted one; a renewal has the same key under other names.
 * @throws WorkstationError where there is none
 */
export async function restoreRequest(
  folder: string,
  name: string,
  publicKey: string,
  wanted: (found: FoundRequest) => boolean,
): Promise<void> {
  for (const retired of await retiredOf(folder, name)) {
    const found = await readRequestFiles(retired, name);
    if (found.state !== 'present' || !wanted(found.value)) continue;
    await moveRequest(retired, folder, name);
    await rmdir(retired).catch(() => undefined);
    return;
  }
  throw new WorkstationError(
    `No retired request ${name} with the public key ${publicKey} lies under ${join(folder, retiredFolder)}, and its key ` +
      'cannot be made again. Bring the files back from a backup.',
  );
}

/** Moves the files of a request from one folder to another, all or none, and over nothing. @throws WorkstationError */
async function moveRequest(from: string, to: string, name: string): Promise<void> {
  const standing = occupied(requestFiles(to, name))[0];
  if (standing !== undefined) {
    throw new WorkstationError(
      `${standing} exists already, and nothing is moved over it. Move it away and try again.`,
    );
  }
  const moved: { readonly was: string; readonly is: string }[] = [];
  try {
    for (const was of occupied(requestFiles(from, name))) {
      const is = join(to, basename(was));
      await rename(was, is);
      moved.push({ was, is });
    }
    // A power failure between the two may leave a key in both folders, and never in neither
    await syncFolder(to);
    await syncFolder(from);
  } catch (cause) {
    for (const { was, is } of moved) await rename(is, was);
    throw new WorkstationError(
      `The request ${name} could not be moved from ${from} to ${to} (${codeOf(cause)}). It is where it was.`,
      { cause },
    );
  }
}

const retiredFolder = 'retired';

async function newFolder(parent: string, name: string): Promise<string> {
  try {
    await makeFolder(parent);
    for (let attempt = 1; ; attempt += 1) {
      const path = join(parent, attempt === 1 ? name : `${name}-${attempt}`);
      try {
        await mkdir(path, { mode: 0o700 });
        await syncFolder(parent);
        return path;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
    }
  } catch (cause) {
    throw new WorkstationError(
      `${parent} could not be made (${codeOf(cause)}). Nothing was moved; check the folder and try again.`,
      { cause },
    );
  }
}

async function retiredOf(folder: string, name: string): Promise<readonly string[]> {
  const parent = join(folder, retiredFolder);
  const entries = await readdir(parent).catch(() => []);
  const stamped = entries.filter(
    (entry) => entry.startsWith(`${name}-`) && /^\d{8}T\d{6}Z(-\d+)?$/.test(entry.slice(name.length + 1)),
  );
  return stamped
    .sort()
    .reverse()
    .map((entry) => join(parent, entry));
}
