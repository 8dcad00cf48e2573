import { UsageError } from '../errors.js';
import { noPrevious } from './line.js';
import type { JournalRecord } from './record.js';

/** How far a journal went: its number of records, and the checksum of the last. */
export interface JournalHead {
  readonly count: number;
  readonly checksum: string;
}

const consonants = 'bdfghjklmnprstvz';
const vowels = 'aiou';

/**
 * A head as something that a person can write down and compare: `412 lusab-babad-gutih`. The words are the first 48 bits
 * of the checksum, 16 bits a word, consonants and vowels by turns (proquints, arXiv 0901.4016).
 */
export function headWords({ count, checksum }: JournalHead): string {
  const words = [0, 4, 8].map((at) => wordOf(Number.parseInt(checksum.slice(at, at + 4), 16)));
  return `${count} ${words.join('-')}`;
}

const wordOf = (bits: number): string =>
  [12, 10, 6, 4, 0]
    .map((shift, place) => (place % 2 === 0 ? consonants[(bits >> shift) & 15] : vowels[(bits >> shift) & 3]))
    .join('');

/**
 * What is wrong with a journal whose head was seen before, as a clause; undefined where it holds that head, and perhaps
 * more behind it. @param links what follows from each record, as parsing gives it
 */
export function missingSince(links: readonly string[], words: string): string | undefined {
  const count = Number(/^\s*(\d+)/.exec(words)?.[1]);
  const link = links[count - 1];
  if (link === undefined)
    return `it holds ${links.length} records, and held ${count} then: its end was cut off`;
  const now = headWords({ count, checksum: link });
  return now === normal(words) ? undefined : `its record ${count} is another one: ${now}`;
}

/** What follows from each record that was read; of a last one in format 1 nothing tells it. */
export const linksOf = (records: readonly JournalRecord[]): readonly string[] =>
  records.map(({ checksum }, index) => checksum ?? records[index + 1]?.previous ?? noPrevious);

/** The head of a journal as words. @param links what follows from each record */
export const headOf = (links: readonly string[]): string =>
  headWords({ count: links.length, checksum: links.at(-1) ?? noPrevious });

/** @throws UsageError for what no head can look like */
export function parseHeadWords(words: string): string {
  const text = normal(words);
  if (/^\d+ [a-z]{5}-[a-z]{5}-[a-z]{5}$/.test(text)) return text;
  throw new UsageError(
    `${words} is not the head of a journal. It is a number and three words, such as 412 lusab-babad-gutih; batten journal verify shows it.`,
  );
}

const normal = (words: string): string =>
  words
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .replace(/^(\d+) (\S+) (\S+) (\S+)$/, '$1 $2-$3-$4');
