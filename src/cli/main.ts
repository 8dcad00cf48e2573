import { BattenError, exitCode, type ExitCode } from '../errors.js';
import { version } from '../files/version.js';

/** Runs one command line and gives its exit code; errors are told here, and nowhere else. */
export async function main(argv: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${version()}\n`);
    return exitCode.done;
  }
  try {
    if (argv.length === 1 && argv[0] === 'status') return await statusAlone(signal);
    // Everything else, the command parser included, loads only when the line is more than a question for the version.
    const { runCommandLine } = await import('./program.js');
    return await runCommandLine(argv, signal);
  } catch (error) {
    return reportError(error, argv.includes('--verbose'));
  }
}

/** Typed many times a day: without options there is nothing to parse, and the parser would be a fifth of the wait. */
async function statusAlone(signal: AbortSignal): Promise<ExitCode> {
  const [{ status }, { contextOf }] = await Promise.all([
    import('../commands/status/status.js'),
    import('./context.js'),
  ]);
  return status(contextOf({ color: true }, signal));
}

async function reportError(error: unknown, verbose: boolean): Promise<ExitCode> {
  const { escapeText } = await import('../terminal/escape.js');
  const message = error instanceof Error ? error.message : String(error);
  const known = error instanceof BattenError;
  const said = known
    ? message
    : `Batten met something it does not know: ${message}. Run it with --verbose and report that.`;
  process.stderr.write(`batten: ${escapeText(said)}\n`);
  if (verbose && error instanceof Error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      process.stderr.write(`${escapeText(cause.stack ?? cause.message).replaceAll('\\n', '\n')}\n`);
    }
  }
  return known ? error.exitCode : exitCode.failed;
}
