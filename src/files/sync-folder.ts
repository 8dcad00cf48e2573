import { open } from 'node:fs/promises';
import { codeOf } from './error-code.js';

/** Makes a change of names in a folder last through a power failure, where the system can (Windows cannot). */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL'].includes(codeOf(error))) throw error;
  }
}
