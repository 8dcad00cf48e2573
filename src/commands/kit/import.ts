import type { Context } from '../../connect/context.js';
import { openServer, readServer } from '../../connect/open-server.js';
import { exitCode, type ExitCode } from '../../errors.js';
import type { JournalRecord } from '../../journal/record.js';
import { KitFolder } from '../../targets/kit/folder/kit-folder.js';
import { importResults } from '../../targets/kit/session/import.js';
import { everyStep } from '../../../steps/catalogue.js';
import { importedLines } from './messages.js';

/** Turns everything that came back into readings and journal records; what is not to be trusted is refused whole. */
export async function importKit(path: string, context: Context): Promise<ExitCode> {
  const { terminal, globals, write } = context;
  const imported = await importResults({
    path,
    folder: await KitFolder.open(path),
    terminal,
    steps: everyStep,
    open: () => openServer(`kit:${path}`, 'batten kit import', context),
    records: () => recordsOf(path, context),
  });
  if (globals.json) write(JSON.stringify({ schema: 'batten/kit-import/1', imported }, null, 2));
  else terminal.say(...importedLines(imported, terminal.width));
  return imported.every(({ good }) => good) ? exitCode.done : exitCode.failed;
}

async function recordsOf(path: string, context: Context): Promise<readonly JournalRecord[]> {
  const server = await readServer(`kit:${path}`, context);
  await server.close();
  return server.records;
}
