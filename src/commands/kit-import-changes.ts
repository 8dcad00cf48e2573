import { judge, type Written } from '../engine/apply.js';
import { readOne } from '../engine/access.js';
import { DataError } from '../errors.js';
import { tell } from '../journal/history.js';
import type { Journal, StepOutcome } from '../journal/record.js';
import { kindOf, loadKinds } from '../resources/kind.js';
import { present, unreadable, type Reading } from '../resources/reading.js';
import { byHandDriver } from '../targets/by-hand/by-hand.js';
import { terminalOperator } from '../targets/by-hand/terminal-operator.js';
import type { KitEntry, KitItem } from '../targets/kit/manifest.js';
import {
  capturedFiles,
  checkCompared,
  judgeSigns,
  readPhase,
  type PhaseResult,
} from '../targets/kit/results.js';
import { count } from '../wizard/screens/words.js';
import { kitRecord } from './kit-give-out.js';
import type { Imported, Importing } from './kit-importing.js';
import { openServer, type OpenServer } from './open-server.js';

/** What became of a kit's changes. @throws DataError for results that are cut off, edited or of another kit */
export async function importApply(importing: Importing): Promise<Imported> {
  const { path, folder, entry, files, around } = importing;
  const phase = readPhase(files, 'APPLY', entry);
  const result = [phase.result, ...phase.about].join(' ');
  const told = { kit: entry.folder, result };
  if (phase.result === 'ERROR' || phase.result === 'FAILED') {
    return {
      ...told,
      good: false,
      lines: ['Nothing was touched. Mend what it names and run APPLY.CMD again; the kit is still out.'],
    };
  }
  await loadKinds(entry.items.map(({ resource }) => resource.kind));
  const drift = phase.result === 'DRIFT';
  const captured = capturedFiles(files, 'APPLY', drift ? 'B' : 'A', entry.captures);
  const expected = expectedOf(importing);
  if (drift) checkCompared(phase, entry.captures, 'B', { one: expected, other: captured });
  if (drift && phase.about.includes('server')) {
    throw new DataError(
      `${entry.folder} was run on another server than ${folder.server}: it touched nothing there. Nothing was recorded.`,
    );
  }
  if (!drift) checkItems(importing, phase, expected, captured);
  if (drift) checkSomethingDiffers(importing, phase);
  await folder.keep(entry.captures, captured);
  const server = await openServer(`kit:${path}`, 'batten kit import', around);
  try {
    const { journal } = server;
    if (!drift) await askByHand(importing, journal);
    const items = await settle(
      entry,
      server,
      drift ? 'it was not touched: the server was not as it was read' : undefined,
    );
    await endSteps(entry, items, server, drift ? result : undefined);
    await journal.append(kitRecord(entry, 'imported', result));
    const waiting = items.filter(({ written }) => written === undefined).length;
    // What is done by hand may be told later; the script is not run again for it
    await folder.setState(
      entry.id,
      drift || (entry.holds === 'undo' && waiting === 0) ? 'closed' : 'applied',
    );
    return {
      ...told,
      good:
        phase.result === 'APPLIED' &&
        waiting === 0 &&
        items.every(({ written }) => written?.outcome === 'verified'),
      lines: linesOf(entry, items, drift, path),
    };
  } finally {
    await server.close();
  }
}

/** Asks again about what was left to do by hand; undefined where nothing is open or nobody is there to answer. */
export async function importByHand(importing: Importing): Promise<Imported | undefined> {
  const { path, entry, around } = importing;
  if (!around.terminal.interactive || !entry.items.some(({ by }) => by === 'hand')) return undefined;
  await loadKinds(entry.items.map(({ resource }) => resource.kind));
  const server = await openServer(`kit:${path}`, 'batten kit import', around);
  try {
    const { carried } = tell(server.journal.records);
    if (!entry.items.some(({ intent }) => carried.some((change) => change.intent === intent)))
      return undefined;
    await askByHand(importing, server.journal);
    const items = await settle(entry, server, undefined);
    await endSteps(entry, items, server, undefined);
    return {
      ...{ kit: entry.folder, result: 'BY HAND' },
      good: items.every(({ written }) => written?.outcome === 'verified'),
      lines: linesOf(entry, items, false, path),
    };
  } finally {
    await server.close();
  }
}

/** What the undo kit at the console took back. Gives nothing where it was imported before. */
export async function importUndo(importing: Importing): Promise<Imported | undefined> {
  const { path, folder, entry, files, around } = importing;
  const phase = readPhase(files, 'UNDO', entry);
  const result = [phase.result, ...phase.about].join(' ');
  const told = { kit: `${entry.folder}, undo`, result };
  if (['ERROR', 'FAILED', 'NOTHING'].includes(phase.result)) {
    return { ...told, good: false, lines: ['Nothing was touched.'] };
  }
  await loadKinds(entry.items.map(({ resource }) => resource.kind));
  const drift = phase.result === 'DRIFT';
  const captured = capturedFiles(files, 'UNDO', drift ? 'N' : 'U', entry.captures);
  if (!drift) checkCompared(phase, entry.captures, 'U', { one: expectedOf(importing), other: captured });
  await folder.keep(entry.captures, captured);
  const server = await openServer(`kit:${path}`, 'batten kit import', around);
  try {
    const { journal, access } = server;
    if (drift) {
      await journal.append(kitRecord(entry, 'imported', `UNDO ${result}`));
      await folder.setState(entry.id, 'closed');
      return {
        ...{ ...told, good: false },
        lines: [
          'Nothing was taken back: the server was changed since the kit was applied.',
          `batten kit undo ${path} compares before, ours and now, and writes a kit for what can be taken back.`,
        ],
      };
    }
    const problems: string[] = [];
    for (const item of [...entry.items].reverse()) {
      const standing = tell(journal.records)
        .steps.get(item.step)
        ?.standing.some(({ intent }) => intent === item.intent);
      if (standing !== true) continue;
      const { name } = kindOf(item.resource).describe(item.resource);
      if (item.by === 'hand') {
        problems.push(`${item.number} ${name} was changed by hand and still stands`);
        continue;
      }
      const now = await readOne(access, item.resource);
      const { sequence } = await journal.append({
        ...{ type: 'intent', step: item.step, action: 'undo', resource: item.resource },
        ...{ before: item.after, after: item.before, undoes: item.intent },
      });
      const written = judge(item.resource, item.before, now);
      await journal.append({ type: 'outcome', intent: sequence, ...written });
      if (written.outcome !== 'verified')
        problems.push(`${item.number} ${name}: ${written.detail ?? written.outcome}`);
    }
    for (const id of [...entry.steps].reverse()) await endUndone(id, journal, problems);
    await journal.append(kitRecord(entry, 'imported', `UNDO ${result}`));
    if (phase.result === 'UNDONE') await folder.setState(entry.id, 'closed');
    return {
      ...{ ...told, good: phase.result === 'UNDONE' && problems.length === 0 },
      lines: [
        ...(problems.length === 0
          ? [`${count(entry.items.length, 'change')} taken back, read back.`]
          : problems),
        ...(phase.result === 'UNDONE' ? [] : ['Mend the cause, run UNDO.CMD again and import again.']),
      ],
    };
  } finally {
    await server.close();
  }
}

async function endUndone(id: string, journal: Journal, problems: readonly string[]): Promise<void> {
  const step = tell(journal.records).steps.get(id);
  if (step === undefined || step.outcome === 'undone') return;
  const outcome = step.standing.length === 0 ? 'undone' : 'undo-failed';
  const detail = step.standing.length === 0 ? {} : { detail: problems.join('; ') };
  await journal.append({ type: 'step-ended', step: id, outcome, stage: step.stage, ...detail });
}

interface Settled {
  readonly item: KitItem;
  /** Undefined where nobody has said yet what was seen. */
  readonly written: Written | undefined;
}

async function settle(
  entry: KitEntry,
  { journal, access }: OpenServer,
  untouched: string | undefined,
): Promise<readonly Settled[]> {
  const settled: Settled[] = [];
  for (const item of entry.items) {
    const known = tell(journal.records);
    if (!known.carried.some(({ intent }) => intent === item.intent)) continue;
    const now = await readOne(access, item.resource);
    if (item.by === 'hand' && untouched === undefined && !isAnswered(item, now)) {
      settled.push({ item, written: undefined });
      continue;
    }
    const kind = kindOf(item.resource);
    const judged = judge(item.resource, item.after, now);
    const asBefore = now.state !== 'unreadable' && kind.equal(now, item.before);
    const written: Written =
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

async function endSteps(
  entry: KitEntry,
  settled: readonly Settled[],
  { journal }: OpenServer,
  detail: string | undefined,
): Promise<void> {
  for (const id of entry.steps) {
    const step = tell(journal.records).steps.get(id);
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
      ...{ type: 'step-ended', step: id, outcome, stage: step.stage },
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

async function askByHand({ entry, folder, around }: Importing, journal: Journal): Promise<void> {
  const { terminal } = around;
  if (!terminal.interactive) return;
  const { carried } = tell(journal.records);
  const open = entry.items.filter(
    ({ by, intent }) => by === 'hand' && carried.some((change) => change.intent === intent),
  );
  const driver = byHandDriver(terminalOperator(terminal));
  for (const { resource } of open) {
    const [reading = unreadable('not answered')] = await driver.read([resource]);
    if (reading.state === 'unreadable') continue;
    const value = reading.state === 'present' ? present(kindOf(resource).value(reading.value)) : reading;
    await folder.keepSeen(resource, value);
  }
}

const expectedOf = ({ folder, entry }: Importing): ReadonlyMap<string, Uint8Array> =>
  new Map(
    Object.entries(entry.expected).flatMap(([number, digest]) => {
      const bytes = folder.blob(digest);
      return bytes === undefined ? [] : [[number, bytes] as const];
    }),
  );

/** The script's word on each change against the evidence that it brought. @throws DataError where they disagree */
function checkItems(
  { entry }: Importing,
  phase: PhaseResult,
  before: ReadonlyMap<string, Uint8Array>,
  after: ReadonlyMap<string, Uint8Array>,
): void {
  for (const item of entry.items.filter(({ by }) => by === 'kit')) {
    const said = phase.items.get(item.number);
    const shown = judgeSigns(item.signs, entry.captures, before, after);
    if (said === shown) continue;
    throw new DataError(
      `The results of ${entry.folder} were not imported: APPLY.OUT says ${said ?? 'nothing'} of change ${item.number} and ` +
        'the captured files say otherwise. One of them was edited. Nothing was recorded.',
    );
  }
  const anyBad = [...phase.items.values()].includes('NO');
  if ((phase.result === 'APPLIED' && anyBad) || (phase.result === 'INEFFECTIVE' && !anyBad)) {
    throw new DataError(
      `The results of ${entry.folder} were not imported: its result ${phase.result} does not follow from its lines. Nothing was recorded.`,
    );
  }
}

function checkSomethingDiffers({ entry }: Importing, { compared, about }: PhaseResult): void {
  if (about.length > 0 && [...compared.values()].some((said) => said !== 'SAME')) return;
  throw new DataError(
    `The results of ${entry.folder} were not imported: it says DRIFT and shows no difference. Nothing was recorded.`,
  );
}

function linesOf(
  entry: KitEntry,
  settled: readonly Settled[],
  drift: boolean,
  path: string,
): readonly string[] {
  const byKit = `of ${count(settled.length, 'change')}`;
  const verified = settled.filter(({ written }) => written?.outcome === 'verified').length;
  const waiting = settled.filter(({ written }) => written === undefined);
  const bad = settled.filter(({ written }) => written !== undefined && written.outcome !== 'verified');
  if (drift) {
    return [
      'The server was not as it was read, and nothing was touched. What it holds now was imported.',
      `Next: batten kit export ${path} plans with that.`,
    ];
  }
  return [
    `${verified} ${byKit} verified from what was read after them.`,
    ...bad.map(({ item, written }) => {
      const { name } = kindOf(item.resource).describe(item.resource);
      return `${item.number} ${item.step}, ${name}: ${written?.detail ?? written?.outcome ?? ''}`;
    }),
    ...waiting.map(
      ({ item }) =>
        `${item.number} ${item.step}: done by hand? Run batten kit import ${path} at a terminal and say what is seen.`,
    ),
    ...(bad.length > 0 && entry.holds === 'change'
      ? ['UNDO.CMD in the kit takes all of it back; batten kit undo writes a kit for single steps.']
      : []),
  ];
}
