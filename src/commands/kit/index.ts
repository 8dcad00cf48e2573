import type { Command } from 'commander';
import type { ExitCode } from '../../errors.js';
import type { Context } from '../../connect/context.js';
import type { KitExportOptions } from './options.js';
import type { KitUndoOptions } from './undo.js';

type Define = (name: string, description: string, parent?: Command) => Command;
type Run = (command: Command, work: (context: Context) => Promise<ExitCode>) => Promise<void>;

/** `batten kit …`: files that are carried by hand to a server that no network reaches. */
export function defineKitCommands(define: Define, run: Run): void {
  const kit = define('kit', 'files carried by hand to a server that no network reaches');
  define('export', 'write the next kit: first one that reads, then one that changes, with its undo', kit)
    .argument('<folder>')
    .option('--server <name>', 'its computer name, for the first kit')
    .option('--stage <stage>', 'only this stage')
    .option('--step <step...>', 'only these steps')
    .option('--beyond', 'also the optional steps that go beyond the article', false)
    .option('--answers <file>', 'options of steps, and consent')
    .option('--collect', 'read everything anew', false)
    .option('--volume <size>', 'split it over disks, such as 1440k')
    .option('--dead-man', 'schedule the undo before the change, until somebody confirms', false)
    .option('--override-soak <reason>', 'open the stages now; the reason is recorded')
    .option('--yes', 'do not ask before writing', false)
    .action(async (folder: string, options: KitExportOptions, self: Command) => {
      await run(self, async (context) => (await import('./export.js')).exportKit(folder, options, context));
    });
  define('import', 'turn what came back into readings and journal records', kit)
    .argument('<folder>')
    .action(async (folder: string, _: object, self: Command) => {
      await run(self, async (context) => (await import('./import.js')).importKit(folder, context));
    });
  define('undo', 'write a kit that takes steps back', kit)
    .argument('<folder>')
    .argument('[step...]')
    .option('--all', 'everything that was applied', false)
    .option('--volume <size>', 'split it over disks, such as 1440k')
    .option('--yes', 'do not ask before writing', false)
    .action(async (folder: string, ids: string[], options: KitUndoOptions, self: Command) => {
      await run(self, async (context) => (await import('./undo.js')).undoKit(folder, ids, options, context));
    });
  define('withdraw', 'take back a kit that was never carried', kit)
    .argument('<folder>')
    .option('--yes', 'do not ask', false)
    .action(async (folder: string, { yes }: { yes: boolean }, self: Command) => {
      await run(self, async (context) => (await import('./withdraw.js')).withdrawKit(folder, yes, context));
    });
}
