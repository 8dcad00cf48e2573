import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JournalError } from '../../../src/errors.js';
import { readJournal } from '../../../src/journal/file.js';
import type { Part, Tally } from '../part.js';
import { theJournal, type WrittenJournal } from './written-journal.js';

export const corruptionPart: Part = {
  name: 'corruption',
  promise:
    'A journal of which any bit is turned, which ends anywhere, or of which a record is missing, doubled or in the place ' +
    'of another, with its head beside it, is refused in words that name it: never accepted in silence.',
  full: () => theJournal().then((journal) => damagesOf(journal).length),
  short: 3000,
  batch: 5000,
  run: (first, trials) => tryDamages(first, trials),
};

interface Damage {
  readonly what: string;
  readonly of: 'bits turned' | 'cuts' | 'records moved';
  bytes(): Buffer;
}

async function tryDamages(first: number, trials: number): Promise<Tally> {
  const journal = await theJournal();
  const all = damagesOf(journal);
  const failures: string[] = [];
  const counts: Record<string, number> = {};
  const folder = mkdtempSync(join(tmpdir(), 'batten-campaign-'));
  const path = join(folder, 'journal.jsonl');
  try {
    writeFileSync(join(folder, 'journal.head'), journal.head);
    for (let trial = first; trial < Math.min(first + trials, all.length); trial++) {
      // Any few thousand of them are of all sorts
      const damage = all[(trial * 7919) % all.length];
      if (damage === undefined) break;
      counts[damage.of] = (counts[damage.of] ?? 0) + 1;
      writeFileSync(path, damage.bytes());
      const verdict = await readJournal(path).then(
        ({ records }) => `${records.length} records were accepted`,
        (error: unknown) => (error instanceof JournalError ? undefined : String(error)),
      );
      if (verdict !== undefined) failures.push(`${damage.what}: ${verdict}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { trials: Math.min(trials, all.length - first), failures, counts };
}

function damagesOf({ bytes }: WrittenJournal): readonly Damage[] {
  const lines = bytes.toString('utf8').split(/(?<=\n)/);
  const joined = (some: readonly string[]): Buffer => Buffer.from(some.join(''), 'utf8');
  const damages: Damage[] = [];
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    damages.push({ what: `bit ${bit}`, of: 'bits turned', bytes: () => turned(bytes, bit) });
  }
  for (let length = 0; length < bytes.length; length++) {
    damages.push({ what: `cut at ${length}`, of: 'cuts', bytes: () => bytes.subarray(0, length) });
  }
  for (const [a, one] of lines.entries()) {
    const rest = lines.filter((_, index) => index !== a);
    damages.push({ what: `without record ${a + 1}`, of: 'records moved', bytes: () => joined(rest) });
    for (let place = 0; place <= rest.length; place++) {
      if (place === a) continue;
      const moved = [...rest.slice(0, place), one, ...rest.slice(place)];
      damages.push({
        what: `record ${a + 1} at ${place + 1}`,
        of: 'records moved',
        bytes: () => joined(moved),
      });
    }
    for (let place = 0; place <= lines.length; place++) {
      const doubled = [...lines.slice(0, place), one, ...lines.slice(place)];
      damages.push({
        what: `record ${a + 1} again at ${place + 1}`,
        of: 'records moved',
        bytes: () => joined(doubled),
      });
    }
  }
  return damages;
}

function turned(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}
