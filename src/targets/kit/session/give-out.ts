import { defined } from '../../../defined.js';
import type { Finding } from '../../../engine/assess.js';
import { beginStep, endStep, recordIntent, recordOutcome } from '../../../engine/session.js';
import { foldJournal } from '../../../journal/history.js';
import type { Journal } from '../../../journal/record.js';
import type { Built } from './build.js';
import type { KitFolder } from '../folder/kit-folder.js';
import type { KitEntry } from '../folder/manifest.js';

/**
 * Journals the intents of a kit and then writes it: what can be carried is always on record, with the readings before.
 * Where the kit cannot be written the intents are taken back.
 */
export async function giveOut(
  built: Built,
  folder: KitFolder,
  journal: Journal,
  findings: readonly Finding[] = [],
): Promise<KitEntry> {
  const items: KitEntry['items'] = [];
  for (const id of built.entry.steps) {
    const finding = findings.find(({ step }) => step.id === id);
    if (finding !== undefined) await beginStep(finding.step, finding.options, journal);
    for (const item of built.entry.items.filter(({ step }) => step === id)) {
      const together = finding?.changes.find(({ resource }) => resource.key === item.resource.key)?.together;
      const { sequence } = await recordIntent({ ...item, together }, journal);
      await recordOutcome(sequence, { outcome: 'carried', now: item.before }, journal);
      items.push({ ...item, intent: sequence });
    }
    if (finding !== undefined) await endStep(finding.step, { outcome: 'carried' }, journal);
  }
  const entry = { ...built.entry, items };
  await journal.append(kitRecord(entry, 'exported'));
  try {
    await folder.add(entry, built.volumes);
  } catch (error) {
    await recordNeverCarried(entry, journal, 'the kit could not be written');
    throw error;
  }
  return entry;
}

export const kitRecord = (
  { id, holds, plan, items }: KitEntry,
  what: 'exported' | 'imported' | 'withdrawn',
  result?: string,
): Extract<Parameters<Journal['append']>[0], { type: 'kit' }> => ({
  type: 'kit',
  kit: id,
  what,
  holds,
  plan,
  intents: items.map(({ intent }) => intent),
  ...defined({ result }),
});

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
