import { JournalError } from '../errors.js';
import { chainLinkOf, noPrevious, sealedLine } from './line.js';
import { journalFormat, type Entry, type JournalRecord } from './record.js';

type StepBegun = Extract<Entry, { type: 'step-begun' }>;

export interface Salvaged {
  /** The new journal, unbroken. */
  readonly text: string;
  readonly last: string;
  /** How many records it holds, the lost ones counted. */
  readonly count: number;
  /** Sequence numbers whose records could not be read. */
  readonly lost: readonly number[];
  /** Steps that were begun in a lost record; all that undo must know of them was taken from elsewhere. */
  readonly begunAnew: readonly string[];
  /** Steps of which changes are recorded that cannot be taken back: nothing tells what they stand on. */
  readonly unknown: readonly string[];
}

interface Writing {
  readonly operator: string;
  readonly version: string;
  /** ISO 8601. */
  readonly time: string;
  /** What Batten knows of a step that was begun in a lost record. */
  begun(step: string): StepBegun | undefined;
}

/**
 * Makes a whole journal of what a damaged one still says. Every record that proves itself is kept under its number, which
 * others refer to; a `lost` record stands for each that does not. Nothing is guessed: a change whose intent is lost cannot
 * be taken back, and one whose outcome is lost is open, so that the next session looks on the server.
 * @param missing what is known to be missing at the end, as a clause
 * @throws JournalError where it no longer says whose journal it is
 */
export function salvage(bytes: Uint8Array, missing: string | undefined, writing: Writing): Salvaged {
  const kept = believable(bytes);
  const entries = new Map<number, Entry | JournalRecord>(kept.map((record) => [record.sequence, record]));
  const count = kept.at(-1)?.sequence ?? 0;
  const lost = Array.from({ length: count }, (_, index) => index + 1).filter((at) => !entries.has(at));
  for (const at of lost) entries.set(at, { type: 'lost', what: 'a damaged record' });
  if (missing !== undefined) entries.set(count + 1, { type: 'lost', what: `the end: ${missing}` });
  nameServer(entries, kept);
  const { begunAnew, unknown } = beginLostSteps(entries, kept, lost, writing);
  return { ...chained(entries, writing), lost, begunAnew, unknown };
}

/** The records that prove themselves, each later than the one before. */
function believable(bytes: Uint8Array): readonly JournalRecord[] {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .split('\n')
    .slice(0, -1);
  const records: JournalRecord[] = [];
  for (const [index, line] of lines.entries()) {
    const record = parsed(line);
    if (record === undefined || record.sequence <= (records.at(-1)?.sequence ?? 0)) continue;
    const link = chainLinkOf(line, record.format);
    // A record of format 1 has no checksum of its own: the one behind it vouches for it.
    const vouched = record.format > 1 || parsed(lines[index + 1] ?? '')?.previous === link;
    if (link !== undefined && vouched) records.push(record);
  }
  return records;
}

function parsed(line: string): JournalRecord | undefined {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const { format, sequence } = data as Readonly<Record<string, unknown>>;
  if (!isCount(format) || format > journalFormat || !isCount(sequence)) return undefined;
  // Believed only where its checksum, or the record behind it, proves that Batten wrote it.
  return data as JournalRecord;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

/** The first record says whose journal it is; where it is lost, later facts of the same server do. */
function nameServer(entries: Map<number, Entry | JournalRecord>, kept: readonly JournalRecord[]): void {
  if (kept.some(({ type }) => type === 'server')) return;
  const later = kept.find((record) => record.type === 'facts');
  if (later === undefined) {
    throw new JournalError(
      'What can be read of the journal does not say whose it is. Nothing was touched. Put back a copy from before the damage.',
    );
  }
  entries.set(1, { type: 'server', facts: later.facts });
}

/** A change belongs to a step that was begun; where that record is lost, another one takes its place. */
function beginLostSteps(
  entries: Map<number, Entry | JournalRecord>,
  kept: readonly JournalRecord[],
  lost: readonly number[],
  { begun }: Writing,
): Pick<Salvaged, 'begunAnew' | 'unknown'> {
  const free = lost.filter((at) => entries.get(at)?.type === 'lost');
  const known = new Set<string>();
  const begunAnew: string[] = [];
  const unknown: string[] = [];
  for (const record of kept) {
    if (record.type === 'step-begun') known.add(record.step);
    if (record.type !== 'intent' || record.action !== 'apply' || known.has(record.step)) continue;
    known.add(record.step);
    const place = free.findLast((at) => at < record.sequence);
    const entry = begun(record.step);
    if (place === undefined || entry === undefined) unknown.push(record.step);
    else {
      free.splice(free.indexOf(place), 1);
      entries.set(place, entry);
      begunAnew.push(record.step);
    }
  }
  return { begunAnew, unknown };
}

function chained(
  entries: ReadonlyMap<number, Entry | JournalRecord>,
  { operator, version, time }: Writing,
): Pick<Salvaged, 'text' | 'last' | 'count'> {
  let last = noPrevious;
  const lines: string[] = [];
  for (let sequence = 1; sequence <= entries.size; sequence++) {
    const author = { format: journalFormat, sequence, time, operator, version, previous: last };
    const record = { ...author, ...entries.get(sequence) };
    const { line, checksum } = sealedLine({
      ...record,
      format: journalFormat,
      previous: last,
      checksum: undefined,
    });
    lines.push(`${line}\n`);
    last = checksum;
  }
  return { text: lines.join(''), last, count: lines.length };
}
