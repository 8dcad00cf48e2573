import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { DataError } from '../../errors.js';
import { publicKeyFingerprint } from '../der/fingerprint.js';

/** Whether a file of a private key wants a password. */
export const isEncryptedKey = (text: string): boolean =>
  /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text);

/** Opens a private key in PEM. @throws DataError that says whether the password or the file is wrong */
export function openPrivateKey(text: string, password: string | undefined): KeyObject {
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    throw new DataError('The key file holds no private key in PEM.');
  }
  try {
    return createPrivateKey({
      key: text,
      format: 'pem',
      ...(password !== undefined && { passphrase: Buffer.from(password, 'utf8') }),
    });
  } catch (cause) {
    throw new DataError(
      isEncryptedKey(text)
        ? 'The password does not open the key, or the key is damaged.'
        : 'The private key is damaged, or of a kind that cannot be read here.',
      { cause },
    );
  }
}

/** SHA-256 of the public key that belongs to a private one, in hexadecimal. */
export const fingerprintOf = (key: KeyObject): string =>
  publicKeyFingerprint(createPublicKey(key).export({ type: 'spki', format: 'der' }));
