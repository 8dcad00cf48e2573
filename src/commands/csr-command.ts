import type { ExitCode } from '../errors.js';
import { csr, type CsrOptions } from './csr.js';
import type { Surroundings } from './globals.js';
import { systemClock } from './system-clock.js';

/** `batten csr` with what the command line gives every command. */
export function csrCommand(
  options: CsrOptions,
  { terminal, globals, write }: Surroundings,
): Promise<ExitCode> {
  const { passwordFile, json } = globals;
  const all = { ...options, json, ...(passwordFile !== undefined && { passwordFile }) };
  return csr(all, terminal, systemClock(), write);
}
