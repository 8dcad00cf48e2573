import type { Finding } from '../../../engine/finding.js';
import { beginStep, endStep, recordIntent, recordOutcome } from '../../../engine/session.js';
import type { Journal } from '../../../journal/record.js';
import type { Built } from './build.js';
import { kitRecord } from './kit-record.js';
import { recordNeverCarried } from './withdraw.js';
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
