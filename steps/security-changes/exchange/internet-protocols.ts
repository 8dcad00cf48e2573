import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { defineStep } from '../../../src/model/step.js';
import { directoryOptions, everyServer, siteOf, type DirectoryChoice } from './exchange-site.js';
import {
  switchedProtocols,
  scope,
  switchedOff,
  switchMarks,
  switchObjections,
  type SwitchedProtocol,
  type Switch,
} from './protocol-switch.js';

export const internetProtocolsStep = defineStep({
  id: 'internet-protocols',
  stage: 'security-changes',
  section: 'General procedures',
  covers: ['G-01'],
  line: 85,
  title: 'Disable Internet protocols that nobody uses',
  why:
    'As installed, Exchange answers HTTP, IMAP4, LDAP, NNTP and POP3. Each takes passwords in clear text, and each had holes of its own ' +
    '(Q221989, Q303448).',
  mayBreak: [
    'Without LDAP, or without HTTP, Outlook Web Access says that the server is down (Q174709, Q180417).',
    'A value of the site reaches every server that follows the site; a value of the server counts only once it no longer does (Q224447).',
    'A server that no longer follows the site keeps all its other protocol settings as they stand on its own object (Q224447).',
    'Without LDAP Batten itself cannot look at the directory over the network: choose it when the other steps of Exchange are done, and say so (ldapLast). It is switched off last, and taken back at the console, with --directory by-hand.',
    'It takes some minutes until it counts.',
  ],
  sources: ['Q221989', 'Q303448', 'Q174709', 'Q180417', 'Q224447', 'Q193703', 'Q156063', 'Q148963'],
  reversibility: 'automatic',
  effect: 'at once',
  after: ['exchange-service-pack'],
  unconfirmed: [
    'The directory names of POP3, NNTP and LDAP follow the printed one of IMAP4; a name that is not there cannot be written.',
  ],
  options: z.strictObject({
    disable: z
      .array(z.enum(switchedProtocols))
      .default(['POP3', 'IMAP4', 'NNTP'])
      .describe('Protocols that nobody uses'),
    scope,
    everyServer,
    ldapLast: z
      .boolean()
      .default(false)
      .describe('Switch LDAP off too: all other steps that use the directory are done'),
    ...directoryOptions,
  }),
  expects: (options, facts) => switchesOf(options, facts).flatMap((one) => switchedOff(one, facts)),
  observes: (options, facts) => switchesOf(options, facts).flatMap((one) => switchMarks(one, facts)),
  objections: (found, options, facts) =>
    switchesOf(options, facts).flatMap((one) =>
      switchObjections(
        found,
        one,
        {
          everyServer: options.everyServer,
          refusal: webAccessNeeds(one.protocol, facts) ?? othersNeed(one.protocol, options.ldapLast),
        },
        facts,
      ),
    ),
});

interface Choice extends DirectoryChoice {
  readonly disable: readonly SwitchedProtocol[];
  readonly scope: 'site' | 'server';
}

function switchesOf(options: Choice, facts: Facts): readonly Switch[] {
  const site = siteOf(options, facts);
  return switchedProtocols
    .filter((protocol) => options.disable.includes(protocol))
    .map((protocol) => ({ protocol, attribute: 'Enabled-Protocol-Cfg', scope: options.scope, site }));
}

/** Outlook Web Access counts until discovery has ruled it out. */
function webAccessNeeds(protocol: SwitchedProtocol, { outlookWebAccess }: Facts): string | undefined {
  if (outlookWebAccess === false || (protocol !== 'LDAP' && protocol !== 'HTTP')) return undefined;
  return `Outlook Web Access stops without ${protocol} (Q174709). Leave ${protocol} out, or remove Outlook Web Access first.`;
}

/** Over a network Batten reaches the directory through LDAP alone, so what is still to be done there comes first. */
function othersNeed(protocol: SwitchedProtocol, ldapLast: boolean): string | undefined {
  if (protocol !== 'LDAP' || ldapLast) return undefined;
  return 'Without LDAP Batten reaches the directory over no network. Finish the other steps of Exchange, take this one again and set ldapLast to true. It is taken back by hand (--directory by-hand).';
}
