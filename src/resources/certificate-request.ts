import { normalize } from 'node:path/posix';
import { z } from 'zod';
import {
  folderName,
  foundRequest,
  keyName,
  problemOf,
  type FoundRequest,
  type NewRequest,
} from '../certificates/request/subject.js';
import { expectAbsent, expectExact, type Expectation } from '../model/expectation.js';
import type { HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import { canonical, type Absent, type Present } from '../model/reading.js';

export { profiles } from '../certificates/request/profiles.js';
export { digests, keySizes } from '../certificates/request/strength.js';
export { folderName, keyName, profileProblems, requestFields } from '../certificates/request/subject.js';

const address = z.object({ folder: folderName, name: keyName });

export type RequestAddress = z.infer<typeof address>;

/** A key pair and its certificate request. Both lie on the workstation, whichever way the server is reached. */
export const kind = defineKind<RequestAddress, FoundRequest>({
  name: 'certificate-request',
  title: 'certificate request',
  doneBy: 'batten',
  address,
  value: foundRequest,
  identity: ({ folder, name }) => normalize(`${folder.replaceAll('\\', '/')}/${name}`),
  describe: ({ folder, name }) => ({ place: folder, name }),
  show: (found) =>
    `${found.protocol}, ${subjectLine(found)}${alsoNamed(found)}, ${found.bits} bits, ${found.digest}` +
    (found.profile === 'era' ? ', in the form of Key Manager' : '') +
    (found.publicKey === undefined ? '' : `, key ${found.publicKey.slice(0, 16)}...`),
  equal: sameRequest,
  byHand: {
    look: ({ name }) => ({
      clicks: [
        openKeyManager,
        `Open the computer and each protocol, and look for the key ${name}; a key struck through in red waits for its certificate.`,
        'Select it and read its names and its bit length on the right.',
      ],
    }),
    change: changeInKeyManager,
    question: ({ name }) =>
      `Protocol, bits, digest (Key Manager: md5) and subject of ${name}, such as http 1024 md5 C=US, ST=Ohio, L=Dayton, O=Example, OU=IT, CN=owa.example.com`,
    parse: parseAnswer,
  },
});

export interface CertificateRequestExpectations {
  exactly(wanted: NewRequest): Expectation;
  absent(): Expectation;
}

/** The request with this key name in a folder of the workstation. */
export function certificateRequest(folder: string, name: string): CertificateRequestExpectations {
  const resource = kind.resource({ folder, name });
  const whole = expectExact(resource, (reading) => kind.typed(reading), {
    get: (found: FoundRequest) => found,
    set: (_: FoundRequest | undefined, wanted: FoundRequest) => wanted,
    show: (wanted) => kind.show({ state: 'present', value: wanted }),
    equal: sameRequest,
  });
  return {
    exactly: (wanted) => whole.exactly(wanted),
    absent: () => expectAbsent(resource),
  };
}

/** Compares the keys only where both are known: what a step wants cannot name a key that is yet to be made. */
function sameRequest(a: FoundRequest, b: FoundRequest): boolean {
  const [left, right] = [a.publicKey, b.publicKey];
  const sameKey = left === undefined || right === undefined || left === right;
  return sameKey && canonical(plain(a)) === canonical(plain(b));
}

/** What two requests are compared by: what is left out is filled in, and the order of names does not count. */
function plain(request: FoundRequest) {
  const { profile = 'modern', alternativeNames = [], commonName } = request;
  const others = alternativeNames.filter((name) => name !== commonName);
  return { ...request, publicKey: null, profile, alternativeNames: [...new Set(others)].sort() };
}

const alsoNamed = ({ alternativeNames = [] }: FoundRequest): string =>
  alternativeNames.length === 0 ? '' : `, also ${alternativeNames.join(', ')}`;

const subjectLine = ({ country, state, locality, organization, unit, commonName }: FoundRequest): string =>
  [
    `C=${country}`,
    `ST=${state}`,
    `L=${locality}`,
    `O=${organization}`,
    ...(unit === undefined ? [] : [`OU=${unit}`]),
    `CN=${commonName}`,
  ].join(', ');

const branch = {
  http: 'WWW',
  pop3: 'POP3',
  ldap: 'LDAP',
  nntp: 'NNTP',
  imap4: 'IMAP',
  smtp: 'SMTP',
} as const;

/** Article, line 47; keyring.exe lies in %SystemRoot%\System32\inetsrv (iis-ssl: key_manager). */
const openKeyManager =
  'In Internet Service Manager right-click the Default Web Site, choose Properties, the page Directory Security, and Key Manager; or choose Start, Run, keyring.exe.';

/** The article's operations 1 to 6, in its order. */
function changeInKeyManager({ name }: RequestAddress, to: Present<FoundRequest> | Absent): HandText {
  if (to.state === 'absent') {
    return {
      clicks: [
        openKeyManager,
        `Select the key ${name} and keep a copy: Key, Export Key, Backup File (Q171084).`,
        'Press Delete, choose Yes, then Computers, Commit Changes Now. The key is gone from the tree.',
      ],
    };
  }
  const { protocol, bits, commonName, organization, unit, country, state, locality } = to.value;
  return {
    clicks: [
      openKeyManager,
      `Right-click ${branch[protocol]} and choose Create New Key.`,
      'Choose to put the request in a file, name a file that does not exist, Next.',
      `Key Name ${name}; a Password, twice, that you will need again with the certificate; Bit Length ${Math.min(bits, 1024)}. Next.`,
      `Organization ${organization}, Organizational Unit ${unit ?? '(Key Manager wants one: your department)'}, Common Name ${commonName}. Next.`,
      `Country ${country}, State/Province ${state}, City/Locality ${locality}; plain letters and digits are safest (Q282968). Next.`,
      'Contact name, e-mail address and telephone number, which stand beside the request only. Next, Finish.',
      'Choose Computers, Commit Changes Now: an uncommitted key is lost. The key stands in the tree, struck through in red.',
      'With the key selected choose Key, Export Key, Backup File (Q171084).',
    ],
    notes: bits > 1024 ? ['Key Manager offers no more than 1024 bits.'] : [],
  };
}

const parts = {
  C: 'country',
  ST: 'state',
  L: 'locality',
  O: 'organization',
  OU: 'unit',
  CN: 'commonName',
} as const;

function parseAnswer(answer: string): { readonly value: FoundRequest } | { readonly problem: string } {
  const head = /^\s*(\w+)\s+(\d+)\s+(\w+)\s+(.*?)\s*$/.exec(answer);
  if (head === null) return { problem: 'Start with protocol, bits and digest: http 1024 md5 C=US, ...' };
  const [, protocol = '', bits = '', digest = '', subject = ''] = head;
  const members = subject.split(/,\s*(?=(?:CN|OU|ST|C|L|O)=)/).map((part) => {
    const [short = '', text = ''] = part.split(/=(.*)/s);
    return [Object.entries(parts).find(([known]) => known === short)?.[1] ?? short, text] as const;
  });
  const given = {
    ...Object.fromEntries(members),
    protocol: protocol.toLowerCase(),
    bits: Number(bits),
    digest: digest.toLowerCase(),
  };
  const found = foundRequest.safeParse(given);
  return found.success
    ? { value: found.data }
    : { problem: problemOf(foundRequest, given) ?? 'This does not fit.' };
}
