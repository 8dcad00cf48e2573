import { defined } from '../../../src/defined.js';
import { z } from 'zod';
import { owaNameProblem } from '../../../src/certificates/request/advice.js';
import {
  certificateRequest,
  folderName,
  keyName,
  keySizes,
  digests,
  profileProblems,
  profiles,
  requestFields,
} from '../../../src/resources/certificate-request.js';
import { defineRoleStep } from '../../role-step.js';

const members = z.strictObject({
  protocol: requestFields.protocol.default('http').describe('Protocol that will use the certificate'),
  folder: folderName.default('certificates').describe('Folder for the request and the key'),
  keyName: keyName.default('owa').describe('Name of the key'),
  profile: requestFields.profile
    .default('modern')
    .describe('modern: what an authority issues today; era: as Key Manager made them in 2003'),
  bits: z
    .literal(['profile', ...keySizes])
    .default('profile')
    .describe('Length of the key in bits; profile: 2048 for modern, 1024 for era'),
  digest: z
    .enum(['profile', ...digests])
    .default('profile')
    .describe('Digest that signs the request; profile: sha256 for modern, sha1 for era'),
  organization: requestFields.organization.describe('Organization'),
  unit: requestFields.unit.exactOptional().describe('Organizational unit'),
  fqdn: requestFields.commonName.describe('Fully qualified name that users type'),
  alternativeNames: z
    .array(requestFields.alternativeName)
    .default([])
    .describe('Other names of the server to ask for'),
  owaName: requestFields.commonName
    .exactOptional()
    .describe('Name that users of Outlook Web Access type: the request must be for it'),
  country: requestFields.country.describe('Country, two letters'),
  state: requestFields.state.describe('State or province, spelled out'),
  locality: requestFields.locality.describe('City or locality'),
});

type Members = z.infer<typeof members>;

function requestOf(given: Members) {
  const { protocol, profile, organization, unit, country, state, locality, alternativeNames } = given;
  const usual = profiles[profile];
  return {
    protocol,
    profile,
    organization,
    country,
    state,
    locality,
    commonName: given.fqdn,
    ...defined({ unit }),
    bits: given.bits === 'profile' ? usual.bits : given.bits,
    digest: given.digest === 'profile' ? usual.digest : given.digest,
    ...(alternativeNames.length > 0 && { alternativeNames }),
  };
}

const options = members.superRefine((given, context) => {
  const request = requestOf(given);
  for (const [member, message] of Object.entries(profileProblems(request))) {
    context.addIssue({ code: 'custom', path: [member], message });
  }
  const message = given.owaName === undefined ? undefined : owaNameProblem(request, given.owaName);
  if (message !== undefined) context.addIssue({ code: 'custom', path: ['fqdn'], message });
});

// Key Manager, which every protocol of the six has its key from, comes with IIS
export const certificateRequestStep = defineRoleStep('iis', {
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
    "The fully qualified name of the computer is rarely the one that users type: take theirs, and let it stand in the authority's certificate letter by letter.",
    'A new request of the same name has a new key (rekeying): a certificate for the earlier one does not fit it. To keep the key use batten csr --key (renewal).',
    'A request that Key Manager makes carries no alternative name and is signed with MD5: tell the authority the name apart, and ask whether it takes MD5.',
  ],
  sources: ['Q228991', 'Q278498', 'Q278602', 'Q282968', 'RFC 2986', 'RFC 5280'],
  instructions: {
    title:
      'Operations 1 to 6 of the article. Batten does them here, on the workstation; in Key Manager they are:',
    first: 1,
    lines: [
      'Internet Service Manager, properties of the web site, Directory Security, Key Manager (or run keyring.exe); right-click WWW, Create New Key.',
      'Name the file that the request goes into. Here: the options folder and keyName.',
      'Name the key, give it a password and a length. Keep the password: operation 9 asks for it. Here: keyName, a prompt, bits.',
      'Organization, unit, and the common name: exactly the name that users type, or each of them is warned. Here: organization, unit, fqdn.',
      'Country in two letters, state or province and locality spelled out. Here: country, state, locality.',
      'Whom the authority may ask: name, address, telephone. It goes beside the request and into no certificate. Then Finish.',
    ],
  },
  reversibility: 'automatic',
  effect: 'at once',
  unconfirmed: [
    'IIS 4.0 is not known to take a key of more than 1024 bits, or a certificate signed with SHA-256.',
    'Whether Key Manager can import a key made elsewhere; the proven way on the server is a request of its own.',
  ],
  options,
  expects: (given) => [certificateRequest(given.folder, given.keyName).exactly(requestOf(given))],
});
