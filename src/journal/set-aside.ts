import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../files/make-folder.js';
import { syncFolder } from '../files/sync-folder.js';
import { acquireLock, type Holder } from './lock.js';

/**
 * Moves a server's folder out of the servers of a state folder, journal and all; whole and readable where it then is, but
 * no session goes on from it. @returns where it is now @throws JournalError while another session holds it
 */
export async function setAside(state: string, folder: string, me: Holder): Promise<string> {
  const home = join(state, 'set-aside');
  const place = join(home, `${basename(folder)}-${me.since.replace(/\..*$/, '').replaceAll(':', '-')}`);
  await makeFolder(home);
  const lock = await acquireLock(folder, me);
  // A session that begins just now notices that its journal is gone, and writes nothing
  await lock.release();
  await rename(folder, place);
  await syncFolder(home);
  await syncFolder(dirname(folder));
  return place;
}
