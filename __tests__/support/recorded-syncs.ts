import { readlinkSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** The names of the files and folders that were synced to disk while the work ran, in order; needs Linux. */
export async function syncedDuring(work: () => Promise<unknown>): Promise<readonly string[]> {
  const handle = await open(join(tmpdir(), `batten-syncs-${process.pid}`), 'w');
  const handles = Object.getPrototypeOf(handle) as Pick<FileHandle, 'sync'>;
  await handle.close();
  const original = handles.sync;
  const synced: string[] = [];
  handles.sync = async function (this: FileHandle) {
    await original.call(this);
    synced.push(basename(readlinkSync(`/proc/self/fd/${this.fd}`)));
  };
  try {
    await work();
  } finally {
    handles.sync = original;
  }
  return synced;
}
