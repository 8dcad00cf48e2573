import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JournalFile, readJournal } from '../../src/journal/file.js';
import { parseJournal } from '../../src/journal/parse.js';
import type { Entry } from '../../src/journal/record.js';
import { SetClock } from '../support/clock.js';
import { temporaryFolder } from '../support/folder.js';

const author = { operator: 'root@workstation', version: '0.1.0' };
const clock = new SetClock('2026-11-24T10:00:00Z');
const entries: readonly Entry[] = [
  { type: 'server', facts: { name: 'NTEX01' } },
  { type: 'restarted', what: 'server' },
  { type: 'session-end', how: 'finished' },
];

async function written(path: string, what: readonly Entry[] = entries): Promise<void> {
  const journal = await JournalFile.open(path, author, clock);
  for (const entry of what) await journal.append(entry);
  await journal.close();
}

describe('a journal file', () => {
  it('gives back what was appended, with sequence, time, operator and version', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await written(path);
    const { records, tornBytes } = await readJournal(path);
    expect(tornBytes).toBe(0);
    expect(records.map((record) => record.sequence)).toEqual([1, 2, 3]);
    expect(records[0]).toMatchObject({
      ...entries[0],
      operator: 'root@workstation',
      version: '0.1.0',
      time: '2026-11-24T10:00:00.000Z',
    });
  });

  it('is readable by its owner alone', async () => {
    const path = join(await temporaryFolder(), 'servers', 'NTEX01', 'journal.jsonl');
    await written(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
  });

  it('goes on where it was closed', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await written(path, entries.slice(0, 2));
    await written(path, entries.slice(2));
    expect((await readJournal(path)).records.map((record) => record.type)).toEqual(
      entries.map((entry) => entry.type),
    );
  });

  it('sets a torn last line aside, says so in a record, and goes on', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await written(path);
    await appendFile(path, '{"format":1,"sequence":4,"ty');
    expect((await readJournal(path)).tornBytes).toBe(28);
    await written(path, [{ type: 'restarted', what: 'server' }]);
    const { records, tornBytes } = await readJournal(path);
    expect(tornBytes).toBe(0);
    expect(records.slice(3)).toMatchObject([{ type: 'recovered', lostBytes: 28 }, { type: 'restarted' }]);
  });

  it('cut off anywhere, still gives every record that was complete', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await written(path);
    const bytes = await readFile(path);
    const complete = (length: number): number => bytes.subarray(0, length).toString().split('\n').length - 1;
    for (let length = 0; length <= bytes.length; length++) {
      expect(parseJournal(bytes.subarray(0, length), path).records).toHaveLength(complete(length));
    }
  });

  it('refuses any change to any byte of a line that another follows, naming the file', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await written(path);
    const bytes = await readFile(path);
    const end = bytes.lastIndexOf(0x0a, bytes.length - 2);
    fc.assert(
      fc.property(fc.nat(end - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        expect(() => parseJournal(damaged, path)).toThrow(path);
      }),
    );
  });

  it('refuses a journal whose middle line was taken out, with exit code 5', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await written(path);
    const lines = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, [lines[0], lines[2], ''].join('\n'));
    await expect(readJournal(path)).rejects.toMatchObject({
      exitCode: 5,
      message: expect.stringContaining('line 2'),
    });
  });

  it('refuses a format newer than it knows, and says which version wrote it', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await writeFile(path, '{"format":99,"sequence":1,"version":"9.9.9","type":"server"}\n');
    await expect(readJournal(path)).rejects.toThrow(/written by Batten 9\.9\.9 in format 99/);
  });

  it('never throws anything but its own error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          parseJournal(bytes, 'j');
        } catch (error) {
          expect(error).toMatchObject({ name: 'JournalError' });
        }
      }),
    );
  });
});
