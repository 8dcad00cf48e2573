import { contactFields } from './contact.js';
import { profileNames, profiles, type Profile } from './profiles.js';
import {
  eraTextProblem,
  folderName,
  keyName,
  problemOf,
  protocols,
  requestFields,
  type Protocol,
} from './subject.js';
import { digests } from './strength.js';
import type { z } from 'zod';

/** What `batten csr` can be told, as the command line gives it; several protocols or names with commas between. */
export interface RequestAnswers {
  profile?: string;
  protocol?: string;
  out?: string;
  keyName?: string;
  bits?: string;
  digest?: string;
  organization?: string;
  unit?: string;
  fqdn?: string;
  san?: string;
  country?: string;
  state?: string;
  locality?: string;
  contact?: string;
  email?: string;
  phone?: string;
}

export interface RequestQuestion {
  readonly member: keyof RequestAnswers;
  readonly option: string;
  readonly message: string;
  readonly help: readonly string[];
  /** The answer that stands where none is given; undefined where there is no honest one. */
  readonly initial?: (earlier: RequestAnswers) => string | undefined;
  /** Answers to choose from. */
  readonly choices?: readonly { readonly value: string; readonly hint?: string }[];
  /** False where the earlier answers leave nothing to ask. */
  readonly applies?: (earlier: RequestAnswers) => boolean;
  readonly check: (answer: string, earlier: RequestAnswers) => true | string;
}

/** The protocols of an answer: names with commas between, or `all`. */
export const protocolsIn = (answer: string): readonly Protocol[] =>
  answer === 'all' ? protocols : protocols.filter((one) => listIn(answer).includes(one));

/** The items of an answer that holds several. */
export const listIn = (answer: string): readonly string[] =>
  answer.split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()]));

/** The profile that an answer names; modern where none does. */
export const profileIn = ({ profile }: RequestAnswers): Profile =>
  profileNames.find((name) => name === profile) ?? 'modern';

/** The questions in the order of the article (lines 49 to 58). Those with an empty initial answer may be left out. */
export const requestQuestions: readonly RequestQuestion[] = [
  {
    member: 'profile',
    option: '--profile',
    message: 'What kind of request?',
    help: [...profiles.modern.help, ...profiles.era.help],
    initial: () => 'modern',
    choices: profileNames.map((value) => ({ value, hint: profiles[value].hint })),
    check: by(requestFields.profile),
  },
  {
    member: 'protocol',
    option: '--protocol',
    message: 'Which protocol will use the certificate?',
    help: [
      'http is Outlook Web Access. Each protocol has a key of its own in Key Manager, and gets one here.',
    ],
    initial: () => 'http',
    choices: [
      ...protocols.map((value) => ({ value })),
      { value: 'all', hint: 'six requests at once, a key for each' },
    ],
    check: eachOf(by(requestFields.protocol), ['all']),
  },
  {
    member: 'out',
    option: '--out',
    message: 'Folder for the request and the key',
    help: ['On this workstation. It is made where it is missing; nothing in it is overwritten.'],
    initial: () => 'certificates',
    check: by(folderName),
  },
  {
    member: 'keyName',
    option: '--key-name',
    message: 'Name of the key',
    help: [
      'Names the files; with several protocols theirs is put behind it. It stands neither in the request nor in the certificate.',
    ],
    initial: () => 'owa',
    check: by(keyName),
  },
  {
    member: 'bits',
    option: '--bits',
    message: 'Length of the key in bits',
    help: [
      'The article took 1024, the most that Key Manager of IIS 4.0 offers.',
      'Public authorities and current clients want 2048 or more.',
    ],
    initial: (earlier) => String(profiles[profileIn(earlier)].bits),
    choices: [
      { value: '2048', hint: 'a modern front; not known to work in IIS 4.0' },
      { value: '1024', hint: 'clients of the time and a private authority' },
      { value: '3072', hint: 'a modern front' },
      { value: '4096', hint: 'a modern front, slower' },
    ],
    check: (answer) => by(requestFields.bits)(/^\d+$/.test(answer) ? Number(answer) : undefined),
  },
  {
    member: 'digest',
    option: '--digest',
    message: 'Digest that signs the request',
    help: ['sha1 is for a private authority and clients of the time; Key Manager itself signs with md5.'],
    initial: (earlier) => profiles[profileIn(earlier)].digest,
    choices: digests.map((value) => ({ value })),
    check: (answer, earlier) =>
      answer === 'md5' && profileIn(earlier) !== 'era'
        ? 'Only profile era signs with md5.'
        : by(requestFields.digest)(answer),
  },
  {
    member: 'organization',
    option: '--organization',
    message: 'Organization',
    help: ['The legal name, at most 64 characters.'],
    check: text(requestFields.organization),
  },
  {
    member: 'unit',
    option: '--unit',
    message: 'Organizational unit (profile modern: may be left empty)',
    help: [
      'Private authorities may want one; public ones no longer put it in a certificate.',
      'Key Manager demands one (Q216539), and so does profile era.',
    ],
    initial: (earlier) => (profileIn(earlier) === 'era' ? undefined : ''),
    check: (answer, earlier) =>
      (answer === '' && profileIn(earlier) !== 'era') || text(requestFields.unit)(answer, earlier),
  },
  {
    member: 'fqdn',
    option: '--fqdn',
    message: 'Fully qualified name that users type',
    help: [
      'It becomes the common name. Where it differs from what users type, each connection brings a warning.',
    ],
    check: by(requestFields.commonName),
  },
  {
    member: 'san',
    option: '--san',
    message: 'Other names of the server, with commas between (may be left empty)',
    help: ['The certificate is good for these too. The name before this is always among them.'],
    initial: () => '',
    applies: (earlier) => profileIn(earlier) !== 'era',
    check: (answer) => answer === '' || eachOf(by(requestFields.alternativeName))(answer),
  },
  {
    member: 'country',
    option: '--country',
    message: 'Country, two letters',
    help: ['A code of ISO 3166-1 in capitals: US, DE, GB.'],
    check: by(requestFields.country),
  },
  {
    member: 'state',
    option: '--state',
    message: 'State or province, spelled out',
    help: ['Authorities refuse abbreviations.'],
    check: text(requestFields.state),
  },
  {
    member: 'locality',
    option: '--locality',
    message: 'City or locality',
    help: ['At most 128 characters.'],
    check: text(requestFields.locality),
  },
  {
    member: 'contact',
    option: '--contact',
    message: 'Contact name (may be left empty)',
    help: ['For the authority, in a text beside the request; it is in no certificate.'],
    initial: () => '',
    check: emptyOr(contactFields.contact),
  },
  {
    member: 'email',
    option: '--email',
    message: 'E-mail address of the contact (may be left empty)',
    help: ['For the authority, in a text beside the request.'],
    initial: () => '',
    check: emptyOr(contactFields.email),
  },
  {
    member: 'phone',
    option: '--phone',
    message: 'Telephone number of the contact (may be left empty)',
    help: ['For the authority, in a text beside the request.'],
    initial: () => '',
    check: emptyOr(contactFields.phone),
  },
];

function by(schema: z.ZodType): (answer: unknown) => true | string {
  return (answer) => problemOf(schema, answer) ?? true;
}

function emptyOr(schema: z.ZodType): (answer: string) => true | string {
  return (answer) => answer === '' || by(schema)(answer);
}

/** Text of a name: Key Manager allows fewer characters. */
function text(schema: z.ZodType): (answer: string, earlier: RequestAnswers) => true | string {
  return (answer, earlier) => {
    const verdict = by(schema)(answer);
    if (verdict !== true || profileIn(earlier) !== 'era') return verdict;
    return eraTextProblem(answer) ?? true;
  };
}

/** Checks each item of a list. */
function eachOf(
  check: (item: string) => true | string,
  whole: readonly string[] = [],
): (answer: string) => true | string {
  return (answer) => {
    if (whole.includes(answer)) return true;
    const items = listIn(answer);
    return (items.length === 0 ? [''] : items).map(check).find((verdict) => verdict !== true) ?? true;
  };
}
