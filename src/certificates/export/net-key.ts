import { createHash, type KeyObject } from 'node:crypto';
import { DataError } from '../../errors.js';
import { identifier, nothing, octets, sequence } from '../der/write.js';

/**
 * A private key in the NET format of Netscape's servers, which Key Manager imports as a key set (Q159001): RC4 over
 * PKCS#8, its key one MD5 of the password, no salt (OpenSSL 1.0.2, i2d_RSA_NET). Whoever gets the file can try
 * passwords at great speed: it protects next to nothing.
 * @param password ASCII
 * @throws DataError where the key is not RSA
 */
export function netKey(key: KeyObject, password: string): Buffer {
  if (key.asymmetricKeyType !== 'rsa') throw new DataError('Key Manager knows RSA keys only.');
  const plain = key.export({ type: 'pkcs8', format: 'der' });
  const secret = createHash('md5').update(password, 'latin1').digest();
  try {
    return sequence(
      octets(Buffer.from('private-key', 'latin1')),
      sequence(sequence(identifier('1.2.840.113549.3.4'), nothing), octets(rc4(secret, plain))),
    );
  } finally {
    plain.fill(0);
    secret.fill(0);
  }
}

/** RC4, which Node's OpenSSL no longer has; RFC 6229 gives vectors. */
export function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number): number => state[index & 0xff] ?? 0;
  const swap = (one: number, other: number): void => {
    [state[one], state[other]] = [at(other), at(one)];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 0xff;
    swap(i, j);
  }
  let j = 0;
  return Buffer.from(
    data.map((byte, index) => {
      const i = (index + 1) & 0xff;
      j = (j + at(i)) & 0xff;
      swap(i, j);
      return byte ^ at(at(i) + at(j));
    }),
  );
}
