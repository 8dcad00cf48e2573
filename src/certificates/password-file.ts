import { readFile, stat } from 'node:fs/promises';
import { UsageError } from '../errors.js';
import { passwordProblem } from './password.js';
import { codeOf } from './request-files.js';

/**
 * The first line of a password file, and whether others than its owner may read it (not known on Windows).
 * @throws UsageError where it cannot be read or its password is not fit for a key
 */
export async function readPasswordFile(
  path: string,
): Promise<{ readonly password: string; readonly exposed: boolean }> {
  let text: string;
  let mode: number;
  try {
    text = await readFile(path, 'utf8');
    mode = (await stat(path)).mode;
  } catch (cause) {
    throw new UsageError(
      `The password file ${path} cannot be read (${codeOf(cause) ?? 'unknown reason'}). Check --password-file.`,
      { cause },
    );
  }
  const password = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  const problem = passwordProblem(password);
  if (problem !== undefined) throw new UsageError(`--password-file, first line of ${path}: ${problem}`);
  return { password, exposed: process.platform !== 'win32' && (mode & 0o077) !== 0 };
}
