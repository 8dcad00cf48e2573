import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
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
import { defineRoleStep } from '../../role-step.js';

export const internetProtocolsStep = defineRoleStep('exchange', {
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
    inUse: z
      .array(z.enum(switchedProtocols))
      .default([])
      .describe('Protocols that somebody uses; HTTP and LDAP need not be named where Outlook Web Access is'),
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
        { everyServer: options.everyServer, ...whatItIsFor(one.protocol, options, facts) },
        facts,
      ),
    ),
  scope: () => ({ looked: [...switchedProtocols], left: [] }),
});

interface Choice extends DirectoryChoice {
  readonly disable: readonly SwitchedProtocol[];
  readonly inUse: readonly SwitchedProtocol[];
  readonly ldapLast: boolean;
  readonly scope: 'site' | 'server';
}

/** All five are looked at, because one that nobody thought of is the one that is left open. */
function switchesOf(options: Choice, facts: Facts): readonly Switch[] {
  const site = siteOf(options, facts);
  return switchedProtocols.map((protocol) => ({
    protocol,
    attribute: 'Enabled-Protocol-Cfg',
    scope: options.scope,
    site,
  }));
}

function whatItIsFor(protocol: SwitchedProtocol, { disable, inUse, ldapLast }: Choice, facts: Facts) {
  if (disable.includes(protocol)) {
    return { refusal: webAccessNeeds(protocol, facts) ?? othersNeed(protocol, ldapLast) };
  }
  if (inUse.includes(protocol)) return { refusal: undefined, used: 'somebody uses it' };
  if (facts.outlookWebAccess === true && webAccessNeeds(protocol, facts) !== undefined) {
    return { refusal: undefined, used: 'Outlook Web Access uses it' };
  }
  return {
    refusal: `Nobody said whether ${protocol} is used. Name it under inUse, or under disable where nobody uses it.`,
  };
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
