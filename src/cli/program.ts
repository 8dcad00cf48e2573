import { CommanderError } from 'commander';
import { exitCode, UsageError, type ExitCode } from '../errors.js';
import { contextOf } from './context.js';
import { parserOf } from './parser.js';

/** The commands, in the order of the help; a new one is a folder and a line here. Each loads its own code when it runs. */
const commands = await Promise.all([
  import('../commands/harden/index.js'),
  import('../commands/plan/index.js'),
  import('../commands/assess/index.js'),
  import('../commands/undo/index.js'),
  import('../commands/status/index.js'),
  import('../commands/csr/index.js'),
  import('../commands/certificate/index.js'),
  import('../commands/steps/index.js'),
  import('../commands/journal/index.js'),
  import('../commands/kit/index.js'),
  import('../commands/lab/index.js'),
  import('../commands/doctor/index.js'),
]);

/**
 * Runs what one command line says.
 * @param open makes what the command runs in: this process's own streams, or what a test hands in
 * @throws UsageError, and what the command throws
 */
export async function runCommandLine(
  argv: readonly string[],
  signal: AbortSignal,
  open: typeof contextOf = contextOf,
): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  // An option may stand before or behind the command; the parser would let its own default for colour win.
  const color = !argv.includes('--no-color');
  const parser = parserOf(
    commands.map(({ command }) => command),
    async ({ run }, given, globals) => {
      code = await run(given, open({ ...globals, color }, signal));
    },
  );
  try {
    await parser.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCode.done;
    const said = error.message.replace(/^error: |\.$/g, '').replaceAll('\n', ' ');
    throw new UsageError(`${said}. See batten --help.`, { cause: error });
  }
  return code;
}
