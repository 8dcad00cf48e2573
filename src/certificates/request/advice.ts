import { isPrintableString } from '../der/printable.js';
import { isInternalName } from './host-name.js';
import { alternativeNamesOf, type NewRequest } from './subject.js';

/** A caution about a request that can be made, but may not serve its purpose. */
export interface Advice {
  readonly code: string;
  readonly text: string;
}

/**
 * What a careful colleague would say about these details; the Baseline Requirements of 2026 for public authorities.
 * @param owaName the name that users type for Outlook Web Access, where it is known
 */
export function advise(details: NewRequest, owaName?: string): readonly Advice[] {
  const given = rules.filter(({ applies }) => applies(details)).map(({ code, text }) => ({ code, text }));
  const mismatch = owaName === undefined ? undefined : owaNameProblem(details, owaName);
  return mismatch === undefined ? given : [{ code: 'owa-name', text: mismatch }, ...given];
}

/** What users of Outlook Web Access would see with this certificate under their name for it, or undefined. */
export function owaNameProblem(details: NamesOfRequest, owaName: string): string | undefined {
  if (details.protocol !== 'http') return undefined;
  const names = details.profile === 'era' ? [details.commonName] : alternativeNamesOf(details);
  return names.some((name) => covers(name.toLowerCase(), owaName.toLowerCase()))
    ? undefined
    : `Users type ${owaName}, which is not among the names asked for: each connection would bring a warning.`;
}

type NamesOfRequest = Pick<NewRequest, 'protocol' | 'profile' | 'commonName' | 'alternativeNames'>;

/** A wildcard stands for one whole label (RFC 6125). */
const covers = (name: string, host: string): boolean =>
  name === host ||
  (name.startsWith('*.') && host.includes('.') && name.slice(1) === host.slice(host.indexOf('.')));

/** What to do with the request, in order. @param file the request's path or name */
export function nextSteps(details: NewRequest, file: string): readonly string[] {
  const { digest, bits } = details;
  return [
    `Send ${file} with the contact data to a certification authority; the key file stays with you.`,
    `Private authority for clients of the time: ask for a SHA-1 signature${bits > 1024 || digest !== 'sha1' ? ' and consider a request with 1024 bits and sha1' : ''}. Its root must be installed on the clients.`,
    'Modern front: with 2048 bits and sha256, put certificate and key on a TLS proxy before the server; only it talks to IIS 4.0.',
    'For IIS 4.0 itself the proven way is a request made by Key Manager (keyring.exe). Whether it imports a key made elsewhere is unconfirmed; it takes no PFX file (Q278602).',
  ];
}

interface Rule extends Advice {
  readonly applies: (details: NewRequest) => boolean;
}

const rules: readonly Rule[] = [
  {
    code: 'mail-service-administrator',
    text:
      'With SSL the Internet Mail Service starts only under an account that is an administrator (event 4143, Q173496): leave the step ' +
      'service-account-rights out, or take it back first.',
    applies: ({ protocol }) => protocol === 'smtp',
  },
  {
    code: 'short-key',
    text: 'A key of 1024 bits suits clients of the time and a private authority; public authorities and current clients want 2048 or more.',
    applies: ({ bits }) => bits < 2048,
  },
  {
    code: 'key-manager-bits',
    text: 'Unconfirmed: IIS 4.0 is not known to take a key of more than 1024 bits; its Key Manager offers none (Q278498).',
    applies: ({ bits }) => bits > 1024,
  },
  {
    code: 'key-manager-digest',
    text: 'Unconfirmed: IIS 4.0 is not known to take a certificate signed with SHA-256, and NT 4.0 as a client cannot check one.',
    applies: ({ digest }) => digest === 'sha256',
  },
  {
    code: 'old-digest',
    text: 'Public authorities no longer accept a request signed with SHA-1.',
    applies: ({ digest }) => digest === 'sha1',
  },
  {
    code: 'md5',
    text: 'MD5 is broken: ask a private authority whether it takes a request that is signed with it.',
    applies: ({ digest }) => digest === 'md5',
  },
  {
    code: 'no-alternative-name',
    text: 'The request asks for no alternative name, as those of Key Manager: tell the authority, if its certificates carry them.',
    applies: ({ profile }) => profile === 'era',
  },
  {
    code: 'comma',
    text: 'Before Service Pack 6 a comma in a name gives Key Manager a broken request, from it on it is refused (Q282968).',
    applies: ({ profile, organization, unit = '', state, locality }) =>
      profile === 'era' && [organization, unit, state, locality].some((text) => text.includes(',')),
  },
  {
    code: 'unit',
    text: 'Since 2022 public authorities may not put an organizational unit in a certificate; they drop it or refuse.',
    applies: ({ unit, profile }) => unit !== undefined && profile !== 'era',
  },
  {
    code: 'internal-name',
    text: 'No public authority certifies a name that only an inner network knows; a private authority can.',
    applies: (details) => [details.commonName, ...alternativeNamesOf(details)].some(isInternalName),
  },
  {
    code: 'abbreviated-state',
    text: 'Authorities want the state or province spelled out.',
    applies: ({ state }) => /^[A-Z]{2,3}$|\.$/.test(state),
  },
  {
    code: 'character-set',
    text: 'Software of the time may show characters beyond plain letters, digits and simple punctuation wrongly (Q282968).',
    applies: ({ organization, unit = '', state, locality }) =>
      ![organization, unit, state, locality].every(isPrintableString),
  },
];
