import { mkdir, open, rmdir, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError, WorkstationError } from '../errors.js';
import { codeOf } from './error-code.js';
import { syncFolder } from './sync-folder.js';

export interface NewFile {
  readonly path: string;
  readonly text: string | Uint8Array;
}

/**
 * Writes files that did not exist, for their owner alone, all of them or none, and makes sure that they are on disk.
 * @returns a function that takes all of it back
 * @throws UsageError where one exists already, WorkstationError where one cannot be written
 */
export async function writeNewFiles(folder: string, files: readonly NewFile[]): Promise<() => Promise<void>> {
  const written: string[] = [];
  let made: string | undefined;
  const takeBack = async (): Promise<void> => {
    for (const path of written) await unlink(path);
    if (made !== undefined) await removeEmpty(folder, made);
  };
  let current = folder;
  try {
    made = await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const { path, text } of files) {
      current = path;
      await writeNew(path, text, () => written.push(path));
    }
    await syncFolder(folder);
  } catch (error) {
    await takeBack();
    throw explained(error, current, current === folder);
  }
  return takeBack;
}

async function writeNew(path: string, text: NewFile['text'], created: () => void): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  created();
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function explained(error: unknown, path: string, isFolder: boolean): Error {
  const code = codeOf(error);
  if (code === 'EEXIST' && !isFolder) {
    return new UsageError(
      `${path} exists already, and nothing is written over it. Choose another name or folder; nothing was made.`,
    );
  }
  return new WorkstationError(
    `${path} could not be written (${code}). Nothing was left behind; check the folder and try again.`,
    { cause: error },
  );
}

/** Removes a folder and those above it that this run made, as long as they are empty. */
async function removeEmpty(folder: string, top: string): Promise<void> {
  try {
    await rmdir(folder);
    if (folder !== top && folder.startsWith(top)) await removeEmpty(dirname(folder), top);
  } catch {
    // Somebody else has put something there meanwhile: it stays.
  }
}
