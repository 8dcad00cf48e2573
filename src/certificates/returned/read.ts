import forge from 'node-forge';
import { DataError } from '../../errors.js';
import { as, element, elements, oid, tag } from '../der/read.js';
import { certificateOf, type Certificate } from './certificate.js';
import { toPem } from '../der/pem.js';

/** How a file holds its certificates; Key Manager takes `pem` alone (Q269290, Q194889). */
export type CertificateForm = 'pem' | 'base64' | 'der' | 'pkcs7';

export interface ReadCertificates {
  readonly form: CertificateForm;
  readonly certificates: readonly Certificate[];
}

/**
 * Reads what an authority sends back: PEM with one or more certificates, DER, bare base64, or PKCS#7 in either.
 * @throws DataError that says what the bytes are instead, or what is wrong with them
 */
export function readCertificates(bytes: Buffer): ReadCertificates {
  if (bytes.length === 0) throw new DataError('The file is empty.');
  if (bytes[0] === tag.sequence) return fromDer(bytes, 'der');
  const text = textOf(bytes);
  if (text.includes('-----BEGIN')) return fromPem(text);
  const bare = text.replace(/\s/g, '');
  if (/^MI[A-Za-z0-9+/]+={0,2}$/.test(bare)) return fromDer(Buffer.from(bare, 'base64'), 'base64');
  throw new DataError('The file holds no certificate: it is neither PEM, DER nor PKCS#7.');
}

/** Notepad of NT 4.0 can save Unicode: UTF-16 with its mark. */
function textOf(bytes: Buffer): string {
  return bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('latin1');
}

const certificateLabels = /^(X509 |TRUSTED )?CERTIFICATE$/;
const pkcs7Labels = /^(PKCS7|CMS|PKCS #7 SIGNED DATA)$/;

function fromPem(text: string): ReadCertificates {
  const begun = text.match(/-----BEGIN /g)?.length ?? 0;
  const blocks = [
    ...text.matchAll(/-----BEGIN ([A-Z0-9# ]{1,40})-----([A-Za-z0-9+/=\s]*)-----END \1-----/g),
  ].map(([, label = '', body = '']) => ({ label, bytes: Buffer.from(body.replace(/\s/g, ''), 'base64') }));
  if (blocks.length < begun) {
    throw new DataError(
      'A block of the file is damaged: its END line is missing, or it holds foreign characters.',
    );
  }
  const wanted = blocks.filter(({ label }) => certificateLabels.test(label) || pkcs7Labels.test(label));
  if (wanted.length === 0) throw new DataError(otherContent(blocks.map(({ label }) => label)));
  const read = wanted.map((block) => fromDer(block.bytes, 'pem'));
  return {
    form: read.some(({ form }) => form === 'pkcs7') ? 'pkcs7' : 'pem',
    certificates: withoutRepeats(read.flatMap(({ certificates }) => certificates)),
  };
}

function otherContent(labels: readonly string[]): string {
  if (labels.some((label) => label.endsWith('CERTIFICATE REQUEST'))) {
    return 'The file holds a request, not a certificate. Send it to the authority and bring what comes back.';
  }
  return labels.some((label) => label.endsWith('PRIVATE KEY'))
    ? 'The file holds a private key, not a certificate. Keep it to yourself.'
    : 'The file holds no certificate.';
}

/** Some authorities put PKCS#7 under a certificate's label, so the content decides. */
function fromDer(bytes: Buffer, form: CertificateForm): ReadCertificates {
  const whole = element(definite(bytes), tag.sequence);
  const [first] = elements(whole.content);
  if (first?.tag === tag.objectIdentifier) return { form: 'pkcs7', certificates: fromPkcs7(whole.content) };
  if (first?.tag === tag.integer) {
    throw new DataError(
      'The file holds a key or a PKCS#12 store, not a certificate. Key Manager would take it for a wrong password (Q278602).',
    );
  }
  return { form, certificates: [certificateOf(whole.whole)] };
}

/** Certificates alone: the signature of such a file covers nothing that a certificate does not sign itself. */
function fromPkcs7(content: Buffer): readonly Certificate[] {
  const [type, data] = elements(content);
  if (oid(type) !== '1.2.840.113549.1.7.2') throw new DataError('The PKCS#7 file holds no signed data.');
  const signed = element(as(data, contextZero).content, tag.sequence);
  const set = elements(signed.content).find((one) => one.tag === contextZero);
  const found = elements(set?.content ?? Buffer.alloc(0)).filter((one) => one.tag === tag.sequence);
  if (found.length === 0) throw new DataError('The PKCS#7 file holds no certificate.');
  return withoutRepeats(found.map(({ whole }) => certificateOf(whole)));
}

const contextZero = 0xa0;

/** PKCS#7 may come with indefinite lengths (BER); certificates themselves are always DER. */
function definite(bytes: Buffer): Buffer {
  if (bytes[1] !== 0x80) return bytes;
  try {
    const parsed = forge.asn1.fromDer(bytes.toString('latin1'), false);
    return Buffer.from(forge.asn1.toDer(parsed).getBytes(), 'latin1');
  } catch (cause) {
    throw new DataError('The data is neither DER nor BER, or it is cut off.', { cause });
  }
}

function withoutRepeats(found: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(found.map((one) => [one.fingerprint, one])).values()];
}

/** A certificate as Key Manager and proxies read it. */
export const certificatePem = ({ der }: Pick<Certificate, 'der'>): string => toPem(der, 'CERTIFICATE');
