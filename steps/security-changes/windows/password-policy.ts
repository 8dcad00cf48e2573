import { z } from 'zod';
import { defineStep } from '../../../src/model/step.js';
import { accountPolicy } from '../../../src/resources/account-policy.js';
import { registryValue } from '../../../src/resources/registry-value.js';
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
    'On a member server this is the policy of its own accounts. Domain accounts follow the primary domain controller: repeat it there, PASSFILT on the backup controllers too.',
  ],
  appliesTo: ({ servicePack }) =>
    servicePack === undefined || servicePack >= 2 || 'PASSFILT.DLL came with Service Pack 2',
  options: z.strictObject({
    minimumLength: z
      .int()
      .min(6, 'PASSFILT itself wants at least 6 characters')
      .max(14, 'NT 4.0 stores at most 14 characters')
      .default(8)
      .describe('Minimum password length'),
  }),
  // The length first: with PASSFILT and a length of 0 users are told that 0 characters will do (Q196465)
  expects: ({ minimumLength }, facts) => [
    accountPolicy(facts.name, 'minimumPasswordLength').atLeast(minimumLength),
    registryValue(lsaKey, 'Notification Packages').includes('PASSFILT'),
  ],
});
