import { readFile, stat } from 'node:fs/promises';
import { UsageError } from '../errors.js';
import { codeOf } from './error-code.js';

/** Where a password file is named, and how its reader is warned. */
export interface PasswordFile {
  readonly path: string;
  /** How it was given: `--password-file`, for the message of an error. */
  readonly option: string;
  /** Told when others than the owner may read the file (not known on Windows). */
  warn(line: string): void;
}

/**
 * The first line of a password file, without the byte order mark that some editors put before it.
 * @throws UsageError where it cannot be read or its first line is empty
 */
export async function readPasswordFile({ path, option, warn }: PasswordFile): Promise<string> {
  let text: string;
  let mode: number;
  try {
    text = await readFile(path, 'utf8');
    mode = (await stat(path)).mode;
  } catch (cause) {
    throw new UsageError(
      `The password file ${path} cannot be read (${codeOf(cause)}). Check ${option}: it names a file whose first line is the password.`,
      { cause },
    );
  }
  const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  if (line === '') {
    throw new UsageError(
      `The first line of the password file ${path} is empty; it has to be the password. Check ${option}.`,
    );
  }
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    warn(`Others than its owner may read the password file ${path}; chmod 600 closes it.`);
  }
  return line;
}
