import { JournalError, UsageError } from '../../../errors.js';
import { linksOf, missingSince } from '../../../journal/head.js';
import type { KitFolder } from '../folder/kit-folder.js';
import { importApply, importByHand } from './import-apply.js';
import { importCollect } from './import-collect.js';
import { importUndo } from './import-undo.js';
import type { Imported, Importing } from './importing.js';

/**
 * Turns everything that came back into readings and journal records, kit by kit.
 * @throws UsageError where nothing new came back, DataError for what is not to be trusted: it is refused whole
 */
export async function importResults(
  importing: Omit<Importing, 'entry' | 'files'>,
): Promise<readonly Imported[]> {
  const { folder, path } = importing;
  await refuseShorterJournal(importing);
  const done: Imported[] = [];
  const replaced: string[] = [];
  for (const { id } of folder.kits) {
    // As it stands now: the kit before it may have closed it
    const entry = folder.kits.find((kit) => kit.id === id);
    if (entry === undefined) continue;
    const files = await folder.results(entry);
    if (files.size === 0) continue;
    if (entry.holds === 'collect' && entry.state === 'withdrawn') replaced.push(entry.folder);
    done.push(...(await importKitResults({ ...importing, entry, files })));
  }
  if (done.length === 0) throw new UsageError(nothingNew(folder, path, replaced));
  return done;
}

/** A journal that lost what it held when a kit was planned does not know what that kit changed. */
async function refuseShorterJournal({
  folder,
  records,
}: Pick<Importing, 'folder' | 'records'>): Promise<void> {
  const heads = folder.kits.flatMap(({ folder: kit, head }) => (head === undefined ? [] : [{ kit, head }]));
  if (heads.length === 0) return;
  const recorded = await records();
  // Salvaging a journal chains its records anew: what it lost is marked in it.
  if (recorded.some(({ type }) => type === 'lost')) return;
  const links = linksOf(recorded);
  for (const { kit, head } of heads) {
    const missing = missingSince(links, head);
    if (missing === undefined) continue;
    throw new JournalError(
      `The journal is not the one that ${kit} was planned with (head ${head}): ${missing}. Nothing was recorded. ` +
        'Put back the newest copy of the journal that you have, and import again.',
    );
  }
}

async function importKitResults(importing: Importing): Promise<readonly Imported[]> {
  const { folder, entry, files } = importing;
  if (entry.state === 'withdrawn') {
    if (entry.holds === 'collect') return [];
    throw new UsageError(
      `${entry.folder} has results, but was taken back as never carried. Undo it at the console (UNDO.CMD) or write a new ` +
        'collect kit (batten kit export --collect) and plan with what is there now.',
    );
  }
  if (entry.holds === 'collect') return entry.state === 'closed' ? [] : [await importCollect(importing)];
  const imported: Imported[] = [];
  if (entry.state === 'out') imported.push(await importApply(importing));
  if (entry.state === 'applied') {
    const told = await importByHand(importing);
    if (told !== undefined) imported.push(told);
  }
  const now = folder.kits.find(({ id }) => id === entry.id);
  if (now?.state === 'applied' && files.has('UNDO.OUT')) {
    imported.push(await importUndo({ ...importing, entry: now }));
  }
  return imported;
}

function nothingNew(folder: KitFolder, path: string, replaced: readonly string[]): string {
  const [stale] = replaced;
  if (stale !== undefined) {
    return `The results of ${stale} are stale: a newer kit took its place. Nothing was recorded. Run the newer one at the console.`;
  }
  const out = folder.kits.findLast(({ state }) => state === 'out');
  return out === undefined
    ? `All results in ${path} were imported before. A stale copy changes nothing. Next: batten kit export ${path}.`
    : `Nothing came back for ${out.folder}: carry its RESULT folder from the server into ${folder.path}/${out.folder}/RESULT.`;
}
