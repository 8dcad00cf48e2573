import type { Context } from '../../connect/context.js';
import { exitCode, JournalError, type ExitCode } from '../../errors.js';
import { readJournal } from '../../journal/file.js';
import { headOf, missingSince, parseHeadWords } from '../../journal/head.js';
import { journalPath } from '../../journal/servers.js';
import { serverMeant } from './find.js';
import { sayHead } from './messages.js';

/**
 * Checks the whole journal; reading it is the check. Says its head, and holds it to one that was written down.
 * @param given a head as words: `412 lusab-babad-gutih`
 * @throws UsageError for what no head can look like, JournalError where the journal is not the one that had that head
 */
export async function verifyJournal(given: string | undefined, context: Context): Promise<ExitCode> {
  const wanted = given === undefined ? undefined : parseHeadWords(given);
  const path = journalPath((await serverMeant(context)).folder);
  const { links, tornBytes } = await readJournal(path);
  const missing = wanted === undefined ? undefined : missingSince(links, wanted);
  if (missing !== undefined) {
    throw new JournalError(
      `The journal ${path} is not the one whose head was ${wanted ?? ''}: ${missing}. Nothing was touched. Put back the newest copy that you have.`,
    );
  }
  const head = headOf(links);
  if (context.globals.json) {
    context.write(
      JSON.stringify(
        { schema: 'batten/journal-head/1', file: path, records: links.length, head, tornBytes },
        null,
        2,
      ),
    );
    return exitCode.done;
  }
  context.terminal.say(
    `${path}: ${links.length} records, unbroken` +
      (tornBytes > 0 ? `; ${tornBytes} bytes of a last line that was cut off.` : '.'),
    sayHead(head),
    ...(wanted === undefined ? [] : [`It holds the head ${wanted}.`]),
  );
  return exitCode.done;
}
