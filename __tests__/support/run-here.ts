import { runCommandLine } from '../../src/cli/program.js';
import { BattenError } from '../../src/errors.js';
import { scriptedTerminal, type Answer } from './scripted-terminal.js';

export interface RanHere {
  readonly exitCode: number;
  /** What was said at the terminal, a line each. */
  readonly said: readonly string[];
  /** The documents of --json. */
  readonly written: string;
  /** The message of the error that ended it. */
  readonly error: string | undefined;
}

/**
 * Runs a command line in this process, where the process is not what is tested. Without answers nobody is there to be
 * asked. What Batten does not know as an error is thrown.
 */
export async function runHere(
  state: string,
  argv: readonly string[],
  answers?: Readonly<Record<string, readonly Answer[]>>,
): Promise<RanHere> {
  const terminal = scriptedTerminal(answers ?? {}, { interactive: answers !== undefined });
  let written = '';
  const ran = { said: terminal.said, error: undefined };
  try {
    const exitCode = await runCommandLine(argv, new AbortController().signal, (options, signal) => ({
      terminal,
      globals: { ...options, state: options.state ?? state, json: options.json === true, verbose: false },
      environment: {},
      signal,
      write: (text) => void (written += `${text}\n`),
    }));
    return { ...ran, exitCode, written };
  } catch (error) {
    if (!(error instanceof BattenError)) throw error;
    return { ...ran, exitCode: error.exitCode, written, error: error.message };
  }
}
