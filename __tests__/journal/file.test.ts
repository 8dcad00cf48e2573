import { createHash } from 'node:crypto';
import { appendFile, copyFile, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JournalFile, readJournal } from '../../src/journal/file.js';
import { headPath } from '../../src/journal/head-file.js';
import { parseJournal } from '../../src/journal/parse.js';
import type { Entry } from '../../src/journal/record.js';
import { journalOwner } from '../../src/journal/servers.js';
import { SetClock } from '../support/clock.js';
import { temporaryFolder } from '../support/folder.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

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

  it('refuses any change to any byte but the last line end, the last record included, naming the file', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await written(path);
    const bytes = await readFile(path);
    fc.assert(
      fc.property(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        expect(() => parseJournal(damaged, path)).toThrow(path);
      }),
    );
  });

  it('refuses a last record that says that it is of the format without checksums', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await written(path);
    const text = await readFile(path, 'utf8');
    const last = text.lastIndexOf('{"format":2');
    const older = text.slice(0, last) + text.slice(last).replace('"format":2', '"format":1');
    expect(older).not.toBe(text);
    expect(() => parseJournal(Buffer.from(older), path)).toThrow(/damaged at line 3: its checksum/);
  });

  it('goes on after a torn first record, which is not its server record', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await written(path, entries.slice(0, 1));
    await writeFile(path, (await readFile(path)).subarray(0, 40));
    await unlink(headPath(path));
    await written(path, entries);
    const { records } = await readJournal(path);
    expect(records.map(({ type }) => type)).toEqual(['recovered', 'server', 'restarted', 'session-end']);
    expect(journalOwner(records)).toEqual({ name: 'NTEX01' });
  });

  it('reads what format 1 wrote and goes on in format 2', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    const first = {
      format: 1,
      sequence: 1,
      previous: '0'.repeat(64),
      type: 'server',
      facts: { name: 'OLD' },
    };
    const second = { format: 1, sequence: 2, previous: sha256(JSON.stringify(first)), type: 'restarted' };
    await writeFile(path, `${JSON.stringify(first)}\n${JSON.stringify(second)}\n`);
    await written(path, entries.slice(2));
    const { records } = await readJournal(path);
    expect(records.map(({ format }) => format)).toEqual([1, 1, 2]);
    expect(records[2]?.previous).toBe(sha256(JSON.stringify(second)));
  });

  it.each([0, -1, 0.5, '1', null])('refuses format %p', async (format) => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await writeFile(path, `${JSON.stringify({ format, sequence: 1, previous: '0'.repeat(64) })}\n`);
    await expect(readJournal(path)).rejects.toMatchObject({ exitCode: 5 });
  });

  it('whose end was cut off at any record is noticed, and told how many there were', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await written(path);
    const lines = (await readFile(path, 'utf8')).split('\n');
    for (let kept = 0; kept < 3; kept++) {
      await writeFile(
        path,
        lines
          .slice(0, kept)
          .map((line) => `${line}\n`)
          .join(''),
      );
      await expect(readJournal(path)).rejects.toThrow(
        new RegExp(`holds ${kept} records, and held 3 then: its end was cut off`),
      );
      await expect(written(path)).rejects.toMatchObject({ exitCode: 5 });
    }
    await unlink(path);
    await expect(readJournal(path)).rejects.toThrow(/held 3 then/);
  });

  it('that is longer than its head is whole: the power failed before the head was on disk', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    await written(path, entries.slice(0, 1));
    const early = await readFile(headPath(path));
    await written(path, entries.slice(1));
    await writeFile(headPath(path), early);
    expect((await readJournal(path)).records).toHaveLength(3);
  });

  it('with another record where its head was is another journal', async () => {
    const [one, other] = [
      join(await temporaryFolder(), 'journal.jsonl'),
      join(await temporaryFolder(), 'journal.jsonl'),
    ];
    await written(one);
    await written(other, [{ type: 'server', facts: { name: 'OTHER' } }, ...entries.slice(1)]);
    await copyFile(other, one);
    await expect(readJournal(one)).rejects.toThrow(/its record 3 is another one/);
  });

  it('that was removed or replaced under a session takes no more records, and what it held is kept', async () => {
    for (const replace of [false, true]) {
      const path = join(await temporaryFolder(), 'journal.jsonl');
      const journal = await JournalFile.open(path, author, clock);
      for (const entry of entries) await journal.append(entry);
      const held = await readFile(path);
      await unlink(path);
      if (replace) await writeFile(path, held.subarray(0, 10));
      const refused = journal.append({ type: 'restarted', what: 'server' });
      await expect(refused).rejects.toMatchObject({ exitCode: 5 });
      await expect(refused).rejects.toThrow(replace ? /was replaced while/ : /was removed while/);
      await journal.close();
      expect(await readFile(join(path, '..', 'journal.rescued-1.jsonl'))).toEqual(held);
      if (replace) expect(await readFile(path)).toEqual(held.subarray(0, 10));
    }
  });

  it('takes no record of a session that was suspended while another one wrote', async () => {
    const path = join(await temporaryFolder(), 'journal.jsonl');
    const suspended = await JournalFile.open(path, author, clock);
    await suspended.append({ type: 'server', facts: { name: 'NTEX01' } });
    await written(path, [{ type: 'restarted', what: 'server' }]);
    await expect(suspended.append({ type: 'session-end', how: 'finished' })).rejects.toThrow(
      /Another session has written/,
    );
    await suspended.close();
    expect((await readJournal(path)).records.map(({ type }) => type)).toEqual(['server', 'restarted']);
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
