import { readOne } from '../../../model/access.js';
import { judge, type Judgement } from '../../../engine/judge.js';
import { endByReading } from '../../../engine/end-by-reading.js';
import { endStep, recordOutcome, type StepEnd } from '../../../engine/session.js';
import { endUndo, planUndo, takeBackItems } from '../../../engine/undo.js';
import { foldJournal, type StepHistory } from '../../../journal/history.js';
import type { Journal } from '../../../journal/record.js';
import { outcomeOfChanges } from '../../../model/outcome.js';
import { namesOf } from '../../../model/facts.js';
import { kindOf } from '../../../model/kind.js';
import type { Step } from '../../../model/step.js';
import { present, unreadable, type Reading } from '../../../model/reading.js';
import { loadKinds } from '../../../resources/load-kinds.js';
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
    if (item.by === 'kit' && untouched !== undefined) {
      // Whatever it reads now is somebody else's doing, and not to be taken back
      const written: Judgement = { outcome: 'failed', now: item.before, detail: untouched };
      await recordOutcome(item.intent, written, journal);
      settled.push({ item, written });
      continue;
    }
    const now = await readOne(access, item.resource);
    if (item.by === 'hand' && untouched === undefined && !isAnswered(item, now)) {
      settled.push({ item, written: undefined });
      continue;
    }
    const unwritten = untouched ?? `it still reads ${kindOf(item.resource).show(now)}`;
    const written = judge(item, now, { unwritten });
    await recordOutcome(item.intent, written, journal);
    settled.push({ item, written });
  }
  return settled;
}

/** A reading from before the kit is no answer to what was done since. */
const isAnswered = ({ resource, before }: KitItem, now: Reading): boolean =>
  now.state !== 'unreadable' && !kindOf(resource).equal(now, before);

/** Says how the steps of a kit stand, where all of their changes have an outcome and that was not said before. */
export async function endSteps(
  entry: KitEntry,
  server: KitServer,
  steps: readonly Step[],
  detail: string | undefined,
): Promise<void> {
  const { journal, access } = server;
  for (const id of entry.steps) {
    const step = foldJournal(journal.records).steps.get(id);
    const outcomes = outcomesOf(entry, id, journal);
    const told = outcomes.every(({ sequence }) => sequence < (step?.sequence ?? 0));
    if (step === undefined || told || outcomes.some(({ outcome }) => outcome === 'carried')) continue;
    if (entry.holds === 'undo') {
      await endUndoOnKit(step, entry, { journal, access }, detail);
      continue;
    }
    const made = outcomeOfChanges(outcomes.map((one) => one.outcome));
    const bad = outcomes.find((one) => one.outcome !== 'verified');
    const end =
      made === 'verified' || made === 'attested'
        ? await endRead(made, step, server, steps)
        : { outcome: made, detail: detail ?? bad?.detail };
    await endStep(step, end, journal);
  }
}

/** All changes of a kit took: what was imported says whether that is all that the step expects. */
async function endRead(
  made: 'verified' | 'attested',
  { id, options }: StepHistory,
  { journal, facts, access }: KitServer,
  steps: readonly Step[],
): Promise<StepEnd> {
  const step = steps.find((one) => one.id === id);
  if (step === undefined) return { outcome: 'partly', detail: 'this Batten does not know what it expects' };
  return endByReading(made, { step, options }, foldJournal(journal.records).facts ?? facts, access);
}

/** What of the step the kit left alone is looked at as well: what somebody else changed since stays theirs. */
async function endUndoOnKit(
  step: StepHistory,
  entry: KitEntry,
  { journal, access }: Pick<KitServer, 'journal' | 'access'>,
  detail: string | undefined,
): Promise<void> {
  const bad = outcomesOf(entry, step.id, journal).find(({ outcome }) => outcome !== 'verified');
  const carried = new Set(entry.items.map(({ undoes }) => undoes));
  await loadKinds(step.standing.map(({ resource }) => resource.kind));
  const { items } = await planUndo(step, access);
  const others = items.filter(
    ({ change, verdict }) => !carried.has(change.intent) && verdict.kind !== 'restore',
  );
  const left = await takeBackItems(others, 'keep-theirs', journal, access);
  const problems = bad === undefined ? [] : [detail ?? bad.detail ?? bad.outcome];
  const residue = [...problems, ...left.residue];
  await endUndo(step, { residue, failed: bad !== undefined || left.failed }, journal);
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
export async function askByHand(importing: Importing, items: readonly KitItem[]): Promise<void> {
  const { folder, terminal } = importing;
  const left = items.filter(({ by }) => by === 'hand');
  if (!terminal.interactive || left.length === 0) return;
  const { facts } = foldJournal(await importing.records());
  const names = facts === undefined ? {} : namesOf(facts);
  const driver = byHandDriver(terminalOperator(terminal), { names: () => names });
  for (const { resource } of left) {
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
