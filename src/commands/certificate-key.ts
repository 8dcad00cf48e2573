import type { KeyObject } from 'node:crypto';
import { isEncryptedKey, openPrivateKey } from '../certificates/open-key.js';
import { inFile, readGivenFile } from '../certificates/read-file.js';
import { InterruptedError } from '../errors.js';
import { back } from '../terminal/port.js';
import type { Surroundings } from './globals.js';

/**
 * Opens a private key; its password comes from --password-file or from a prompt.
 * @throws UsageError, DataError, UnansweredError where nobody can be asked
 */
export async function privateKeyFrom(path: string, { terminal, globals }: Surroundings): Promise<KeyObject> {
  const text = (await readGivenFile(path, '--key')).toString('latin1');
  if (!isEncryptedKey(text)) return inFile(path, () => openPrivateKey(text, undefined));
  let password: string;
  if (globals.passwordFile === undefined) {
    const answer = await terminal.secret({ message: `Password of ${path}`, answer: '--password-file' });
    if (answer === back) throw new InterruptedError('Stopped at the password. Nothing was written.');
    password = answer;
  } else {
    const { readPasswordFile } = await import('../wizard/follow-answers.js');
    password = await readPasswordFile(globals.passwordFile);
  }
  return inFile(path, () => openPrivateKey(text, password));
}
