import type { ExitCode } from '../errors.js';
import { csr, type CsrOptions } from './csr.js';
import type { Surroundings } from './globals.js';
import { systemClock } from './system-clock.js';

/** `batten csr` with what the command line gives every command. */
export function csrCommand(
  options: CsrOptions,
  { terminal, globals, write }: Surroundings,
): Promise<ExitCode> {
  const { passwordFile, json, state } = globals;
  // The parser takes --state for the program's own, wherever it stands.
  const all = {
    ...{ ...options, json },
    ...(passwordFile !== undefined && { passwordFile }),
    ...(state !== undefined && { state }),
  };
  return csr(all, terminal, systemClock(), write);
}
