import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type as systemName } from 'node:os';
import { dirname, join } from 'node:path';
import { format } from 'prettier';
import { packageRoot } from '../../src/files/package-root.js';
import { reliabilityPage } from './page.js';
import { noTally, type Part, type Tally } from './part.js';

/** What a part came to when it was run to its end last. */
export interface PartRecord {
  /** ISO date. */
  readonly finished: string;
  readonly machine: string;
  readonly trials: number;
  /** How many trials broke the promise. */
  readonly failures: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** The record of all parts, by name: docs/reliability.json. */
export type Records = Readonly<Record<string, PartRecord>>;

const docs = join(packageRoot(), 'docs');
const recordPath = join(docs, 'reliability.json');

export function readRecords(): Records {
  try {
    // The campaign alone writes this file
    return JSON.parse(readFileSync(recordPath, 'utf8')) as Records;
  } catch {
    return {};
  }
}

/** Records what a part came to, and makes docs/reliability.md anew. */
export async function record(part: Part, tally: Tally, parts: readonly Part[]): Promise<void> {
  const entry: PartRecord = {
    finished: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${systemName()} ${release()}, Node.js ${process.version}`,
    trials: tally.trials,
    failures: tally.failures.length,
    counts: tally.counts,
  };
  const records: Records = { ...readRecords(), [part.name]: entry };
  writeFileSync(recordPath, await format(JSON.stringify(records), { parser: 'json', printWidth: 110 }));
  const page = reliabilityPage(parts, records);
  writeFileSync(join(docs, 'reliability.md'), await format(page, { parser: 'markdown', printWidth: 110 }));
}

/** A run that was stopped: how far it came. */
interface Progress {
  readonly trials: number;
  readonly tally: Tally;
}

const progressPath = ({ name }: Part): string =>
  join(packageRoot(), '.cache/campaign-progress', `${name}.json`);

/** How far a run to the same number of trials came; nothing where it is to begin. */
export function readProgress(part: Part, trials: number): Tally {
  try {
    const progress = JSON.parse(readFileSync(progressPath(part), 'utf8')) as Progress;
    return progress.trials === trials ? progress.tally : noTally;
  } catch {
    return noTally;
  }
}

export function saveProgress(part: Part, trials: number, tally: Tally): void {
  mkdirSync(dirname(progressPath(part)), { recursive: true });
  writeFileSync(progressPath(part), JSON.stringify({ trials, tally } satisfies Progress));
}

export function forgetProgress(part: Part): void {
  rmSync(progressPath(part), { force: true });
}
