import { open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { WorkstationError } from '../errors.js';
import { codeOf } from './error-code.js';
import { makeFolder } from './make-folder.js';
import { syncFolder } from './sync-folder.js';

/** How files that are not whole yet are called; one that a crash left behind is nothing but rubbish. */
const draftEnding = '.new';

/** The new file stands complete on disk before it takes the old one's name. @throws WorkstationError */
export async function writeWhole(path: string, text: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}${draftEnding}`;
  try {
    await makeFolder(dirname(path));
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(draft, { force: true });
    const code = codeOf(cause);
    throw new WorkstationError(
      `${path} cannot be written (${code}). ${code === 'ENOSPC' ? 'Make room on its disk' : 'See that its folder can be written'} and run Batten again.`,
      { cause },
    );
  }
}

/** Removes what a crash left half written in a folder. Only for a folder that this process alone writes to now. */
export async function sweepDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.endsWith(draftEnding));
  for (const name of drafts) await rm(join(folder, name), { force: true });
}
