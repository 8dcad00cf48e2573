import forge from 'node-forge';
import { derBytes } from './key-pair.js';
import { toPem } from './pem.js';
import { isPrintableString } from './printable.js';
import { requestLabel } from './read-request.js';
import type { NewRequest } from './subject.js';

/**
 * A PKCS#10 request (RFC 2986) in PEM, signed with its own key.
 * @param alternativeNames host names to ask for as subjectAltName; the common name should be one of them. Empty: the
 * request carries no attributes, as those of Key Manager do.
 */
export function buildRequest(
  details: NewRequest,
  pair: forge.pki.rsa.KeyPair,
  alternativeNames: readonly string[],
): string {
  const request = forge.pki.createCertificationRequest();
  request.publicKey = pair.publicKey;
  request.setSubject(subjectOf(details));
  if (alternativeNames.length > 0) {
    const altNames = alternativeNames.map((value) => ({ type: dnsName, value }));
    request.setAttributes([{ name: 'extensionRequest', extensions: [{ name: 'subjectAltName', altNames }] }]);
  }
  request.sign(pair.privateKey, forge.md[details.digest].create());
  return toPem(derBytes(forge.pki.certificationRequestToAsn1(request)), requestLabel);
}

/** The tag of a dNSName in a GeneralName (RFC 5280). */
const dnsName = 2;

/** In the order of Key Manager, which the Baseline Requirements also ask of certificates. */
const subjectOf = (details: NewRequest): forge.pki.CertificateField[] => [
  field('C', details.country),
  field('ST', details.state),
  field('L', details.locality),
  field('O', details.organization),
  ...(details.unit === undefined ? [] : [field('OU', details.unit)]),
  field('CN', details.commonName),
];

function field(shortName: string, value: string): forge.pki.CertificateField {
  const { PRINTABLESTRING, UTF8 } = forge.asn1.Type;
  const type: number = isPrintableString(value) ? PRINTABLESTRING : UTF8;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- forge takes the number of a tag; only its type declarations call it a class
  return { shortName, value, valueTagClass: type };
}
