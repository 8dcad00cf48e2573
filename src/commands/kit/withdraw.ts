import { exitCode, UsageError, type ExitCode } from '../../errors.js';
import { KitFolder } from '../../targets/kit/folder/kit-folder.js';
import type { Context } from '../../connect/context.js';
import { recordNeverCarried } from '../../targets/kit/session/give-out.js';
import { openServer } from '../../connect/open-server.js';

/** Takes back a kit that was never carried: its changes count as not made, and its files go. */
export async function withdrawKit(path: string, yes: boolean, context: Context): Promise<ExitCode> {
  const { terminal } = context;
  const folder = await KitFolder.open(path);
  const entry = folder.kits.findLast(({ state }) => state === 'out');
  if (entry === undefined) throw new UsageError(`No kit of ${path} is out. There is nothing to withdraw.`);
  const files = await folder.results(entry);
  if (files.size > 0) {
    throw new UsageError(
      `${entry.folder} has results: it was carried and run. Import them (batten kit import ${path}); UNDO.CMD in it takes it back.`,
    );
  }
  const message = `Was ${entry.folder} never run on ${folder.server}, and is no copy of it left?`;
  if (!yes && (await terminal.confirm({ message, answer: '--yes' }, false)) !== true) return exitCode.done;
  if (entry.holds !== 'collect') {
    const server = await openServer(`kit:${path}`, 'batten kit withdraw', context);
    try {
      await recordNeverCarried(
        entry,
        server.journal,
        `kit ${entry.folder} was withdrawn: it was never carried`,
      );
    } finally {
      await server.close();
    }
  }
  await folder.setState(entry.id, 'withdrawn');
  await folder.remove(entry);
  terminal.say(`${entry.folder} is withdrawn. Destroy every copy of it.`);
  return exitCode.done;
}
