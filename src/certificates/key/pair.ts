import { createPublicKey, generateKeyPair as generate, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeySize } from '../request/strength.js';

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Makes an RSA key pair. Its work runs outside the event loop, so that a screen can go on turning. */
export const generateKeyPair = (bits: KeySize): Promise<KeyPair> =>
  promisify(generate)('rsa', { modulusLength: bits, publicExponent: 0x10001 });

/** The pair of a key that is there already. */
export const pairOf = (privateKey: KeyObject): KeyPair => ({
  privateKey,
  publicKey: createPublicKey(privateKey),
});

/** The private key as PKCS#8, not yet encrypted. The caller wipes it after use. */
export const privateKeyBytes = ({ privateKey }: KeyPair): Buffer =>
  privateKey.export({ type: 'pkcs8', format: 'der' });

/** The SubjectPublicKeyInfo (RFC 5280). */
export const publicKeyBytes = ({ publicKey }: KeyPair): Buffer =>
  publicKey.export({ type: 'spki', format: 'der' });
