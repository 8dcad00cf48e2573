import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Part, Tally } from '../part.js';
import { Disk, killed, type Cut, type Image } from './disk.js';
import { layDown, readImage } from './image.js';
import { recordCalls } from './recorder.js';
import {
  hardenScenario,
  kitScenario,
  labResetScenario,
  replaceScenario,
  undoScenario,
  type Scenario,
} from './scenarios.js';

/** One moment after which nothing more was done, and one way to go on. */
interface Moment {
  readonly scenario: Scenario;
  readonly start: Image;
  readonly call: string;
  readonly way: string;
  readonly image: Image;
}

const scenarios = [hardenScenario, undoScenario, labResetScenario, replaceScenario, kitScenario];

export const killPart: Part = {
  name: 'kill',
  promise:
    'The program is killed before and after each call that changes the disk, and in the middle of each write, while it ' +
    'hardens, undoes, resets the lab, replaces a request and writes a kit. Status says so, and going on or taking back brings all back.',
  full: () => momentsOf('kill').then(({ length }) => length),
  short: 40,
  batch: 50,
  run: (first, trials) => tryMoments('kill', first, trials),
};

export const powerPart: Part = {
  name: 'power',
  promise:
    'The power fails after each of the same calls: what no sync has put on disk is there, lost, or half there, names ' +
    'of files and what is in them each for itself. The same holds.',
  full: () => momentsOf('power').then(({ length }) => length),
  short: 60,
  batch: 50,
  run: (first, trials) => tryMoments('power', first, trials),
};

const cuts: Readonly<Record<string, Cut>> = {
  'nothing unsynced is kept': { data: () => 'lost', names: 'lost' },
  'only names are kept': { data: () => 'lost', names: 'kept' },
  'only data is kept': { data: () => 'kept', names: 'lost' },
  'half of the data is kept': { data: () => 'half', names: 'kept' },
};

const recorded = new Map<string, Promise<readonly Moment[]>>();

/** In an order in which any few of them are of all scenarios. */
function momentsOf(how: 'kill' | 'power'): Promise<readonly Moment[]> {
  const found = recorded.get(how) ?? recordMoments(how);
  recorded.set(how, found);
  return found;
}

async function recordMoments(how: 'kill' | 'power'): Promise<readonly Moment[]> {
  const moments: Moment[] = [];
  for (const scenario of scenarios) {
    await inFolder(async (root) => {
      await scenario.prepare(root);
      const start = readImage(root);
      const kinds = how === 'kill' ? { killed } : cuts;
      let last = '';
      const onMoment = (call: string, disk: Disk): void => {
        if (how === 'power' && call.startsWith('half')) return;
        for (const [cut, what] of Object.entries(kinds)) {
          const image = disk.after(what);
          for (const way of Object.keys(scenario.ways))
            moments.push({ scenario, start, call: `${last} | ${call} (${cut})`, way, image });
        }
        last = call;
      };
      await recordCalls(root, new Disk(start), onMoment, () => scenario.run(root));
    });
  }
  return moments.flatMap((_, index) => moments[(index * 7919) % moments.length] ?? []);
}

async function tryMoments(how: 'kill' | 'power', first: number, trials: number): Promise<Tally> {
  const moments = (await momentsOf(how)).slice(first, first + trials);
  const failures: string[] = [];
  const counts: Record<string, number> = {};
  for (const { scenario, start, call, way, image } of moments) {
    const name = `of ${scenario.name}`;
    counts[name] = (counts[name] ?? 0) + 1;
    await inFolder((root) =>
      inFolder(async (before) => {
        layDown(image, root);
        layDown(start, before);
        await scenario.ways[way]?.(root, before);
      }),
    ).catch((error: unknown) => {
      failures.push(
        `${scenario.name}, ${call}, then ${way}: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  }
  return { trials: moments.length, failures, counts };
}

async function inFolder(work: (root: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'batten-campaign-'));
  try {
    await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
