// Run by the races: takes the lock of each folder that it is told, and says whether it holds it.
import { JournalError } from '../../../src/errors.js';
import { acquireLock, type Lock } from '../../../src/journal/lock.js';
import { thisProcess } from '../../../src/journal/process-identity.js';

const me = { ...thisProcess(), operator: 'racer', command: 'campaign', since: new Date(0).toISOString() };
let lock: Lock | undefined;

process.on('message', (folder: string) => {
  void take(folder).then((said) => process.send?.(said));
});

async function take(folder: string): Promise<string> {
  if (folder === 'release') {
    await lock?.release();
    lock = undefined;
    return 'released';
  }
  try {
    lock = await acquireLock(folder, me);
    return 'holds';
  } catch (error) {
    return error instanceof JournalError ? 'refused' : `failed: ${String(error)}`;
  }
}
