import { z } from 'zod';
import type { Expectation } from '../../../src/model/expectation.js';
import type { Facts } from '../../../src/model/facts.js';
import { defineStep } from '../../../src/model/step.js';
import { account, guestRid } from '../../../src/resources/account.js';
import { domainNameOf, keepsItsDomain } from './service-account.js';

export const guestAccountStep = defineStep({
  id: 'guest-account',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-05'],
  line: 24,
  title: 'Disable the guest account',
  why:
    'While it is enabled, a logon with an unknown name becomes a guest instead of a refusal. ' +
    'The Internet Mail Service then takes a failed SMTP logon for a guest and relays for strangers (Q251149).',
  mayBreak: [
    'Shares that rely on guests, for DOS and Windows for Workgroups clients or some printers, refuse them.',
    'Accounts change from this step on, and no log says so until auditing is on: batten harden --step audit-policy comes before it where that matters.',
  ],
  sources: ['Q251149'],
  reversibility: 'automatic',
  effect: 'at once',
  options: z.strictObject({
    wholeDomain: z
      .boolean()
      .default(false)
      .describe('Disable the guest account of the domain too, which reaches all its servers'),
  }),
  expects: (_, facts) => [account(facts.name, guestRid).disabled(), ...ofDomain(facts)],
  objections: (_, { wholeDomain }, facts) =>
    (wholeDomain ? [] : ofDomain(facts)).map(({ resource }) => ({
      resource,
      reason:
        'The guest account of the domain is let in on every server of it. Disable it on the primary domain controller, or set wholeDomain to true.',
    })),
  scope(_, facts) {
    const own = `the guest account of ${facts.name}`;
    if (keepsItsDomain(facts)) return { looked: [own], left: [] };
    const domain = domainNameOf(facts);
    return domain === undefined
      ? { looked: [own], left: ['the guest account of its domain'] }
      : { looked: [own, `the guest account of ${domain}`], left: [] };
  },
});

/** The article speaks of guest accounts: a member server is open to the one of its domain as well. */
function ofDomain(facts: Facts): readonly Expectation[] {
  const domain = keepsItsDomain(facts) ? undefined : domainNameOf(facts);
  return domain === undefined ? [] : [account(domain, guestRid).disabled()];
}
