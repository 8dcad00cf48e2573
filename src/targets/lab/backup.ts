import { join } from 'node:path';
import type { Settable } from '../../model/reading.js';
import type { Resource } from '../../model/resource.js';
import { FileStore } from '../file-store.js';
import type { Store } from '../store.js';

/** Written out, so that reading the lab alone loads no kind. */
const fullBackup = 'attestation:full-backup';

/** Whether somebody gives their word here that a full backup was made: the lab then makes one. */
export const tellsOfBackup = ({ key }: Resource, to: Settable): boolean =>
  key === fullBackup && to.state === 'present';

/** All that a simulated server held when its backup was made, in a file beside it. */
export const backupOf = (labFolder: string): FileStore => new FileStore(join(labFolder, 'backup.json'));

/** The whole server as it was, whatever happened to it since. */
export async function copyAll(from: Store, to: FileStore): Promise<void> {
  await to.replace(await from.all());
}
