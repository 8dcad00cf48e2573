import { readFile, stat } from 'node:fs/promises';
import { DataError, UsageError } from '../errors.js';
import { codeOf } from './error-code.js';

/** Far more than any chain or key has. */
const mostBytes = 1024 * 1024;

/** A file that the user named. @throws UsageError where it cannot be read, DataError where it is far too large */
export async function readGivenFile(path: string, option: string): Promise<Buffer> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new UsageError(`${path} is not a file. Check ${option}.`);
    if (found.size > mostBytes) {
      throw new DataError(
        `${path} has ${found.size} bytes, far more than such a file needs. Check ${option}.`,
      );
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof UsageError || cause instanceof DataError) throw cause;
    throw new UsageError(`${path} cannot be read (${codeOf(cause)}). Check ${option}.`, { cause });
  }
}

/** Says of which file an error is. */
export function inFile<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof DataError) throw new DataError(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
}
