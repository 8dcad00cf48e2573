import { exitCode, UsageError, type ExitCode } from '../../errors.js';
import { KitFolder } from '../../targets/kit/folder/kit-folder.js';
import { wrap } from '../../terminal/layout.js';
import type { Context } from '../../connect/context.js';
import { openServer, readServer } from '../../connect/open-server.js';
import type { JournalRecord } from '../../journal/record.js';
import { importApply, importByHand } from '../../targets/kit/session/import-apply.js';
import { importUndo } from '../../targets/kit/session/import-undo.js';
import { importCollect } from '../../targets/kit/session/import-collect.js';
import type { Imported, Importing } from '../../targets/kit/session/importing.js';

/** Turns everything that came back into readings and journal records; what is not to be trusted is refused whole. */
export async function importKit(path: string, context: Context): Promise<ExitCode> {
  const folder = await KitFolder.open(path);
  const done: Imported[] = [];
  const replaced: string[] = [];
  for (const { id } of folder.kits) {
    const entry = folder.kits.find((kit) => kit.id === id);
    if (entry === undefined) continue;
    const files = await folder.results(entry);
    if (files.size === 0) continue;
    if (entry.holds === 'collect' && entry.state === 'withdrawn') replaced.push(entry.folder);
    const imported = await importOne({
      path,
      folder,
      entry,
      files,
      terminal: context.terminal,
      open: () => openServer(`kit:${path}`, 'batten kit import', context),
      records: () => recordsOf(path, context),
    });
    if (imported === undefined) continue;
    done.push(...imported);
  }
  if (done.length === 0) throw new UsageError(nothingNew(folder, path, replaced));
  report(done, context);
  return done.every(({ good }) => good) ? exitCode.done : exitCode.failed;
}

async function recordsOf(path: string, context: Context): Promise<readonly JournalRecord[]> {
  const server = await readServer(`kit:${path}`, context);
  await server.close();
  return server.records;
}

async function importOne(importing: Importing): Promise<readonly Imported[] | undefined> {
  const { folder, entry, files } = importing;
  if (entry.state === 'withdrawn') {
    if (entry.holds === 'collect') return undefined;
    throw new UsageError(
      `${entry.folder} has results, but was taken back as never carried. Undo it at the console (UNDO.CMD) or write a new ` +
        'collect kit (batten kit export --collect) and plan with what is there now.',
    );
  }
  if (entry.holds === 'collect') {
    return entry.state === 'closed' ? undefined : [await importCollect(importing)];
  }
  const imported: Imported[] = [];
  if (entry.state === 'out') imported.push(await importApply(importing));
  else if (entry.state === 'applied') {
    const told = await importByHand(importing);
    if (told !== undefined) imported.push(told);
  }
  const now = folder.kits.find(({ id }) => id === entry.id);
  if (now?.state === 'applied' && files.has('UNDO.OUT')) {
    const undone = await importUndo({ ...importing, entry: now });
    if (undone !== undefined) imported.push(undone);
  }
  return imported.length === 0 ? undefined : imported;
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

function report(done: readonly Imported[], { terminal, globals, write }: Context): void {
  if (globals.json) {
    write(JSON.stringify({ schema: 'batten/kit-import/1', imported: done }, null, 2));
    return;
  }
  for (const { kit, result, lines } of done) {
    terminal.say(`${kit}: ${result}`, ...lines.flatMap((line) => wrap(line, terminal.width)), '');
  }
}
