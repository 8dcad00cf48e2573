import type { Context } from '../../connect/context.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { journalPath } from '../../journal/servers.js';
import { loadKinds } from '../../resources/load-kinds.js';
import { columns } from '../../terminal/layout.js';
import { serverMeant } from './find.js';
import { recordWords } from './messages.js';

/** The journal of a server, a line a record. */
export async function showJournal(context: Context): Promise<ExitCode> {
  const { terminal, globals } = context;
  const { folder, history } = await serverMeant(context);
  if (globals.json) {
    context.write(JSON.stringify({ schema: 'batten/journal/1', records: history.records }, null, 2));
    return exitCode.done;
  }
  await loadKinds(
    history.records.flatMap((record) => (record.type === 'intent' ? [record.resource.kind] : [])),
  );
  const rows = history.records.map((record) => [
    String(record.sequence),
    record.time.slice(0, 19).replace('T', ' '),
    record.type,
    recordWords(record),
  ]);
  terminal.say(`${journalPath(folder)}   times are UTC`, ...columns(rows, terminal.width, { gap: 2 }));
  return exitCode.done;
}
