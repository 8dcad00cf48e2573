import { open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../files/sync-folder.js';

/**
 * Copies a journal that is still open, but no longer at its path, beside where it was. @param length its good bytes
 * @returns the path of the copy
 */
export async function rescue(path: string, handle: FileHandle, length: number): Promise<string> {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read(bytes, read, length - read, read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  for (let number = 1; ; number++) {
    const copy = join(dirname(path), `journal.rescued-${number}.jsonl`);
    try {
      const file = await open(copy, 'wx', 0o600);
      await file.writeFile(bytes.subarray(0, read));
      await file.sync();
      await file.close();
      await syncFolder(dirname(copy));
      return copy;
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    }
  }
}
