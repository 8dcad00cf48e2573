import { z } from 'zod';
import type { Expectation } from '../../../src/model/expectation.js';
import type { Facts } from '../../../src/model/facts.js';
import { servicePackFirst } from '../../service-pack-first.js';
import { defineStep, type Found, type Objection } from '../../../src/model/step.js';
import { accountPolicy } from '../../../src/resources/account-policy.js';
import { meaning } from '../../../src/resources/registry/data.js';
import { kind as registryKind, registryValue } from '../../../src/resources/registry-value.js';
import { domainNameOf, keepsItsDomain } from './service-account.js';
import { lsaKey } from './lsa-key.js';

export const passwordPolicyStep = defineStep({
  id: 'password-policy',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-08'],
  line: 26,
  title: 'Require long, complex passwords',
  why:
    'NT 4.0 accepts empty passwords as it comes. A minimum length stops those; PASSFILT wants three of four kinds of characters ' +
    'and refuses the name of the user (Q161990).',
  mayBreak: [
    'Passwords that are too short stay valid until they are changed.',
    'What an administrator sets in User Manager is not filtered (Q174075).',
    'PASSFILT refuses new passwords without saying why; tell the users the rule beforehand (Q161990).',
    'Before a later fix PASSFILT judges parts of the full name wrongly (Q247975).',
  ],
  sources: ['Q161990', 'Q196465', 'Q174075', 'Q247975'],
  reversibility: 'automatic',
  effect: 'reboot',
  after: ['guest-account'],
  unconfirmed: [
    'A member server has a policy of its own, and its domain another. PASSFILT for the accounts of the domain belongs on the primary domain controller and on every backup controller, where it is not looked for.',
  ],
  options: z.strictObject({
    minimumLength: z
      .int()
      .min(6, 'PASSFILT itself wants at least 6 characters')
      .max(14, 'NT 4.0 stores at most 14 characters')
      .default(8)
      .describe('Minimum password length'),
    wholeDomain: z
      .boolean()
      .default(false)
      .describe('Change the minimum length of the domain too, which reaches every account of it'),
  }),
  // The length first: with PASSFILT and a length of 0 users are told that 0 characters will do (Q196465)
  expects({ minimumLength }, facts) {
    servicePackFirst(facts, 2, 'PASSFILT.DLL came with Service Pack 2');
    return [
      accountPolicy(facts.name, 'minimumPasswordLength').atLeast(minimumLength),
      ...ofDomain(minimumLength, facts),
      packages.includes('PASSFILT'),
    ];
  },
  objections: (found, { minimumLength, wholeDomain }, facts) => [
    ...(wholeDomain ? [] : ofDomain(minimumLength, facts)).map(({ resource }) => ({
      resource,
      reason:
        'The accounts of the domain follow its own policy, and a change there reaches all of them. Make it on the primary domain controller, ' +
        'or set wholeDomain to true.',
    })),
    ...oddPackages(found),
  ],
  scope(_, facts) {
    // Passwords are changed on the primary controller, and only its filter sees them
    if (facts.domainRole === 'backup controller') {
      return { looked: ['the accounts of its domain'], left: ['PASSFILT on the primary domain controller'] };
    }
    if (keepsItsDomain(facts)) return { looked: ['the accounts of this server'], left: [] };
    const domain = domainNameOf(facts);
    return domain === undefined
      ? { looked: ['the accounts of this server'], left: ['the accounts of its domain'] }
      : {
          looked: ['the accounts of this server', `the minimum length of the domain ${domain}`],
          left: [`PASSFILT on the controllers of ${domain}`],
        };
  },
});

const packages = registryValue(lsaKey, 'Notification Packages');

/** The article means the users of the domain. A domain controller's own accounts are those. */
function ofDomain(minimumLength: number, facts: Facts): readonly Expectation[] {
  if (keepsItsDomain(facts)) return [];
  const domain = domainNameOf(facts);
  return domain === undefined ? [] : [accountPolicy(domain, 'minimumPasswordLength').atLeast(minimumLength)];
}

/** Written anew it would lose the filters that it names. */
function oddPackages(found: Found): readonly Objection[] {
  const { resource } = packages.absent();
  const reading = found(resource);
  const typed = reading === undefined ? undefined : registryKind.typed(reading);
  const isList =
    typed?.state !== 'present' ||
    (typed.value.type === 'REG_MULTI_SZ' && typeof meaning(typed.value) === 'object');
  return isList
    ? []
    : [
        {
          resource,
          reason:
            'Notification Packages is no list as NT writes it, so nobody knows which filters it names. Make it a REG_MULTI_SZ in regedt32, with the names that are in it.',
        },
      ];
}
