import fc from 'fast-check';
import { profileNames } from '../../../../src/certificates/request/profiles.js';
import { digests, keySizes } from '../../../../src/certificates/request/strength.js';
import {
  newRequest,
  protocols,
  type FoundRequest,
  type NewRequest,
} from '../../../../src/certificates/request/subject.js';
import { certificateRequest, kind } from '../../../../src/resources/certificate-request.js';
import { kindSample } from '../kind-sample.js';
import { lineText, members } from '../texts.js';

const folder = fc.constantFrom('.', 'requests', 'a/b', '/tmp/batten requests', 'C:\\Requests', '../x');
const name = fc.constantFrom('owa', 'Mail.example_com', '9-a');
const text = lineText('', 20);
const host = fc.constantFrom('owa.example.com', 'mail.example.com', 'a1.example.org');

const requestMembers = {
  protocol: fc.constantFrom(...protocols),
  commonName: host,
  organization: text,
  unit: text,
  country: fc.constantFrom('US', 'DE'),
  state: text,
  locality: text,
  digest: fc.constantFrom(...digests),
  profile: fc.constantFrom(...profileNames),
  alternativeNames: fc.array(host, { maxLength: 3 }),
};
const required = [
  'protocol',
  'commonName',
  'organization',
  'country',
  'state',
  'locality',
  'digest',
  'bits',
] as const;
const wanted = members<NewRequest>(
  { ...requestMembers, bits: fc.constantFrom(...keySizes) },
  required,
).filter((request) => newRequest.safeParse(request).success);
const addresses = fc.record({ folder, name });

export const sample = kindSample(kind, {
  addresses,
  values: () =>
    members<FoundRequest>(
      {
        ...requestMembers,
        bits: fc.integer({ min: 512, max: 16_384 }),
        publicKey: fc.constantFrom('0'.repeat(64), 'ab'.repeat(32)),
      },
      required,
    ),
  spellings: ({ folder, name }) =>
    [`${folder}/`, `${folder}//.`, `${folder}/x/..`, folder.replaceAll('\\', '/')].map((spelled) => ({
      folder: spelled,
      name,
    })),
  examples: () => ['http 1024 md5 C=US, ST=Ohio, L=Dayton, O=Example, OU=IT, CN=owa.example.com'],
  answer(request) {
    const { protocol, bits, digest, country, state, locality, organization, unit, commonName } = request;
    // The question asks for no profile and no further names
    if (request.profile === 'era' || request.alternativeNames?.some((one) => one !== commonName))
      return undefined;
    const names = { C: country, ST: state, L: locality, O: organization, OU: unit, CN: commonName };
    const parts = Object.entries(names).filter(([, said]) => said !== undefined);
    if (parts.some(([, said]) => /,\s*(?:CN|OU|ST|C|L|O)=|,$/.test(said ?? ''))) return undefined;
    return `${protocol} ${bits} ${digest} ${parts.map(([short, said]) => `${short}=${said ?? ''}`).join(', ')}`;
  },
  constructors: { certificateRequest: () => certificateRequest('.', 'owa') },
  expectations: {
    'certificateRequest.exactly': fc
      .tuple(addresses, wanted)
      .map(([{ folder, name }, request]) => certificateRequest(folder, name).exactly(request)),
    'certificateRequest.absent': addresses.map(({ folder, name }) =>
      certificateRequest(folder, name).absent(),
    ),
  },
  others: ['profileProblems'],
});
