import { createHash } from 'node:crypto';

/** SHA-256 of a SubjectPublicKeyInfo in hexadecimal: tells whether a certificate, a request and a key belong together. */
export const publicKeyFingerprint = (subjectPublicKeyInfo: Buffer): string =>
  createHash('sha256').update(subjectPublicKeyInfo).digest('hex');
