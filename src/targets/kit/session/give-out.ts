import { defined } from '../../../defined.js';
import type { Finding } from '../../../engine/assess.js';
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
    if (finding !== undefined) {
      const { title, stage, needs = [], reversibility, effect } = finding.step;
      await journal.append({
        type: 'step-begun',
        step: id,
        title,
        stage,
        needs,
        reversibility,
        effect,
        options: finding.options,
      });
    }
    for (const item of built.entry.items.filter(({ step }) => step === id)) {
      const { step, action, resource, before, after, undoes } = item;
      const together = finding?.changes.find((change) => change.resource.key === resource.key)?.together;
      const { sequence } = await journal.append({
        type: 'intent',
        step,
        action,
        resource,
        before,
        after,
        ...defined({ undoes, together }),
      });
      await journal.append({ type: 'outcome', intent: sequence, outcome: 'carried', now: before });
      items.push({ ...item, intent: sequence });
    }
    if (finding !== undefined) {
      await journal.append({ type: 'step-ended', step: id, outcome: 'carried', stage: finding.step.stage });
    }
  }
  const entry = { ...built.entry, items };
  await journal.append(kitRecord(entry, 'exported'));
  try {
    await folder.add(entry, built.volumes);
  } catch (error) {
    await takeBack(entry, journal, 'the kit could not be written');
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
export async function takeBack(entry: KitEntry, journal: Journal, detail: string): Promise<void> {
  const { carried, steps } = foldJournal(journal.records);
  for (const { intent, before } of entry.items) {
    if (carried.some((change) => change.intent === intent)) {
      await journal.append({ type: 'outcome', intent, outcome: 'failed', now: before, detail });
    }
  }
  for (const id of entry.steps) {
    const step = steps.get(id);
    if (step?.outcome !== 'carried') continue;
    await journal.append({ type: 'step-ended', step: id, outcome: 'skipped', stage: step.stage, detail });
  }
  await journal.append(kitRecord(entry, 'withdrawn'));
}
