import type { KeyObject } from 'node:crypto';
import forge from 'node-forge';

const subject = [
  { name: 'commonName', value: 'owa.example.com' },
  { name: 'organizationName', value: 'Example' },
];

/** A certificate in PEM that a key signed for itself. */
export function issueFor(key: KeyObject): string {
  const [secret, open] = keysOf(key);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = open;
  certificate.serialNumber = '01';
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.sign(secret, forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

/** A request in PEM for a key. */
export function requestFor(key: KeyObject): string {
  const [secret, open] = keysOf(key);
  const request = forge.pki.createCertificationRequest();
  request.publicKey = open;
  request.setSubject(subject);
  request.sign(secret, forge.md.sha256.create());
  return forge.pki.certificationRequestToPem(request);
}

function keysOf(key: KeyObject): readonly [forge.pki.rsa.PrivateKey, forge.pki.rsa.PublicKey] {
  const secret = forge.pki.privateKeyFromPem(key.export({ type: 'pkcs1', format: 'pem' }).toString());
  return [secret, forge.pki.rsa.setPublicKey(secret.n, secret.e)];
}
