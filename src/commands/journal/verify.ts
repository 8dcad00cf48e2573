import type { Context } from '../../connect/context.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { journalPath } from '../../journal/servers.js';
import { serverMeant } from './find.js';

/** Checks the chain of the whole journal; reading it is the check. */
export async function verifyJournal(context: Context): Promise<ExitCode> {
  const { folder, history, tornBytes } = await serverMeant(context);
  const { length } = history.records;
  context.terminal.say(
    `${journalPath(folder)}: ${length} records, unbroken` +
      (tornBytes > 0 ? `; ${tornBytes} bytes of a last line that was cut off.` : '.'),
  );
  return exitCode.done;
}
