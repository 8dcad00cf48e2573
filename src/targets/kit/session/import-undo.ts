import { readOne } from '../../../model/access.js';
import { judge } from '../../../engine/apply.js';
import { foldJournal } from '../../../journal/history.js';
import type { Journal } from '../../../journal/record.js';
import { kindOf } from '../../../model/kind.js';
import { loadKinds } from '../../../resources/load-kinds.js';
import { capturedFiles, checkCompared, readPhase } from './results.js';
import { count } from '../../../model/words.js';
import { kitRecord } from './give-out.js';
import type { Imported, Importing } from './importing.js';
import { expectedOf } from './settle.js';

/** What the undo kit at the console took back. Gives nothing where it was imported before. */
export async function importUndo(importing: Importing): Promise<Imported | undefined> {
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
    const { journal, access } = server;
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
    for (const item of [...entry.items].reverse()) {
      const standing = foldJournal(journal.records)
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
        type: 'intent',
        step: item.step,
        action: 'undo',
        resource: item.resource,
        before: item.after,
        after: item.before,
        undoes: item.intent,
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

async function endUndone(id: string, journal: Journal, problems: readonly string[]): Promise<void> {
  const step = foldJournal(journal.records).steps.get(id);
  if (step === undefined || step.outcome === 'undone') return;
  const outcome = step.standing.length === 0 ? 'undone' : 'undo-failed';
  const detail = step.standing.length === 0 ? {} : { detail: problems.join('; ') };
  await journal.append({ type: 'step-ended', step: id, outcome, stage: step.stage, ...detail });
}
