import { z } from 'zod';
import { defineStep } from '../../../src/engine/step.js';
import {
  certificateRequest,
  folderName,
  keyName,
  requestFields,
} from '../../../src/resources/certificate-request.js';

export const certificateRequestStep = defineStep({
  id: 'certificate-request',
  stage: 'security-changes',
  section: 'Web and SSL',
  covers: ['C-01', 'C-02', 'C-03', 'C-04', 'C-05', 'C-06'],
  line: 49,
  title: 'Make a certificate request',
  why:
    'Without SSL, mail and passwords of Outlook Web Access and of the other mail protocols cross the network in ' +
    'clear text. SSL needs a certificate, and a certificate begins with a key and a signed request for it.',
  mayBreak: [
    'Nothing on the server: the request and its encrypted key are files on the workstation.',
    'A forgotten password makes the key and any certificate for it worthless; Batten keeps no copy.',
    'A common name that differs from the name users type makes every client warn at each connection.',
    'A request that Key Manager makes carries no alternative name and is signed with MD5: tell the authority the name apart, and ask whether it takes MD5.',
  ],
  sources: ['Q228991', 'Q278498', 'Q278602', 'Q282968', 'RFC 2986', 'RFC 5280'],
  reversibility: 'automatic',
  effect: 'at once',
  unconfirmed: [
    'IIS 4.0 is not known to take a key of more than 1024 bits, or a certificate signed with SHA-256.',
    'Whether Key Manager can import a key made elsewhere; the proven way on the server is a request of its own.',
  ],
  options: z.strictObject({
    protocol: requestFields.protocol.default('http').describe('Protocol that will use the certificate'),
    folder: folderName.default('certificates').describe('Folder for the request and the key'),
    keyName: keyName.default('owa').describe('Name of the key'),
    bits: requestFields.bits.default(2048).describe('Length of the key in bits'),
    digest: requestFields.digest.default('sha256').describe('Digest that signs the request'),
    organization: requestFields.organization.describe('Organization'),
    unit: requestFields.unit.exactOptional().describe('Organizational unit'),
    fqdn: requestFields.commonName.describe('Fully qualified name that users type'),
    country: requestFields.country.describe('Country, two letters'),
    state: requestFields.state.describe('State or province, spelled out'),
    locality: requestFields.locality.describe('City or locality'),
  }),
  expects: ({ folder, keyName: name, fqdn, ...details }) => [
    certificateRequest(folder, name).exactly({ ...details, commonName: fqdn }),
  ],
});
