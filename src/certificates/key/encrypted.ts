import { createPrivateKey, type KeyObject } from 'node:crypto';
import { DataError } from '../../errors.js';
import { as, element, elements, oid, tag } from '../der/read.js';
import { pemBytes } from '../der/pem.js';

export const encryptedKeyLabel = 'ENCRYPTED PRIVATE KEY';

/** Object identifiers of password-based encryption (RFC 8018, RFC 3565). */
export const scheme = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacWithSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
} as const;

/** Checks, without its password, that a file holds an encrypted private key. @throws DataError */
export function checkEncryptedKey(text: string): void {
  if (/-----BEGIN (RSA )?PRIVATE KEY-----/.test(text)) {
    throw new DataError('The private key is not encrypted.');
  }
  const [algorithm, encrypted] = elements(element(pemBytes(text, encryptedKeyLabel), tag.sequence).content);
  if (oid(elements(as(algorithm, tag.sequence).content)[0]) !== scheme.pbes2) {
    throw new DataError('The private key is encrypted with an old scheme.');
  }
  if (as(encrypted, tag.octetString).content.length === 0) throw new DataError('The private key is empty.');
}

/** The private key, or undefined where the password does not open it. */
export function openKey(pem: string, password: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: 'pem', passphrase: Buffer.from(password, 'utf8') });
  } catch {
    return undefined;
  }
}
