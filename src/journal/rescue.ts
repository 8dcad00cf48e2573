import { open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../files/error-code.js';
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
  return keepBeside(path, 'rescued', bytes.subarray(0, read));
}

/** Writes bytes beside a journal under a name that is free: `journal.damaged-1.jsonl`. @returns the path */
export async function keepBeside(path: string, word: string, bytes: Uint8Array): Promise<string> {
  for (let number = 1; ; number++) {
    const copy = join(dirname(path), `journal.${word}-${number}.jsonl`);
    try {
      const file = await open(copy, 'wx', 0o600);
      await file.writeFile(bytes);
      await file.sync();
      await file.close();
      await syncFolder(dirname(copy));
      return copy;
    } catch (cause) {
      if (codeOf(cause) !== 'EEXIST') throw cause;
    }
  }
}
