import type { Context } from '../../connect/context.js';
import { targetUrl } from '../../connect/target-url.js';
import { UsageError } from '../../errors.js';
import { serverOfTarget, type KnownServer } from '../../journal/servers.js';
import { stateFolder } from '../../journal/state-folder.js';

/** The server whose journal is meant, with all that it tells. @throws UsageError where there is none, JournalError */
export async function serverMeant({ globals, environment }: Context): Promise<KnownServer> {
  const url = await targetUrl(globals.target ?? 'lab:');
  const found = await serverOfTarget(stateFolder(globals.state, environment), url);
  if (found === undefined) throw new UsageError(`No session was held on ${url} yet, so there is no journal.`);
  return found;
}
