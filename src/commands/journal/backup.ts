import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Context } from '../../connect/context.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { writeNewFiles } from '../../files/write-new-files.js';
import { readJournal } from '../../journal/file.js';
import { headOf } from '../../journal/head.js';
import { parseJournal } from '../../journal/parse.js';
import { journalPath } from '../../journal/servers.js';
import { serverMeant } from './find.js';
import { sayHead } from './messages.js';

/**
 * Copies a server's journal, checked before and after, to a file that was not there. It can be made while a session runs:
 * it holds every record that was whole by then.
 * @throws JournalError where it is damaged, UsageError where the file exists
 */
export async function backUpJournal(file: string, context: Context): Promise<ExitCode> {
  const path = journalPath((await serverMeant(context)).folder);
  const { goodBytes, links } = await readJournal(path);
  const copy = resolve(file);
  await writeNewFiles(dirname(copy), [{ path: copy, text: (await readFile(path)).subarray(0, goodBytes) }]);
  parseJournal(await readFile(copy), copy);
  const head = headOf(links);
  if (context.globals.json) {
    context.write(
      JSON.stringify({ schema: 'batten/journal-copy/1', file: copy, records: links.length, head }, null, 2),
    );
    return exitCode.done;
  }
  context.terminal.say(
    `${copy}: ${links.length} records, read back and unbroken.`,
    sayHead(head),
    'With this file, undo works from any workstation: put it in the place of the journal.',
  );
  return exitCode.done;
}
