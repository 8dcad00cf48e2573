import { defined } from '../../defined.js';
import type { ExitCode } from '../../errors.js';
import { csr, type CsrOptions } from './make.js';
import type { Context } from '../../connect/context.js';
import { systemClock } from '../../connect/system-clock.js';

/** `batten csr` with what the command line gives every command. */
export function csrCommand(options: CsrOptions, { terminal, globals, write }: Context): Promise<ExitCode> {
  const { passwordFile, json, state } = globals;
  // The parser takes --state for the program's own, wherever it stands.
  const all = { ...options, json, ...defined({ passwordFile, state }) };
  return csr(all, terminal, systemClock(), write);
}
