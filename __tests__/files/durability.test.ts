import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { retireRequest } from '../../src/certificates/request/retire.js';
import { makeFolder } from '../../src/files/make-folder.js';
import { writeNewFiles } from '../../src/files/write-new-files.js';
import { writeWhole } from '../../src/files/write-whole.js';
import { JournalFile } from '../../src/journal/file.js';
import { acquireLock } from '../../src/journal/lock.js';
import { thisProcess } from '../../src/journal/process-identity.js';
import { SetClock } from '../support/clock.js';
import { temporaryFolder } from '../support/folder.js';
import { syncedDuring } from '../support/recorded-syncs.js';

const author = { operator: 'root@workstation', version: '0.1.0' };
const clock = new SetClock('2026-11-24T10:00:00Z');

async function newFolder(name: string): Promise<string> {
  const folder = join(await temporaryFolder(), name);
  await mkdir(folder);
  return folder;
}

describe('what a power failure must not take is on disk', () => {
  it('for a new journal before its first record, and for each record before it counts', async () => {
    const folder = await newFolder('NTEX01');
    const path = join(folder, 'journal.jsonl');
    const opened = await syncedDuring(async () => (await JournalFile.open(path, author, clock)).close());
    expect(opened).toContain('NTEX01');
    const journal = await JournalFile.open(path, author, clock);
    for (let record = 1; record < 4; record++) {
      const append = (): Promise<unknown> => journal.append({ type: 'session-end', how: 'finished' });
      expect(await syncedDuring(append)).toEqual(['journal.jsonl']);
    }
    await journal.close();
  });

  it('for a lock before it holds, so that no half of one is left', async () => {
    const folder = await newFolder('NTEX01');
    const holder = { ...thisProcess(), operator: 'root', command: 'test', since: '2026-11-24T10:00:00Z' };
    const taken = await syncedDuring(async () => (await acquireLock(folder, holder)).release());
    expect(taken).toEqual([
      expect.stringMatching(/^lock\.1\.[0-9a-f-]{36}$/),
      expect.stringMatching(/^lock\.1\.[0-9a-f-]{36}$/),
    ]);
  });

  it('for a file that is replaced before it takes the name, and then the name', async () => {
    const folder = await newFolder('place');
    const written = await syncedDuring(() => writeWhole(join(folder, 'file'), 'new'));
    expect(written).toEqual([expect.stringMatching(/^file\.\d+\.new$/), 'place']);
  });

  it('for new files and their names', async () => {
    const folder = await newFolder('place');
    const files = ['a', 'b'].map((name) => ({ path: join(folder, name), text: name }));
    expect(await syncedDuring(() => writeNewFiles(folder, files))).toEqual(['a', 'b', 'place']);
  });

  it('for a folder in the one above it', async () => {
    const folder = await newFolder('place');
    expect(await syncedDuring(() => makeFolder(join(folder, 'a', 'b')))).toEqual(['a', 'place']);
  });

  it('for a request that is moved away: where it goes before where it was, so that its key is never in neither', async () => {
    const folder = await newFolder('requests');
    await writeFile(join(folder, 'owa.key.pem'), 'a key');
    const synced = await syncedDuring(() => retireRequest(folder, 'owa', clock.now()));
    expect(synced).toEqual(['requests', 'retired', 'owa-20261124T100000Z', 'requests']);
  });
});
