import { X509Certificate } from 'node:crypto';
import { DataError } from '../../errors.js';
import { element, elements, oid, tag } from '../der/read.js';
import { publicKeyFingerprint } from '../der/fingerprint.js';

/** What a certificate says. Nothing of it is trusted: texts are shown escaped, signatures are checked apart. */
export interface Certificate {
  readonly der: Buffer;
  readonly x509: X509Certificate;
  /** `CN=owa.example.com, O=Example, C=US`; OpenSSL has escaped control characters. */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName: string | undefined;
  /** The dNSNames of its subjectAltName. */
  readonly names: readonly string[];
  readonly from: Date;
  readonly to: Date;
  readonly digest: string;
  readonly key: { readonly type: string; readonly bits: number | undefined };
  /** Object identifiers of its extended key usage; none where it is not limited. */
  readonly purposes: readonly string[];
  readonly isAuthority: boolean;
  /** SHA-256 of the SubjectPublicKeyInfo in hexadecimal. */
  readonly publicKey: string;
  /** SHA-256 of the whole certificate in hexadecimal. */
  readonly fingerprint: string;
}

/** Reads one certificate. @throws DataError */
export function certificateOf(der: Buffer): Certificate {
  try {
    const x509 = new X509Certificate(der);
    const { publicKey } = x509;
    const { commonName, ...subject } = nameOf(x509.subject);
    return {
      der,
      x509,
      commonName,
      subject: subject.text,
      issuer: nameOf(x509.issuer).text,
      names: alternativeNames(x509.subjectAltName),
      from: dateOf(x509.validFrom),
      to: dateOf(x509.validTo),
      digest: digestOf(der),
      key: {
        type: publicKey.asymmetricKeyType ?? 'unknown',
        bits: publicKey.asymmetricKeyDetails?.modulusLength,
      },
      purposes: purposesOf(x509.keyUsage),
      isAuthority: x509.ca,
      publicKey: publicKeyFingerprint(publicKey.export({ type: 'spki', format: 'der' })),
      fingerprint: x509.fingerprint256.replaceAll(':', '').toLowerCase(),
    };
  } catch (cause) {
    throw new DataError('The certificate is damaged, or of a kind that cannot be read here.', { cause });
  }
}

/** True where the second one's key has signed the first. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  try {
    return certificate.x509.verify(issuer.x509.publicKey);
  } catch {
    return false;
  }
}

/** True where a certificate is its own authority: a root, or one that nobody vouches for. */
export const isRoot = (certificate: Certificate): boolean =>
  certificate.subject === certificate.issuer && isSignedBy(certificate, certificate);

/** Node gives one attribute a line, the most general first; an empty name is undefined, whatever its types say. */
function nameOf(lines: string | undefined): {
  readonly text: string;
  readonly commonName: string | undefined;
} {
  const parts = (lines ?? '').split('\n').filter((part) => part !== '');
  return {
    text: parts.toReversed().join(', '),
    commonName: parts.findLast((part) => part.startsWith('CN='))?.slice(3),
  };
}

const alternativeNames = (text: string | undefined): readonly string[] =>
  [...(text ?? '').matchAll(/(?:^|, )DNS:([^,"\s]+)/g)].map(([, name = '']) => name);

/** Node calls the extended key usage so; it is undefined where there is none. */
const purposesOf = (purposes: readonly string[] | undefined): readonly string[] => purposes ?? [];

function dateOf(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new DataError(`The certificate's date ${text} cannot be read.`);
  return date;
}

/** Signature algorithms (RFC 3279, 4055, 5758). */
const digests: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2',
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.3.14.3.2.29': 'SHA-1',
  '1.2.840.10040.4.3': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
};

function digestOf(der: Buffer): string {
  const [, algorithm] = elements(element(der, tag.sequence).content);
  const type = oid(elements(algorithm?.content ?? Buffer.alloc(0))[0]);
  return digests[type] ?? type;
}
