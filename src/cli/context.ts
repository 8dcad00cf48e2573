import { defined } from '../defined.js';
import type { Globals, Context } from '../connect/context.js';
import { escapeJson } from '../terminal/escape.js';
import { openTerminal } from '../terminal/terminal.js';

/** What the command line says to every command. */
export interface GlobalOptions {
  readonly target?: string;
  readonly passwordFile?: string;
  readonly directory?: string;
  readonly domainController?: string;
  readonly state?: string;
  readonly json?: boolean;
  readonly color: boolean;
  readonly verbose?: boolean;
}

/** What a command runs in, on this process's own streams. */
export function contextOf(options: GlobalOptions, signal: AbortSignal): Context {
  const {
    target,
    passwordFile,
    directory,
    domainController,
    state,
    json = false,
    color,
    verbose = false,
  } = options;
  const globals: Globals = {
    json,
    verbose,
    ...defined({ target, passwordFile, directory, domainController, state }),
  };
  const terminal = openTerminal({
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    signal,
    color,
    json,
  });
  return {
    terminal,
    globals,
    environment: process.env,
    signal,
    write: (document) => process.stdout.write(`${escapeJson(document)}\n`),
  };
}
