import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import type { Clock } from '../../src/model/clock.js';
import { JournalFile } from '../../src/journal/file.js';
import { temporaryFolder } from './folder.js';

const open: JournalFile[] = [];

afterEach(async () => {
  for (const journal of open.splice(0)) await journal.close();
});

/** A journal in a new folder, closed after the test. */
export async function temporaryJournal(clock: Clock): Promise<JournalFile> {
  const path = join(await temporaryFolder(), 'journal.jsonl');
  const journal = await JournalFile.open(path, { operator: 'root@workstation', version: '0.1.0' }, clock);
  open.push(journal);
  return journal;
}
