import { createCipheriv, createPublicKey, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { publicKeyFingerprint } from '../der/fingerprint.js';
import { derBytes } from '../der/bytes.js';
import { toPem } from '../der/pem.js';
import { encryptedKeyLabel, openKey, scheme } from './encrypted.js';

/**
 * A private key encrypted with a password: PKCS#8 with PBES2, AES-256-CBC and PBKDF2 over HMAC-SHA-256 (RFC 8018).
 * Node derives the key: forge would stand still for seconds over as many rounds.
 */
export async function encryptPrivateKey(pkcs8: Buffer, password: string, rounds = 600_000): Promise<string> {
  const salt = randomBytes(16);
  const vector = randomBytes(16);
  const derived = await derive(Buffer.from(password, 'utf8'), salt, rounds, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', derived, vector);
  const encrypted = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  derived.fill(0);
  return toPem(derBytes(envelope(salt, rounds, vector, encrypted)), encryptedKeyLabel);
}

/** The fingerprint of the public key that belongs to an encrypted private key; undefined where the password does not open it. */
export function fingerprintOfKey(pem: string, password: string): string | undefined {
  const key = openKey(pem, password);
  return key && publicKeyFingerprint(createPublicKey(key).export({ type: 'spki', format: 'der' }));
}

const derive = promisify(pbkdf2);

function envelope(salt: Buffer, rounds: number, vector: Buffer, encrypted: Buffer): forge.asn1.Asn1 {
  const { OCTETSTRING, INTEGER, NULL } = forge.asn1.Type;
  const derivation = sequence(
    identifier(scheme.pbkdf2),
    sequence(
      primitive(OCTETSTRING, salt.toString('latin1')),
      primitive(INTEGER, forge.asn1.integerToDer(rounds).getBytes()),
      sequence(identifier(scheme.hmacWithSha256), primitive(NULL, '')),
    ),
  );
  const cipher = sequence(identifier(scheme.aes256Cbc), primitive(OCTETSTRING, vector.toString('latin1')));
  return sequence(
    sequence(identifier(scheme.pbes2), sequence(derivation, cipher)),
    primitive(OCTETSTRING, encrypted.toString('latin1')),
  );
}

const sequence = (...members: forge.asn1.Asn1[]): forge.asn1.Asn1 =>
  forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.SEQUENCE, true, members);

const primitive = (type: forge.asn1.Type, bytes: string): forge.asn1.Asn1 =>
  forge.asn1.create(forge.asn1.Class.UNIVERSAL, type, false, bytes);

const identifier = (oid: string): forge.asn1.Asn1 =>
  primitive(forge.asn1.Type.OID, forge.asn1.oidToDer(oid).getBytes());
