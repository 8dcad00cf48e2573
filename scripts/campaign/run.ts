import { addTallies, noTally, type Part, type Tally } from './part.js';
import { forgetProgress, readProgress, readRecords, record, saveProgress } from './record.js';

/** Runs a part to its end, from where it was stopped, and records what it came to. */
export async function runFull(part: Part, trials: number, parts: readonly Part[]): Promise<Tally> {
  let tally = readProgress(part, trials);
  while (tally.trials < trials) {
    const more = await part.run(tally.trials, Math.min(part.batch, trials - tally.trials));
    if (more.trials === 0) break;
    more.failures.forEach(sayFailure);
    tally = addTallies(tally, more);
    saveProgress(part, trials, tally);
    console.log(`${part.name}: ${tally.trials} of ${trials}, ${tally.failures.length} broken`);
  }
  forgetProgress(part);
  await record(part, tally, parts);
  return tally;
}

/** Makes CI's share of a part. @returns whether no more broke than is on record */
export async function runShort(part: Part): Promise<boolean> {
  const began = Date.now();
  let tally = noTally;
  while (tally.trials < part.short) {
    const more = await part.run(tally.trials, Math.min(part.batch, part.short - tally.trials));
    if (more.trials === 0) break;
    tally = addTallies(tally, more);
  }
  tally.failures.forEach(sayFailure);
  const known = readRecords()[part.name]?.failures ?? 0;
  const broken = tally.failures.length;
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`${part.name}: ${tally.trials} trials, ${broken} broken (${known} on record), ${seconds} s`);
  return broken <= known;
}

const sayFailure = (failure: string): void => {
  console.log(`BROKEN: ${failure.slice(0, 1200)}`);
};
