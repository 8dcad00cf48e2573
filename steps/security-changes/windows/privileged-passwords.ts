import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { defineStep, type Found } from '../../../src/model/step.js';
import { account, guestRid } from '../../../src/resources/account.js';
import { attestation } from '../../../src/resources/attestation.js';
import { groupMembership, kind as groupKind } from '../../../src/resources/group-membership.js';
import { administrators, ridOf } from '../../../src/resources/account/sid.js';

// Typed at a prompt it arrives as text
const rid = z.coerce
  .number()
  .int()
  .min(500)
  .max(0xffffffff)
  .refine((number) => number !== guestRid, 'the guest account has a step of its own, guest-account');

/** The built-in administrator and the first ten that NT numbers itself, from 1000 on. */
const usual = [500, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009];

const strong = attestation('privileged-passwords-strong').attested(
  'Every administrator, Exchange administrator and operator, in the domain and on this server itself, has a password of 10 to 14 characters that is no word.',
);

export const privilegedPasswordsStep = defineStep({
  id: 'privileged-passwords',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-06'],
  line: 25,
  title: 'No empty or weak password on an account with power',
  why:
    'NT 4.0 accepts empty passwords and lets them in over the network. The accounts of a member server itself are forgotten most often: ' +
    "they follow neither the domain's policy nor its changes.",
  mayBreak: [
    'A service or a scheduled job that logs on with a changed account fails until it has the new password.',
    'A trial with an empty password is a real logon: it counts for the lockout and writes event 529.',
    'The flag alone does not end an empty password; it stays until it is changed.',
  ],
  sources: ['Q151720', 'Q157475', 'Q147706'],
  reversibility: 'guided',
  effect: 'at once',
  // With Guest enabled a logon with any password seems to succeed, as a guest
  needs: ['guest-account'],
  unconfirmed: [
    "The step tries no passwords, so whether one is empty is the operator's word; batten assess --try-blank-passwords helps on the network.",
    'Only the accounts whose numbers are listed are looked at. The old password of an account is not known and cannot be put back.',
  ],
  options: z.strictObject({
    localAccounts: z
      .array(rid)
      .default(() => [...usual])
      .describe("RIDs of the server's own accounts to look at"),
    domainAccounts: z.array(rid).default([]).describe('RIDs of accounts of the domain to look at'),
  }),
  expects: ({ localAccounts, domainAccounts }, { name, domain }) => [
    ...unique(localAccounts).map((number) => account(name, number).passwordRequired()),
    ...(domain === undefined
      ? []
      : unique(domainAccounts).map((number) => account(domain, number).passwordRequired())),
    strong,
    attestation('privileged-passwords-none-empty').attested(
      'With the guest account disabled, none of these accounts was found to have an empty password, in the domain or on this server itself.',
    ),
  ],
  observes: (_, { name }) => [groupMembership(name, administrators).resource],
  objections(found, { localAccounts }, facts) {
    const missing = unlisted(found, localAccounts, facts);
    return missing.length === 0
      ? []
      : [
          {
            resource: strong.resource,
            reason: `Account ${missing.join(', ')} of this server is an administrator too. Add its number to localAccounts.`,
          },
        ];
  },
});

const unique = (numbers: readonly number[]): readonly number[] => [...new Set(numbers)];

/** Administrators among the server's own accounts that nobody asked to look at. */
function unlisted(found: Found, listed: readonly number[], { name, machineSid }: Facts): readonly number[] {
  const reading = found(groupMembership(name, administrators).resource);
  const group = reading === undefined ? undefined : groupKind.typed(reading);
  if (group?.state !== 'present' || machineSid === undefined) return [];
  return group.value.members.flatMap((sid) => {
    const number = sid.startsWith(`${machineSid}-`) ? ridOf(sid) : undefined;
    return number === undefined || number === guestRid || listed.includes(number) ? [] : [number];
  });
}
