import { contactFields } from './contact.js';
import { digests, folderName, keyName, problemOf, protocols, requestFields } from './subject.js';
import type { z } from 'zod';

/** What `batten csr` can be told, as the command line gives it. */
export interface RequestAnswers {
  protocol?: string;
  out?: string;
  keyName?: string;
  bits?: string;
  digest?: string;
  organization?: string;
  unit?: string;
  fqdn?: string;
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
  readonly initial?: string;
  /** Answers to choose from. */
  readonly choices?: readonly { readonly value: string; readonly hint?: string }[];
  readonly check: (answer: string) => true | string;
}

/** The questions in the order of the article (lines 49 to 58). Those with an empty initial answer may be left out. */
export const requestQuestions: readonly RequestQuestion[] = [
  {
    member: 'protocol',
    option: '--protocol',
    message: 'Which protocol will use the certificate?',
    help: ['http is Outlook Web Access. Each protocol has a key of its own in Key Manager.'],
    initial: 'http',
    choices: protocols.map((value) => ({ value })),
    check: by(requestFields.protocol),
  },
  {
    member: 'out',
    option: '--out',
    message: 'Folder for the request and the key',
    help: ['On this workstation. It is made where it is missing; nothing in it is overwritten.'],
    initial: 'certificates',
    check: by(folderName),
  },
  {
    member: 'keyName',
    option: '--key-name',
    message: 'Name of the key',
    help: ['Names the files. It stands neither in the request nor in the certificate.'],
    initial: 'owa',
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
    initial: '2048',
    choices: [
      { value: '2048', hint: 'a modern front; not known to work in IIS 4.0' },
      { value: '1024', hint: 'clients of the time and a private authority' },
      { value: '4096', hint: 'a modern front, slower' },
    ],
    check: (answer) => by(requestFields.bits)(/^\d+$/.test(answer) ? Number(answer) : undefined),
  },
  {
    member: 'digest',
    option: '--digest',
    message: 'Digest that signs the request',
    help: ['sha1 is for a private authority and clients of the time.'],
    initial: digests[0],
    choices: digests.map((value) => ({ value })),
    check: by(requestFields.digest),
  },
  {
    member: 'organization',
    option: '--organization',
    message: 'Organization',
    help: ['The legal name, at most 64 characters.'],
    check: by(requestFields.organization),
  },
  {
    member: 'unit',
    option: '--unit',
    message: 'Organizational unit (may be left empty)',
    help: ['Private authorities may want one; public ones no longer put it in a certificate.'],
    initial: '',
    check: emptyOr(requestFields.unit),
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
    check: by(requestFields.state),
  },
  {
    member: 'locality',
    option: '--locality',
    message: 'City or locality',
    help: ['At most 128 characters.'],
    check: by(requestFields.locality),
  },
  {
    member: 'contact',
    option: '--contact',
    message: 'Contact name (may be left empty)',
    help: ['For the authority, in a text beside the request; it is in no certificate.'],
    initial: '',
    check: emptyOr(contactFields.contact),
  },
  {
    member: 'email',
    option: '--email',
    message: 'E-mail address of the contact (may be left empty)',
    help: ['For the authority, in a text beside the request.'],
    initial: '',
    check: emptyOr(contactFields.email),
  },
  {
    member: 'phone',
    option: '--phone',
    message: 'Telephone number of the contact (may be left empty)',
    help: ['For the authority, in a text beside the request.'],
    initial: '',
    check: emptyOr(contactFields.phone),
  },
];

function by(schema: z.ZodType): (answer: unknown) => true | string {
  return (answer) => problemOf(schema, answer) ?? true;
}

function emptyOr(schema: z.ZodType): (answer: string) => true | string {
  return (answer) => answer === '' || by(schema)(answer);
}
