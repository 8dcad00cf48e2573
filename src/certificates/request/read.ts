import { createPublicKey, verify } from 'node:crypto';
import { DataError } from '../../errors.js';
import { as, element, elements, oid, tag, type Element } from '../der/read.js';
import { readSubject, type Subject } from './read-subject.js';
import { publicKeyFingerprint } from '../der/fingerprint.js';
import { pemBytes } from '../der/pem.js';
import { digests, type Digest } from './strength.js';

export const requestLabel = 'CERTIFICATE REQUEST';

/** What a PKCS#10 request says, its own signature having been checked. */
export interface ReadRequest {
  readonly subject: Subject;
  /** The dNSNames of the subjectAltName that it asks for. */
  readonly alternativeNames: readonly string[];
  readonly bits: number;
  readonly digest: Digest;
  /** SHA-256 of the SubjectPublicKeyInfo in hexadecimal. */
  readonly publicKey: string;
}

/** Reads a request in PEM, with or without text around it. @throws DataError that says what is wrong with it */
export function readRequest(text: string): ReadRequest {
  const [signed, algorithm, signature] = elements(
    element(pemBytes(text, requestLabel), tag.sequence).content,
  );
  const [version, subject, key, attributes] = elements(as(signed, tag.sequence).content);
  as(version, tag.integer);
  const keyBytes = as(key, tag.sequence).whole;
  const digest = digestOf(as(algorithm, tag.sequence));
  const bits = checkSignature(as(signed, tag.sequence).whole, as(signature, tag.bitString), keyBytes, digest);
  return {
    subject: readSubject(as(subject, tag.sequence)),
    alternativeNames: attributes === undefined ? [] : alternativeNames(as(attributes, tag.attributes)),
    bits,
    digest,
    publicKey: publicKeyFingerprint(keyBytes),
  };
}

/** True for a request in the form of Key Manager, which is told by its label. */
export const isEraRequest = (text: string): boolean => text.includes(`-----BEGIN NEW ${requestLabel}-----`);

/** Signature algorithms over RSA (RFC 8017). */
const signatureAlgorithms: Readonly<Record<Digest, string>> = {
  md5: '1.2.840.113549.1.1.4',
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
};

/** The object identifier of RSA over this digest. */
export const signatureAlgorithm = (digest: Digest): string => signatureAlgorithms[digest];

function digestOf(algorithm: Element): Digest {
  const [type, parameters] = elements(algorithm.content);
  const known = oid(type);
  const digest = digests.find((one) => signatureAlgorithms[one] === known);
  if (digest === undefined)
    throw new DataError(`The request is signed with ${known}, which is not known here.`);
  if (as(parameters, tag.null).content.length > 0) throw new DataError('The signature has parameters.');
  return digest;
}

/** Gives the size of the key. */
function checkSignature(signed: Buffer, signature: Element, key: Buffer, digest: string): number {
  let bits: number | undefined;
  let valid: boolean;
  try {
    const publicKey = createPublicKey({ key, format: 'der', type: 'spki' });
    bits = publicKey.asymmetricKeyType === 'rsa' ? publicKey.asymmetricKeyDetails?.modulusLength : undefined;
    // The first byte of a bit string counts its unused bits: a signature has none.
    valid = signature.content[0] === 0 && verify(digest, signed, publicKey, signature.content.subarray(1));
  } catch (cause) {
    throw new DataError('The public key of the request cannot be read.', { cause });
  }
  if (bits === undefined) throw new DataError('The key of the request is not an RSA key.');
  if (!valid)
    throw new DataError('The signature of the request does not fit it: it is damaged or was altered.');
  return bits;
}

const extensionRequest = '1.2.840.113549.1.9.14';
const subjectAltName = '2.5.29.17';
const dnsName = 0x82;

function alternativeNames(attributes: Element): readonly string[] {
  return elements(attributes.content)
    .map((attribute) => elements(attribute.content))
    .filter(([type]) => oid(type) === extensionRequest)
    .flatMap(([, values]) => elements(as(values, tag.set).content))
    .flatMap((extensions) => elements(as(extensions, tag.sequence).content))
    .map((extension) => elements(as(extension, tag.sequence).content))
    .filter(([type]) => oid(type) === subjectAltName)
    .flatMap((parts) => elements(element(as(parts.at(-1), tag.octetString).content, tag.sequence).content))
    .filter((name) => name.tag === dnsName)
    .map((name) => name.content.toString('latin1'));
}
