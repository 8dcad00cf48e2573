import { sign } from 'node:crypto';
import forge from 'node-forge';
import { as, element, elements, tag } from '../der/read.js';
import { derBytes } from '../der/bytes.js';
import { publicKeyBytes, type KeyPair } from '../key/pair.js';
import { toPem } from '../der/pem.js';
import { isPrintableString } from '../der/printable.js';
import { requestLabel, signatureAlgorithm } from './read.js';
import { alternativeNamesOf, type NewRequest } from './subject.js';

/**
 * A PKCS#10 request (RFC 2986) in PEM, signed with its own key. Forge encodes it; Node signs it, since forge would
 * stand still over a long key. A request of profile era carries no attributes and the label of Key Manager.
 */
export function buildRequest(details: NewRequest, pair: KeyPair): string {
  const request = forge.pki.createCertificationRequest();
  request.publicKey = forge.pki.publicKeyFromAsn1(
    forge.asn1.fromDer(publicKeyBytes(pair).toString('latin1')),
  );
  request.setSubject(subjectOf(details));
  const names = alternativeNamesOf(details);
  if (names.length > 0) {
    const altNames = names.map((value) => ({ type: dnsName, value }));
    request.setAttributes([{ name: 'extensionRequest', extensions: [{ name: 'subjectAltName', altNames }] }]);
  }
  request.signatureOid = signatureAlgorithm(details.digest);
  request.signature = '';
  const unsigned = derBytes(forge.pki.certificationRequestToAsn1(request));
  const [info] = elements(element(unsigned).content);
  request.signature = sign(details.digest, as(info, tag.sequence).whole, pair.privateKey).toString('latin1');
  const label = details.profile === 'era' ? `NEW ${requestLabel}` : requestLabel;
  return toPem(derBytes(forge.pki.certificationRequestToAsn1(request)), label);
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
