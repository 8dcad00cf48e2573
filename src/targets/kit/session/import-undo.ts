import { readOne } from '../../../model/access.js';
import { judge } from '../../../engine/judge.js';
import { recordIntent, recordOutcome } from '../../../engine/session.js';
import { endUndo } from '../../../engine/undo.js';
import { foldJournal } from '../../../journal/history.js';
import { kindOf } from '../../../model/kind.js';
import { loadKinds } from '../../../resources/load-kinds.js';
import { capturedFiles, checkCompared, readPhase } from './results.js';
import { count } from '../../../model/words.js';
import { kitRecord } from './kit-record.js';
import type { KitEntry } from '../folder/manifest.js';
import type { Imported, Importing, KitServer } from './importing.js';
import { expectedOf } from './settle.js';

/** What the undo kit at the console took back. */
export async function importUndo(importing: Importing): Promise<Imported> {
  const { path, folder, entry, files } = importing;
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
  const server = await importing.open();
  try {
    const { journal } = server;
    if (drift) {
      await journal.append(kitRecord(entry, 'imported', `UNDO ${result}`));
      await folder.setState(entry.id, 'closed');
      return {
        ...told,
        good: false,
        lines: [
          'Nothing was taken back: the server was changed since the kit was applied.',
          `batten kit undo ${path} compares before, ours and now, and writes a kit for what can be taken back.`,
        ],
      };
    }
    const problems: string[] = [];
    for (const id of [...entry.steps].reverse()) problems.push(...(await recordUndone(id, entry, server)));
    await journal.append(kitRecord(entry, 'imported', `UNDO ${result}`));
    if (phase.result === 'UNDONE') await folder.setState(entry.id, 'closed');
    return {
      ...told,
      good: phase.result === 'UNDONE' && problems.length === 0,
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

/** Records what became of the changes of a step that still stood; gives what was not taken back, and why. */
async function recordUndone(
  id: string,
  entry: KitEntry,
  { journal, access }: KitServer,
): Promise<readonly string[]> {
  const step = foldJournal(journal.records).steps.get(id);
  const standing = new Set(step?.standing.map(({ intent }) => intent));
  const items = entry.items.filter((item) => item.step === id && standing.has(item.intent));
  if (step === undefined || items.length === 0) return [];
  const problems: string[] = [];
  for (const item of [...items].reverse()) {
    const { resource, before: after, after: before, intent: undoes } = item;
    const { name } = kindOf(resource).describe(resource);
    if (item.by === 'hand') {
      problems.push(`${item.number} ${name} was changed by hand and still stands`);
      continue;
    }
    const now = await readOne(access, resource);
    const undo = { step: id, action: 'undo', resource, before, after, undoes } as const;
    const { sequence } = await recordIntent(undo, journal);
    const written = judge(undo, now);
    await recordOutcome(sequence, written, journal);
    if (written.outcome !== 'verified')
      problems.push(`${item.number} ${name}: ${written.detail ?? written.outcome}`);
  }
  await endUndo(step, { residue: problems, failed: problems.length > 0 }, journal);
  return problems;
}
