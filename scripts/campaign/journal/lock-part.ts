import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisProcess } from '../../../src/journal/process-identity.js';
import type { Part, Tally } from '../part.js';

export const lockPart: Part = {
  name: 'lock',
  promise:
    'Two to six processes reach for the lock of one server at the same moment, where nothing lies, or what a process ' +
    'left that ended, was let go, or had a number that another program has now, or where a living process holds it. ' +
    'One holds it then, and never two.',
  full: 2000,
  short: 150,
  batch: 100,
  run: (first, trials) => race(first, trials),
};

const living = {
  ...thisProcess(),
  operator: 'other',
  command: 'batten harden',
  since: new Date(0).toISOString(),
};
const over = { ...living, pid: 4_194_305 };

/** What lies in the folder before the race, by file. */
const settings: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'nothing there': {},
  'left by a process that ended': { 'lock.3': over },
  'left by an older Batten': { lock: over },
  'left twice': { 'lock.3': over, 'lock.4': over },
  'number of another program': { 'lock.1': { ...living, started: '1' } },
  'of an earlier start of the machine': { 'lock.1': { ...living, boot: 'before' } },
  'let go': { 'lock.9': { released: true } },
  'let go after one that ended': { 'lock.8': over, 'lock.9': { released: true } },
  'held by a living process': { 'lock.2': living },
};

async function race(first: number, trials: number): Promise<Tally> {
  const racers = Array.from({ length: 6 }, () => fork(join(import.meta.dirname, 'racer.js')));
  const failures: string[] = [];
  const counts: Record<string, number> = {};
  try {
    for (let trial = first; trial < first + trials; trial++) {
      const names = Object.keys(settings);
      const setting = names[trial % names.length] ?? '';
      const some = racers.slice(0, 2 + (trial % 5));
      const holders = await runRace(some, settings[setting] ?? {});
      const wanted = setting === 'held by a living process' ? 0 : 1;
      counts[setting] = (counts[setting] ?? 0) + 1;
      if (holders !== wanted)
        failures.push(`race ${trial}, ${setting}, ${some.length} processes: ${holders}`);
    }
  } finally {
    for (const racer of racers) racer.disconnect();
  }
  return { trials, failures, counts };
}

/** @returns how many hold it, or what a racer says that does not know what happened to it */
async function runRace(
  racers: readonly ChildProcess[],
  left: Readonly<Record<string, object>>,
): Promise<number | string> {
  const folder = mkdtempSync(join(tmpdir(), 'batten-campaign-'));
  for (const [name, content] of Object.entries(left))
    writeFileSync(join(folder, name), JSON.stringify(content));
  const said = await Promise.all(racers.map((racer) => tell(racer, folder)));
  await Promise.all(racers.map((racer) => tell(racer, 'release')));
  rmSync(folder, { recursive: true, force: true });
  const odd = said.find((one) => one !== 'holds' && one !== 'refused');
  return odd ?? said.filter((one) => one === 'holds').length;
}

const tell = (racer: ChildProcess, what: string): Promise<string> =>
  new Promise((resolve) => {
    racer.once('message', (said: string) => {
      resolve(said);
    });
    racer.send(what);
  });
