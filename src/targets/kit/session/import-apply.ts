import { DataError } from '../../../errors.js';
import { foldJournal } from '../../../journal/history.js';
import type { Journal } from '../../../journal/record.js';
import { kindOf } from '../../../model/kind.js';
import { loadKinds } from '../../../resources/load-kinds.js';
import type { KitEntry } from '../folder/manifest.js';
import { capturedFiles, checkCompared, judgeKitSigns, readPhase, type PhaseResult } from './results.js';
import { count } from '../../../model/words.js';
import { kitRecord } from './kit-record.js';
import type { Imported, Importing } from './importing.js';
import { askByHand, endSteps, expectedOf, settle, type Settled } from './settle.js';

/** What became of a kit's changes. @throws DataError for results that are cut off, edited or of another kit */
export async function importApply(importing: Importing): Promise<Imported> {
  const { path, folder, entry, files } = importing;
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
  if (!drift) await askByHand(importing, entry.items);
  const server = await importing.open();
  try {
    const { journal } = server;
    const items = await settle(
      entry,
      server,
      drift ? 'it was not touched: the server was not as it was read' : undefined,
    );
    await endSteps(entry, server, importing.steps, drift ? result : undefined);
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
      lines: [
        ...linesOf(entry, items, drift, path),
        ...partlyLines(entry, journal),
        ...restartLines(entry, journal, path),
      ],
    };
  } finally {
    await server.close();
  }
}

/** Asks again about what was left to do by hand; undefined where nothing is open or nobody is there to answer. */
export async function importByHand(importing: Importing): Promise<Imported | undefined> {
  const { path, entry, terminal } = importing;
  if (!terminal.interactive || !entry.items.some(({ by }) => by === 'hand')) return undefined;
  await loadKinds(entry.items.map(({ resource }) => resource.kind));
  const open = await stillCarried(importing);
  if (open.length === 0) return undefined;
  await askByHand(importing, open);
  const server = await importing.open();
  try {
    const items = await settle(entry, server, undefined);
    await endSteps(entry, server, importing.steps, undefined);
    return {
      kit: entry.folder,
      result: 'BY HAND',
      good: items.every(({ written }) => written?.outcome === 'verified'),
      lines: linesOf(entry, items, false, path),
    };
  } finally {
    await server.close();
  }
}

async function stillCarried({ entry, records }: Importing): Promise<KitEntry['items']> {
  const { carried } = foldJournal(await records());
  return entry.items.filter(({ intent }) => carried.some((change) => change.intent === intent));
}

/** The script's word on each change against the evidence that it brought. @throws DataError where they disagree */
function checkItems(
  { entry }: Importing,
  phase: PhaseResult,
  before: ReadonlyMap<string, Uint8Array>,
  after: ReadonlyMap<string, Uint8Array>,
): void {
  for (const item of entry.items.filter(({ by }) => by === 'kit')) {
    const said = phase.items.get(item.number);
    const shown = judgeKitSigns(item.signs, entry.captures, before, after);
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

/** Steps all of whose changes took, and that still lack something. */
function partlyLines({ steps }: KitEntry, { records }: Journal): readonly string[] {
  const history = foldJournal(records);
  return steps.flatMap((id) => {
    const step = history.steps.get(id);
    return step?.outcome === 'partly' ? [`${id} is done only in part: ${step.detail ?? ''}.`] : [];
  });
}

/** What of a kit is written and not in force. */
function restartLines({ steps }: KitEntry, { records }: Journal, path: string): readonly string[] {
  const waiting = foldJournal(records).awaitingRestart.filter(({ step }) => steps.includes(step));
  if (waiting.length === 0) return [];
  const ids = waiting.map(({ step }) => step).join(', ');
  return [
    `Not in force before a restart: ${ids}. Restart the server at its console, then run batten kit restarted ${path}.`,
  ];
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
