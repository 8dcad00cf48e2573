import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { attestation } from '../../../src/resources/attestation.js';
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

export const anonymousLogonsStep = defineRoleStep('exchange', {
  id: 'anonymous-logons',
  stage: 'security-changes',
  section: 'General procedures',
  covers: ['G-11'],
  line: 99,
  title: 'Refuse anonymous logons over Internet protocols',
  why:
    'Who need not say who they are can read the address list over LDAP and open folders over NNTP and IMAP4, and no log names them ' +
    '(Q175440, Q174762).',
  mayBreak: [
    'Outlook Web Access needs anonymous LDAP and says that the server is down without it (Q174709, Q178656): LDAP is left as it is where it is used, and the step stays open.',
    'Address books of partners and Outlook Express that look up names without a logon find nobody.',
    'News feeds and readers that do not log on are refused; the greeting turns from 200 to 201 (Q176078).',
    'With the scope server it may stand on internet-protocols: that one is taken back with it, since the server then follows the site again (Q224447).',
  ],
  sources: [
    'Q175440',
    'Q174762',
    'Q174709',
    'Q178656',
    'Q176078',
    'Q224447',
    'Q156063',
    'Q148963',
    'Q175892',
  ],
  reversibility: 'automatic',
  effect: 'at once',
  // While Guest is enabled, a wrong name is let in as a guest instead of being refused
  after: ['guest-account', 'internet-protocols'],
  unconfirmed: [
    'How the directory stores the anonymous settings of HTTP is not documented for 5.5: choose HTTP, and a person clears them and says so.',
    'This is about protocols of Exchange. Anonymous access of IIS to the directory Exchange stays on, because the logon page needs it (Q175892).',
  ],
  options: z.strictObject({
    protocols: z
      .array(z.enum(['IMAP4', 'NNTP', 'HTTP', 'LDAP']))
      .default(['IMAP4', 'NNTP', 'LDAP'])
      .describe('Protocols that refuse anonymous logons; LDAP only without Outlook Web Access, HTTP by hand'),
    scope,
    everyServer,
    ...directoryOptions,
  }),
  expects: (options, facts) => [
    ...switchesOf(options, facts).flatMap((one) => switchedOff(one, facts)),
    ...(options.protocols.includes('HTTP') ? [anonymousHttpOff] : []),
  ],
  observes: (options, facts) => switchesOf(options, facts).flatMap((one) => switchMarks(one, facts)),
  objections: (found, options, facts) =>
    switchesOf(options, facts).flatMap((one) =>
      switchObjections(
        found,
        one,
        {
          everyServer: options.everyServer,
          refusal: webAccessNeeds(one.protocol, facts) ?? leftOut(one.protocol, options),
        },
        facts,
      ),
    ),
  scope: ({ protocols }) => ({
    looked: ['LDAP', 'NNTP', 'IMAP4', ...(protocols.includes('HTTP') ? ['HTTP'] : [])],
    left: protocols.includes('HTTP') ? [] : ['HTTP'],
  }),
});

interface Choice extends DirectoryChoice {
  readonly protocols: readonly SwitchedProtocol[];
  readonly scope: 'site' | 'server';
}

function switchesOf(options: Choice, facts: Facts): readonly Switch[] {
  const site = siteOf(options, facts);
  return (
    switchedProtocols
      // POP3 knows no anonymous logon
      .filter((protocol) => protocol !== 'HTTP' && protocol !== 'POP3')
      .map((protocol) => ({ protocol, attribute: 'Anonymous-Access', scope: options.scope, site }))
  );
}

const anonymousHttpOff = attestation('http-anonymous-off').attested(
  'Exchange Administrator, Configuration, Protocols, HTTP (Web) Site Settings, General: anonymous users may neither open the anonymous public folders nor browse the global address list.',
);

/** What is left out is looked at all the same: as long as it is open, the step is not done. */
const leftOut = (protocol: SwitchedProtocol, { protocols }: Choice): string | undefined =>
  protocols.includes(protocol)
    ? undefined
    : `${protocol} was left out under protocols, so anonymous logons over it stay as they are.`;

function webAccessNeeds(protocol: SwitchedProtocol, { outlookWebAccess }: Facts): string | undefined {
  if (outlookWebAccess === false || protocol !== 'LDAP') return undefined;
  return 'Outlook Web Access stops without anonymous LDAP (Q174709), so it stays open to anonymous logons until Outlook Web Access is gone.';
}
