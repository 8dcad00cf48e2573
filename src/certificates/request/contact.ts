import { z } from 'zod';
import { nextSteps } from './advice.js';
import type { Succession } from './compare.js';
import { alternativeNamesOf, protocols, type NewRequest, type Protocol } from './subject.js';

const entry = (pattern: RegExp, problem: string): z.ZodString => z.string().regex(pattern, problem);

/** Whom the certification authority may ask: sent beside the request, in no part of it or of the certificate. */
export const contactFields = {
  contact: entry(
    /^(?!\s)[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,128}$/u,
    'Give a name of at most 128 printable characters.',
  ),
  email: entry(
    /^(?=.{3,254}$)[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/,
    'Give an address such as postmaster@example.com.',
  ),
  phone: entry(/^[+(\d][\d ()+./x-]{2,39}$/i, 'Give a number such as +1 555 0100.'),
};

export const contact = z.object({
  contact: contactFields.contact.exactOptional(),
  email: contactFields.email.exactOptional(),
  phone: contactFields.phone.exactOptional(),
});
export type Contact = z.infer<typeof contact>;

export interface ContactSheet {
  readonly name: string;
  readonly details: NewRequest;
  readonly contact: Contact;
  readonly publicKey: string;
  readonly made: Date;
  /** How it stands to the earlier request of the same name, where there was one. */
  readonly succession?: Succession;
}

/** One sentence for reports. */
export const successionWords: Readonly<Record<Succession['kind'], string>> = {
  renewal: 'Renewal: the key is that of the earlier request.',
  rekeying: 'Rekeying: the key is new; a certificate for the earlier one does not fit it.',
};

/** The text that lies beside a request: the contact data, the protocol that the request itself cannot name, what comes next. */
export function contactText({
  name,
  details,
  contact: person,
  publicKey,
  made,
  succession,
}: ContactSheet): string {
  return [
    `Certificate request ${name} for ${details.commonName}`,
    '',
    `Protocol: ${details.protocol}`,
    `Made: ${made.toISOString()}`,
    `Request: ${name}.req.pem`,
    `Private key: ${name}.key.pem (encrypted; it never leaves your hands)`,
    `Public key (SHA-256): ${publicKey}`,
    `Profile: ${details.profile ?? 'modern'}`,
    `Alternative names: ${alternativeNamesOf(details).join(', ') || 'none; tell the authority, if it wants one'}`,
    ...(succession === undefined ? [] : [successionWords[succession.kind]]),
    ...(succession?.differences ?? []).map(({ what, before, after }) => `  ${what}: ${before} -> ${after}`),
    '',
    'For the certification authority; neither the request nor the certificate holds this:',
    `Contact: ${person.contact ?? '-'}`,
    `E-mail: ${person.email ?? '-'}`,
    `Phone: ${person.phone ?? '-'}`,
    '',
    'What comes next:',
    ...nextSteps(details, `${name}.req.pem`).map((step, index) => `${index + 1}. ${step}`),
    '',
  ].join('\r\n');
}

/** The protocol that such a text names, or undefined. */
export function protocolIn(text: string): Protocol | undefined {
  const found = /^Protocol: ([a-z0-9]{1,10})\s*$/m.exec(text)?.[1];
  return protocols.find((protocol) => protocol === found);
}
