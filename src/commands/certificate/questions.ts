import type { KeyObject } from 'node:crypto';
import type { ExportFormat } from '../../certificates/export/files.js';
import { isEncryptedKey, openPrivateKey } from '../../certificates/key/open.js';
import { passwordProblem } from '../../certificates/key/password.js';
import type { Context } from '../../connect/context.js';
import { InterruptedError, UsageError } from '../../errors.js';
import { inFile, readGivenFile } from '../../files/given-file.js';
import { readPasswordFile } from '../../files/password-file.js';
import { askNewPassword } from '../../terminal/new-password.js';
import { back, type Back, type Terminal } from '../../terminal/port.js';

/**
 * Opens a private key; its password comes from --password-file or from a prompt.
 * @throws UsageError, DataError, UnansweredError where nobody can be asked
 */
export async function privateKeyFrom(path: string, { terminal, globals }: Context): Promise<KeyObject> {
  const text = (await readGivenFile(path, '--key')).toString('latin1');
  if (!isEncryptedKey(text)) return inFile(path, () => openPrivateKey(text, undefined));
  const answer = '--password-file';
  const password =
    globals.passwordFile === undefined
      ? orStop(await terminal.secret({ message: `Password of ${path}`, answer }))
      : await passwordIn(globals.passwordFile, answer, terminal);
  return inFile(path, () => openPrivateKey(text, password));
}

/** The password that protects an exported key, from a file or asked for. @throws UsageError, UnansweredError */
export async function exportPassword(
  format: ExportFormat,
  file: string | undefined,
  terminal: Terminal,
): Promise<string> {
  const check = (password: string): true | string =>
    format === 'key-manager' && !/^[\x20-\x7e]*$/.test(password)
      ? 'Key Manager wants letters, digits and signs of ASCII.'
      : (passwordProblem(password) ?? true);
  const answer = '--export-password-file';
  if (file === undefined)
    return orStop(
      await askNewPassword(terminal, { message: 'Password for the exported key', answer, check }),
    );
  const password = await passwordIn(file, answer, terminal);
  const verdict = check(password);
  if (verdict === true) return password;
  throw new UsageError(`${answer}, first line of ${file}: ${verdict}`);
}

const passwordIn = (path: string, option: string, terminal: Terminal): Promise<string> =>
  readPasswordFile({
    path,
    option,
    warn: (line) => {
      terminal.say(line);
    },
  });

function orStop(password: string | Back): string {
  if (password === back) throw new InterruptedError('Stopped at the password. Nothing was written.');
  return password;
}
