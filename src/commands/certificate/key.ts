import type { KeyObject } from 'node:crypto';
import { isEncryptedKey, openPrivateKey } from '../../certificates/key/open.js';
import { inFile, readGivenFile } from '../../files/given-file.js';
import { InterruptedError } from '../../errors.js';
import { back } from '../../terminal/port.js';
import type { Context } from '../../connect/context.js';

/**
 * Opens a private key; its password comes from --password-file or from a prompt.
 * @throws UsageError, DataError, UnansweredError where nobody can be asked
 */
export async function privateKeyFrom(path: string, { terminal, globals }: Context): Promise<KeyObject> {
  const text = (await readGivenFile(path, '--key')).toString('latin1');
  if (!isEncryptedKey(text)) return inFile(path, () => openPrivateKey(text, undefined));
  let password: string;
  if (globals.passwordFile === undefined) {
    const answer = await terminal.secret({ message: `Password of ${path}`, answer: '--password-file' });
    if (answer === back) throw new InterruptedError('Stopped at the password. Nothing was written.');
    password = answer;
  } else {
    const { readPasswordFile } = await import('../../files/password-file.js');
    password = await readPasswordFile({
      path: globals.passwordFile,
      option: '--password-file',
      warn: (line) => {
        terminal.say(line);
      },
    });
  }
  return inFile(path, () => openPrivateKey(text, password));
}
