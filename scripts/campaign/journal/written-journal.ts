import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JournalFile } from '../../../src/journal/file.js';
import type { Entry } from '../../../src/journal/record.js';

export interface WrittenJournal {
  readonly bytes: Buffer;
  readonly head: Buffer;
}

let once: Promise<WrittenJournal> | undefined;

export const theJournal = (): Promise<WrittenJournal> => (once ??= writeJournal());

/** A journal that Batten itself wrote, always with the same bytes. */
async function writeJournal(): Promise<WrittenJournal> {
  const folder = mkdtempSync(join(tmpdir(), 'batten-campaign-'));
  const path = join(folder, 'journal.jsonl');
  try {
    const clock = { now: () => new Date(0) };
    const journal = await JournalFile.open(path, { operator: 'eva@workstation', version: '0.1.0' }, clock);
    for (const entry of entries()) await journal.append(entry);
    await journal.close();
    return { bytes: readFileSync(path), head: readFileSync(join(folder, 'journal.head')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function entries(): readonly Entry[] {
  const resource = { kind: 'registry-value', key: 'k', address: { key: 'HKLM\\SOFTWARE\\Ä', name: 'a "b"' } };
  const value = (number: number) =>
    ({ state: 'present', value: { type: 'REG_DWORD', bytes: `0${number}000000` } }) as const;
  return [0, 1, 2, 3].flatMap((turn): Entry[] => [
    {
      ...{ type: 'step-begun', step: `step-${turn}`, title: 'A step', stage: 'security-changes', needs: [] },
      ...{ reversibility: 'automatic', effect: 'at once', options: {} },
    },
    {
      ...{ type: 'intent', step: `step-${turn}`, action: 'apply', resource },
      ...{ before: value(turn), after: value(turn + 1) },
    },
    { type: 'outcome', intent: turn * 4 + 2, outcome: 'verified', now: value(turn + 1) },
    { type: 'step-ended', step: `step-${turn}`, outcome: 'verified', stage: 'security-changes' },
  ]);
}
