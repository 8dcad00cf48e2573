import forge from 'node-forge';
import type { KeySize } from './subject.js';

/** Makes an RSA key pair. Its work runs outside the event loop, so that a screen can go on turning. */
export function generateKeyPair(bits: KeySize): Promise<forge.pki.rsa.KeyPair> {
  return new Promise((resolve, reject) => {
    // The types promise an error; forge passes null when there is none.
    forge.pki.rsa.generateKeyPair({ bits, e: 0x10001 }, (error: Error | null, pair) => {
      if (error === null) resolve(pair);
      else reject(error);
    });
  });
}

/** The private key as PKCS#8, not yet encrypted. The caller wipes it after use. */
export function privateKeyBytes(pair: forge.pki.rsa.KeyPair): Buffer {
  return derBytes(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(pair.privateKey)));
}

/** DER bytes of what forge has put together; forge holds bytes in strings. */
export const derBytes = (data: forge.asn1.Asn1): Buffer =>
  Buffer.from(forge.asn1.toDer(data).getBytes(), 'latin1');
