import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { WorkstationError } from '../errors.js';
import { codeOf } from '../files/error-code.js';

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

/** Makes the state folder and sees that it can be written, before any server is touched. @throws WorkstationError */
export async function prepareState(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = codeOf(cause);
    throw new WorkstationError(
      `The state folder ${path} cannot be made or written (${code}). Give another one with --state DIR.`,
      { cause },
    );
  }
}
