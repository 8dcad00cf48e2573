import { endStep, recordOutcome } from '../../../engine/session.js';
import { UsageError } from '../../../errors.js';
import { foldJournal } from '../../../journal/history.js';
import type { Journal } from '../../../journal/record.js';
import type { KitFolder } from '../folder/kit-folder.js';
import type { KitEntry } from '../folder/manifest.js';
import type { Importing } from './importing.js';
import { kitRecord } from './kit-record.js';

/** The newest kit that is out. @throws UsageError where there is none, or results show that it was carried */
export async function kitToWithdraw(folder: KitFolder, path: string): Promise<KitEntry> {
  const entry = folder.kits.findLast(({ state }) => state === 'out');
  if (entry === undefined) throw new UsageError(`No kit of ${path} is out. There is nothing to withdraw.`);
  const files = await folder.results(entry);
  if (files.size === 0) return entry;
  throw new UsageError(
    `${entry.folder} has results: it was carried and run. Import them (batten kit import ${path}); UNDO.CMD in it takes it back.`,
  );
}

/** Records that a kit was never carried, and takes its files away. */
export async function withdraw(entry: KitEntry, folder: KitFolder, open: Importing['open']): Promise<void> {
  if (entry.holds !== 'collect') {
    const server = await open();
    try {
      const detail = `kit ${entry.folder} was withdrawn: it was never carried`;
      await recordNeverCarried(entry, server.journal, detail);
    } finally {
      await server.close();
    }
  }
  await folder.setState(entry.id, 'withdrawn');
  await folder.remove(entry);
}

/** Records that a kit's changes were never made. */
export async function recordNeverCarried(entry: KitEntry, journal: Journal, detail: string): Promise<void> {
  const { carried, steps } = foldJournal(journal.records);
  for (const { intent, before } of entry.items) {
    if (!carried.some((change) => change.intent === intent)) continue;
    await recordOutcome(intent, { outcome: 'failed', now: before, detail }, journal);
  }
  for (const id of entry.steps) {
    const step = steps.get(id);
    if (step?.outcome === 'carried') await endStep(step, { outcome: 'skipped', detail }, journal);
  }
  await journal.append(kitRecord(entry, 'withdrawn'));
}
