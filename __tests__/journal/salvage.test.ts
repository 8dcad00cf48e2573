import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stepBegun } from '../../src/engine/session.js';
import { foldJournal } from '../../src/journal/history.js';
import { noPrevious, sealedLine } from '../../src/journal/line.js';
import { parseJournal } from '../../src/journal/parse.js';
import type { JournalRecord } from '../../src/journal/record.js';
import { salvage } from '../../src/journal/salvage.js';
import { everyStep } from '../../steps/catalogue.js';
import { labServer } from '../support/lab-server.js';

const writing = {
  operator: 'eva@here',
  version: '0.2.0',
  time: '2026-11-24T12:00:00.000Z',
  begun(id: string) {
    const step = everyStep.find((one) => one.id === id);
    return step === undefined ? undefined : stepBegun(step, {});
  },
};

/** The records as the lines of a journal, chained. */
function linesOf(records: readonly JournalRecord[]): readonly string[] {
  let previous = noPrevious;
  return records.map((record) => {
    const { line, checksum } = sealedLine({ ...record, previous });
    previous = checksum;
    return line;
  });
}

const bytesOf = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

const linkOf = (line: string): string => createHash('sha256').update(line).digest('hex');

/** What a record says, apart from its place in the chain. */
const said = (record: JournalRecord | undefined): unknown => ({ ...record, previous: '', checksum: '' });

let lines: readonly string[];

beforeAll(async () => {
  const server = await labServer();
  for (const id of ['restrict-anonymous', 'services', 'guest-account', 'audit-policy', 'message-size'])
    await server.apply(id).catch(() => undefined);
  lines = linesOf(server.journal.records);
});

describe('salvaging a journal', () => {
  it('leaves one that is whole as it is', () => {
    const found = salvage(bytesOf(lines), undefined, writing);
    expect(found).toMatchObject({ lost: [], begunAnew: [], unknown: [], count: lines.length });
    expect(parseJournal(Buffer.from(found.text), 'new').records.map(said)).toEqual(
      parseJournal(bytesOf(lines), 'old').records.map(said),
    );
  });

  it('keeps every record that was not damaged under its number, and every change that stands', () => {
    const standing = (records: readonly JournalRecord[]): readonly number[] =>
      [...foldJournal(records).steps.values()].flatMap((step) => step.standing.map(({ intent }) => intent));
    const before = parseJournal(bytesOf(lines), 'old').records;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: lines.length - 1 }), { maxLength: 6 }),
        fc.nat(400),
        fc.boolean(),
        (places, at, removed) => {
          const damaged = lines.flatMap((line, index) => {
            if (!places.includes(index)) return [line];
            const place = at % line.length;
            const other = line[place] === 'x' ? 'y' : 'x';
            return removed ? [] : [line.slice(0, place) + other + line.slice(place + 1)];
          });
          const found = salvage(bytesOf(damaged), undefined, writing);
          const { records } = parseJournal(Buffer.from(found.text), 'new');
          expect(found.lost.every((sequence) => places.includes(sequence - 1))).toBe(true);
          for (const record of before.slice(0, records.length)) {
            if (places.includes(record.sequence - 1)) continue;
            expect(said(records[record.sequence - 1])).toEqual(said(record));
          }
          const open = standing(records);
          for (const intent of standing(before)) {
            if (found.lost.includes(intent) || intent > records.length) continue;
            expect(open).toContain(intent);
          }
          expect(found.unknown).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says who the server is from later facts where the first record is lost, and refuses where nothing does', () => {
    const [first = '', ...rest] = lines;
    const broken = [first.replace('"server"', '"servex"'), ...rest];
    expect(() => salvage(bytesOf(broken), undefined, writing)).toThrow(/does not say whose it is/);
    const server = JSON.parse(first) as JournalRecord & { facts: object };
    const facts: JournalRecord = {
      ...server,
      sequence: lines.length + 1,
      type: 'facts',
      facts: { name: 'NTEX01' },
    };
    const found = salvage(bytesOf([...broken, sealedLine(facts).line]), undefined, writing);
    expect(parseJournal(Buffer.from(found.text), 'new').records[0]).toMatchObject({
      type: 'server',
      facts: { name: 'NTEX01' },
    });
  });

  it('believes a record without a checksum of its own only where the one behind it vouches for it', () => {
    const old = (record: JournalRecord): object => ({ ...record, format: 1, checksum: undefined });
    const records = parseJournal(bytesOf(lines), 'old').records.slice(0, 4);
    const oldLines: string[] = [];
    for (const record of records) {
      const link = oldLines.length === 0 ? noPrevious : linkOf(oldLines.at(-1) ?? '');
      oldLines.push(JSON.stringify({ ...old(record), previous: link }));
    }
    const damaged = oldLines.map((line, index) =>
      index === 1 ? line.replace(/"time":"2/, '"time":"1') : line,
    );
    const found = salvage(bytesOf(damaged), undefined, writing);
    expect(found.lost).toEqual([2]);
    // Nothing stands behind the last one
    expect(found.count).toBe(3);
  });

  it('marks an end that is known to be missing', () => {
    const found = salvage(bytesOf(lines.slice(0, -2)), 'it held two more', writing);
    expect(parseJournal(Buffer.from(found.text), 'new').records.at(-1)).toMatchObject({
      type: 'lost',
      what: 'the end: it held two more',
      operator: 'eva@here',
    });
  });

  it('never throws anything else on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(() => salvage(bytes, undefined, writing)).toThrow(/does not say whose it is/);
      }),
    );
  });
});
