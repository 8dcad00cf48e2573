import { exitCode, UsageError, type ExitCode } from '../../errors.js';
import type { JournalRecord } from '../../journal/record.js';
import { journalPath, serverOfTarget } from '../../journal/servers.js';
import { stateFolder } from '../../journal/state-folder.js';
import { kindOf } from '../../model/kind.js';
import { loadKinds } from '../../resources/load-kinds.js';
import { columns } from '../../terminal/layout.js';
import { outcomeWords } from '../../model/words.js';
import type { Context } from '../../connect/context.js';
import { targetUrl } from '../../connect/target-url.js';

/** The journal of a server, a line a record. */
export async function showJournal(context: Context): Promise<ExitCode> {
  const { terminal, globals } = context;
  const { folder, history } = await theServer(context);
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
    words(record),
  ]);
  terminal.say(`${journalPath(folder)}   times are UTC`, ...columns(rows, terminal.width, { gap: 2 }));
  return exitCode.done;
}

/** Checks the chain of the whole journal; reading it is the check. */
export async function verifyJournal(context: Context): Promise<ExitCode> {
  const { folder, history, tornBytes } = await theServer(context);
  const { length } = history.records;
  context.terminal.say(
    `${journalPath(folder)}: ${length} records, unbroken` +
      (tornBytes > 0 ? `; ${tornBytes} bytes of a last line that was cut off.` : '.'),
  );
  return exitCode.done;
}

async function theServer({
  globals,
  environment,
}: Context): Promise<NonNullable<Awaited<ReturnType<typeof serverOfTarget>>>> {
  const url = await targetUrl(globals.target ?? 'lab:');
  const found = await serverOfTarget(stateFolder(globals.state, environment), url);
  if (found === undefined) throw new UsageError(`No session was held on ${url} yet, so there is no journal.`);
  return found;
}

function words(record: JournalRecord): string {
  switch (record.type) {
    case 'server':
    case 'facts':
      return record.facts.name;
    case 'session':
      return `${record.command} on ${record.target} by ${record.operator}`;
    case 'session-end':
      return record.how;
    case 'step-begun':
      return record.step;
    case 'intent': {
      const kind = kindOf(record.resource);
      const { name } = kind.describe(record.resource);
      const what = record.action === 'undo' ? 'undo of ' : '';
      return `${what}${record.step}: ${name}, ${kind.show(record.before)} -> ${kind.show(record.after)}`;
    }
    case 'outcome':
      return `of ${record.intent}: ${record.outcome}${record.detail === undefined ? '' : `, ${record.detail}`}`;
    case 'left':
      return `of ${record.undoes}: left, ${record.why.replaceAll('-', ' ')}`;
    case 'step-ended':
      return `${record.step}: ${outcomeWords[record.outcome]}${record.detail === undefined ? '' : `, ${record.detail}`}`;
    case 'kit':
      return `${record.kit} ${record.what}${record.result === undefined ? '' : `: ${record.result}`}`;
    case 'restarted':
      return record.what;
    case 'soak-overridden':
      return `${record.stage}: ${record.reason}`;
    case 'recovered':
      return `${record.lostBytes} bytes of a cut-off last line set aside`;
  }
}
