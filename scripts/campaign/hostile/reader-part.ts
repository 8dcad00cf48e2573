import { BattenError } from '../../../src/errors.js';
import type { Part, Tally } from '../part.js';
import { chanceOf, mutated } from './mutate.js';
import { everyReader, type Reader } from './readers.js';

/** A reader of a few kilobytes that takes longer than this does more than it should, on a busy machine too. */
const longestMs = 5000;

export const readerPart: Part = {
  name: 'readers',
  promise:
    'What a server, a file, a kit, a certificate or a person says is valid, but for a few places. Each reader takes it, ' +
    'or refuses it with an error of its own; it never ends otherwise, never takes long, and no object has more members for it.',
  full: 1_000_000,
  short: 8000,
  batch: 20_000,
  run: (first, trials) => tryReaders(first, trials),
};

let readers: Promise<readonly Reader[]> | undefined;

async function tryReaders(first: number, trials: number): Promise<Tally> {
  readers ??= everyReader().then(takeTheirSeeds);
  const all = await readers;
  const failures: string[] = [];
  const counts = { refused: 0 };
  for (let trial = first; trial < first + trials; trial++) {
    const reader = all[trial % all.length];
    const chance = chanceOf(trial);
    const seed = reader?.seeds[chance(reader.seeds.length)] ?? Buffer.alloc(0);
    const bytes = mutated(seed, chance);
    const began = performance.now();
    const wrong = await whatIsWrong(reader, bytes, counts);
    const took = performance.now() - began;
    const slow = took > longestMs ? `it took ${Math.round(took)} ms` : undefined;
    const problem = wrong ?? slow;
    if (problem !== undefined) failures.push(`${reader?.name ?? ''}, trial ${trial}: ${problem}`);
  }
  return { trials, failures, counts };
}

/** A text that is refused as it is would try nothing. */
async function takeTheirSeeds(all: readonly Reader[]): Promise<readonly Reader[]> {
  for (const { seeds, read } of all) for (const seed of seeds) await read(seed);
  return all;
}

async function whatIsWrong(
  reader: Reader | undefined,
  bytes: Buffer,
  counts: { refused: number },
): Promise<string | undefined> {
  try {
    await reader?.read(bytes);
  } catch (error) {
    if (!(error instanceof BattenError)) return error instanceof Error ? (error.stack ?? '') : String(error);
    counts.refused++;
  }
  return Object.keys(Object.prototype).length > 0 ? 'every object has more members now' : undefined;
}
