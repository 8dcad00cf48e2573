import { readOne } from '../../../model/access.js';
import { judge, type Judgement } from '../../../engine/apply.js';
import { foldJournal } from '../../../journal/history.js';
import type { Journal } from '../../../journal/record.js';
import type { StepOutcome } from '../../../model/outcome.js';
import { kindOf } from '../../../model/kind.js';
import { present, unreadable, type Reading } from '../../../model/reading.js';
import { byHandDriver } from '../../by-hand/by-hand.js';
import { terminalOperator } from '../../by-hand/terminal-operator.js';
import type { KitEntry, KitItem } from '../folder/manifest.js';
import type { Importing, KitServer } from './importing.js';

export interface Settled {
  readonly item: KitItem;
  /** Undefined where nobody has said yet what was seen. */
  readonly written: Judgement | undefined;
}

/** Records the outcome of each change of a kit that has none yet, from what is read now. @param untouched why nothing was done */
export async function settle(
  entry: KitEntry,
  { journal, access }: KitServer,
  untouched: string | undefined,
): Promise<readonly Settled[]> {
  const settled: Settled[] = [];
  for (const item of entry.items) {
    const known = foldJournal(journal.records);
    if (!known.carried.some(({ intent }) => intent === item.intent)) continue;
    const now = await readOne(access, item.resource);
    if (item.by === 'hand' && untouched === undefined && !isAnswered(item, now)) {
      settled.push({ item, written: undefined });
      continue;
    }
    const kind = kindOf(item.resource);
    const judged = judge(item.resource, item.after, now);
    const asBefore = now.state !== 'unreadable' && kind.equal(now, item.before);
    const written: Judgement =
      judged.outcome === 'verified' || !asBefore
        ? judged
        : { outcome: 'failed', now, detail: untouched ?? `it still reads ${kind.show(now)}` };
    await journal.append({ type: 'outcome', intent: item.intent, ...written });
    settled.push({ item, written });
  }
  return settled;
}

/** A reading from before the kit is no answer to what was done since. */
const isAnswered = ({ resource, before }: KitItem, now: Reading): boolean =>
  now.state !== 'unreadable' && !kindOf(resource).equal(now, before);

/** Says how the steps of a kit stand, where all of their changes have an outcome. */
export async function endSteps(
  entry: KitEntry,
  settled: readonly Settled[],
  { journal }: KitServer,
  detail: string | undefined,
): Promise<void> {
  for (const id of entry.steps) {
    const step = foldJournal(journal.records).steps.get(id);
    const ofStep = settled.filter(({ item }) => item.step === id);
    if (step === undefined || ofStep.length === 0) continue;
    const outcomes = outcomesOf(entry, id, journal);
    if (outcomes.some(({ outcome }) => outcome === 'carried')) continue;
    const bad = outcomes.find(({ outcome }) => outcome !== 'verified');
    const words = detail ?? bad?.detail;
    const outcome: StepOutcome =
      entry.holds === 'change'
        ? (bad?.outcome ?? 'verified')
        : bad !== undefined
          ? 'undo-failed'
          : step.standing.length === 0
            ? 'undone'
            : 'undone-with-residue';
    await journal.append({
      type: 'step-ended',
      step: id,
      outcome,
      stage: step.stage,
      ...(bad !== undefined && words !== undefined && { detail: words }),
    });
  }
}

/** The last outcome of each change of a step on this kit, whenever it was imported. */
function outcomesOf(
  { items }: KitEntry,
  id: string,
  { records }: Journal,
): readonly Extract<Journal['records'][number], { type: 'outcome' }>[] {
  return items
    .filter(({ step }) => step === id)
    .flatMap(({ intent }) => {
      const last = records.findLast((record) => record.type === 'outcome' && record.intent === intent);
      return last?.type === 'outcome' ? [last] : [];
    });
}

/**
 * Asks at a terminal what is seen of changes that were left to a person. Before the server is opened: what it reads then
 * holds the answers.
 */
export async function askByHand({ folder, terminal }: Importing, items: readonly KitItem[]): Promise<void> {
  if (!terminal.interactive) return;
  const driver = byHandDriver(terminalOperator(terminal));
  for (const { resource } of items.filter(({ by }) => by === 'hand')) {
    const [reading = unreadable('not answered')] = await driver.read([resource]);
    if (reading.state === 'unreadable') continue;
    const value = reading.state === 'present' ? present(kindOf(resource).value(reading.value)) : reading;
    await folder.keepSeen(resource, value);
  }
}

/** What the server held when the kit was made, by capture. */
export const expectedOf = ({ folder, entry }: Importing): ReadonlyMap<string, Uint8Array> =>
  new Map(
    Object.entries(entry.expected).flatMap(([number, digest]) => {
      const bytes = folder.blob(digest);
      return bytes === undefined ? [] : [[number, bytes] as const];
    }),
  );
