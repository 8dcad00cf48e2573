import { z } from 'zod';
import { countryProblem } from './country-codes.js';
import { hostNameProblem } from './host-name.js';
import { isPrintableString } from '../der/printable.js';
import { profileNames } from './profiles.js';
import { digests, keySizes } from './strength.js';

/** The six protocols of the article (line 49) whose server can use a certificate. */
export const protocols = ['http', 'pop3', 'ldap', 'nntp', 'imap4', 'smtp'] as const;
export type Protocol = (typeof protocols)[number];

/** Text of a name: its limit counts characters, not bytes (RFC 5280, appendix A.1). */
const name = (what: string, max: number): z.ZodString =>
  checked((text) => {
    if (text.trim() === '') return `Give the ${what}.`;
    if (text !== text.trim()) return `Leave out the blanks before and after the ${what}.`;
    if (unprintable.test(text)) return `The ${what} holds a character that cannot be printed.`;
    if (Array.from(text).length > max) return `The ${what} has at most ${max} characters.`;
    return undefined;
  });

/** Controls, invisible format characters, lone surrogates and line separators. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Every member of a request by itself, so that a prompt or an option can check one at a time. */
export const requestFields = {
  protocol: z.enum(protocols, `Choose one of ${protocols.join(', ')}.`),
  profile: z.enum(profileNames, `Choose one of ${profileNames.join(', ')}.`),
  /** A name in the subjectAltName: no length but that of a host name bounds it. */
  alternativeName: checked(hostNameProblem),
  commonName: checked(
    (text) =>
      hostNameProblem(text) ??
      (text.length > 64 ? 'The common name of a certificate has at most 64 characters.' : undefined),
  ),
  organization: name('organization', 64),
  unit: name('organizational unit', 64),
  country: checked(countryProblem),
  state: name('state or province', 128),
  locality: name('city or locality', 128),
  bits: z.literal(keySizes, `Choose a key of ${keySizes.join(', ')} bits.`),
  digest: z.enum(digests, `Choose one of ${digests.join(', ')}.`),
};

const { protocol, commonName, organization, unit, country, state, locality, bits, digest } = requestFields;

const requestMembers = z.object({
  protocol,
  commonName,
  organization,
  country,
  state,
  locality,
  bits,
  digest,
  unit: unit.exactOptional(),
  /** Where it is missing, as in records of before there were profiles, it is modern. */
  profile: requestFields.profile.exactOptional(),
  /** Names asked for beside the common name, which a modern request always asks for. */
  alternativeNames: z.array(requestFields.alternativeName).max(100).exactOptional(),
});

/** What Batten can make a request of. */
export const newRequest = requestMembers.superRefine((request, context) => {
  for (const [member, problem] of Object.entries(profileProblems(request))) {
    context.addIssue({ code: 'custom', path: [member], message: problem });
  }
});
export type NewRequest = z.infer<typeof newRequest>;

/** What a request may be found to hold: Key Manager has shorter keys, others have longer ones. */
export const foundRequest = requestMembers.extend({
  bits: z.int().min(512).max(16_384),
  /** SHA-256 of the SubjectPublicKeyInfo. Only readings hold it: a wish cannot name a key that is yet to be made. */
  publicKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .exactOptional(),
});
export type FoundRequest = z.infer<typeof foundRequest>;

/** The names that a request asks for as subjectAltName; Key Manager asks for none. */
export const alternativeNamesOf = ({
  profile = 'modern',
  commonName: first,
  alternativeNames = [],
}: Pick<NewRequest, 'profile' | 'commonName' | 'alternativeNames'>): readonly string[] =>
  profile === 'era' ? [] : [...new Set([first, ...alternativeNames])];

/** What is wrong with a text of a name under Key Manager, which writes nothing but PrintableString; or undefined. */
export function eraTextProblem(text: string): string | undefined {
  return isPrintableString(text)
    ? undefined
    : "Profile era takes only A-Z, a-z, 0-9, blanks and ' ( ) + , - . / : = ? here.";
}

/** What the profile forbids, by member. */
export function profileProblems(request: z.infer<typeof requestMembers>): Readonly<Record<string, string>> {
  if (request.profile !== 'era') {
    return request.digest === 'md5' ? { digest: 'Only profile era signs with md5.' } : {};
  }
  const problems: Record<string, string> = {};
  for (const member of ['organization', 'unit', 'state', 'locality'] as const) {
    const problem = eraTextProblem(request[member] ?? '');
    if (problem !== undefined) problems[member] = problem;
  }
  if (request.unit === undefined) {
    problems['unit'] = 'Key Manager demands an organizational unit (Q216539): your department.';
  }
  if ((request.alternativeNames ?? []).length > 0) {
    problems['alternativeNames'] =
      'A request of profile era cannot ask for alternative names; tell the authority of them, or take profile modern.';
  }
  return problems;
}

/** The name of a key, which is also the beginning of its files' names; Windows keeps some names for devices. */
export const keyName = checked((text) => {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)) {
    return 'A key name has up to 64 letters, digits, dots, hyphens and underscores, and begins with a letter or digit.';
  }
  if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(text))
    return `Windows keeps the name ${text} for a device.`;
  return undefined;
});

export const folderName = checked((text) => {
  if (text.trim() === '') return 'Give a folder.';
  return unprintable.test(text) ? 'The folder holds a character that cannot be printed.' : undefined;
});

/** What is wrong with one answer, or undefined. */
export function problemOf(schema: z.ZodType, answer: unknown): string | undefined {
  const result = schema.safeParse(answer);
  return result.success ? undefined : (result.error.issues[0]?.message ?? 'This does not fit.');
}

function checked(problem: (text: string) => string | undefined): z.ZodString {
  return z.string().superRefine((text, context) => {
    const found = problem(text);
    if (found !== undefined) context.addIssue(found);
  });
}
