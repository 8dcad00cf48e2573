import { filePath } from '../src/resources/text-file.js';
import { missingFact } from '../src/model/step.js';

/**
 * A folder as the server tells it, without an end that has nothing behind it.
 *
 * @param what how it is called in a sentence; `option` takes what is wanted of it
 * @throws UsageError for one without a drive: a share, or a variable that is not resolved
 */
export function folderOnDrive(folder: string, what: string, option: string): string {
  const plain = folder.replace(/\\+$/, '');
  if (isOnDrive(plain)) return plain;
  throw missingFact(`${what} is ${folder}, which names no folder on a drive: give the path as ${option}`);
}

/** Neither a share nor a variable that is not resolved. */
export const isOnDrive = (folder: string): boolean => filePath.test(folder);
