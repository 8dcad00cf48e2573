import type { Context } from '../../connect/context.js';
import { openServer } from '../../connect/open-server.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { KitFolder } from '../../targets/kit/folder/kit-folder.js';
import { kitToWithdraw, withdraw } from '../../targets/kit/session/withdraw.js';
import { agree } from './questions.js';

/** Takes back a kit that was never carried: its changes count as not made, and its files go. */
export async function withdrawKit(path: string, yes: boolean, context: Context): Promise<ExitCode> {
  const folder = await KitFolder.open(path);
  const entry = await kitToWithdraw(folder, path);
  const message = `Was ${entry.folder} never run on ${folder.server}, and is no copy of it left?`;
  if (!yes && !(await agree(message, context.terminal))) return exitCode.done;
  await withdraw(entry, folder, () => openServer(`kit:${path}`, 'batten kit withdraw', context));
  context.terminal.say(`${entry.folder} is withdrawn. Destroy every copy of it.`);
  return exitCode.done;
}
