import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';

/** Where journals are kept: --state, else $BATTEN_STATE, else the user's own place for state on this system. */
export function stateFolder(given: string | undefined, environment: NodeJS.ProcessEnv): string {
  const chosen = given ?? environment['BATTEN_STATE'];
  if (chosen !== undefined && chosen !== '') return chosen;
  if (process.platform === 'win32') {
    return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'batten');
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'batten');
  return join(environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'batten');
}

/** user@host, as it stands in every record. */
export function operatorName(): string {
  let user: string;
  try {
    user = userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    user = `uid${process.getuid?.() ?? 0}`;
  }
  return `${user}@${hostname()}`;
}
