import type { Contact } from './contact.js';
import type { NewRequest } from './subject.js';

/**
 * The lines that Key Manager writes before a request, in its order: contact data in clear, in no part of what is signed
 * (genuine requests; Q277893, Q278498). The blank lines are unconfirmed, and the server line says who made it.
 */
export const keyManagerText = (
  { commonName, unit = '', organization, locality, state, country }: NewRequest,
  { email = '', phone = '' }: Contact,
): string =>
  [
    `Webmaster: ${email}`,
    `Phone: ${phone}`,
    'Server: IIS 4.0 (request made by Batten)',
    '',
    `Common-name: ${commonName}`,
    `Organization Unit: ${unit}`,
    `Organization: ${organization}`,
    `Locality: ${locality}`,
    `State: ${state}`,
    `Country: ${country}`,
    '',
    '',
  ].join('\r\n');
