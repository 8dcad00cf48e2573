import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { defineStep } from '../../../src/model/step.js';
import { account, guestRid } from '../../../src/resources/account.js';
import { attestation } from '../../../src/resources/attestation.js';
import { ridOf } from '../../../src/resources/account/sid.js';
import { nobodyOverlooked, overlooked, peopleOfPower, scopeOfPower } from './groups-of-power.js';
import { builtInRid, domainNameOf } from './service-account.js';

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
    'Members of Administrators, of the operators, of Domain Admins and of the Exchange administrators count; operators of the domain are looked at where discovery found them. The old password of an account is not known and cannot be put back.',
  ],
  options: z.strictObject({
    localAccounts: z
      .array(rid)
      .default(() => [...usual])
      .describe("RIDs of the server's own accounts to look at, beside all that the server lists"),
    domainAccounts: z.array(rid).default([]).describe('RIDs of accounts of the domain to look at'),
  }),
  expects: (options, facts) => [
    ...accountsOf(options, facts).map(({ authority, rid: number }) =>
      account(authority, number).passwordRequired(),
    ),
    ...nobodyOverlooked(facts, lookedAt(options, facts)),
    strong,
    attestation('privileged-passwords-none-empty').attested(
      'With the guest account disabled, none of these accounts was found to have an empty password, in the domain or on this server itself.',
    ),
  ],
  objections: (found, options, facts) =>
    overlooked(
      found,
      facts,
      lookedAt(options, facts),
      'Give the last part of each SID under localAccounts or domainAccounts.',
    ),
  scope: (_, facts) => scopeOfPower(facts),
});

interface Numbers {
  readonly localAccounts: readonly number[];
  readonly domainAccounts: readonly number[];
}

interface Addressed {
  readonly authority: string;
  readonly rid: number;
}

/** Those whose numbers were given or that the server keeps itself, the administrator of the domain, and everybody that discovery found in a group of power. */
function accountsOf({ localAccounts, domainAccounts }: Numbers, facts: Facts): readonly Addressed[] {
  const domain = domainNameOf(facts);
  const accounts = [
    ...[...localAccounts, ...ownNumbers(facts)].map((number) => ({ authority: facts.name, rid: number })),
    ...(domain === undefined
      ? []
      : [builtInRid, ...domainAccounts].map((number) => ({ authority: domain, rid: number }))),
    ...peopleOfPower(facts).flatMap(({ sid, name }) => addressOf(sid, name, facts) ?? []),
  ];
  const seen = new Map(accounts.map((one) => [`${one.authority}\\${one.rid}`.toLowerCase(), one]));
  return [...seen.values()].filter(({ rid: number }) => number !== guestRid);
}

/** Whose account a SID is; undefined for one that is not an account, or of a domain without a name. */
function addressOf(sid: string, name: string | undefined, facts: Facts): Addressed | undefined {
  const number = ridOf(sid);
  const domain = domainNameOf(facts);
  if (number === undefined) return undefined;
  if (facts.machineSid !== undefined && sid.startsWith(`${facts.machineSid}-`)) {
    return { authority: facts.name, rid: number };
  }
  const [, told] = /^([^\\]+)\\/.exec(name ?? '') ?? [];
  const authority = facts.domainSid !== undefined && sid.startsWith(`${facts.domainSid}-`) ? domain : told;
  return authority === undefined ? undefined : { authority, rid: number };
}

/** The guest account has a step of its own, and so has the service account. */
function lookedAt({ localAccounts, domainAccounts }: Numbers, facts: Facts): (sid: string) => boolean {
  const people = new Set(peopleOfPower(facts).map(({ sid }) => sid));
  return (sid) => {
    const number = ridOf(sid);
    if (people.has(sid) || sid === facts.serviceAccountSid || number === guestRid) return true;
    if (number === undefined) return false;
    const ofDomain = facts.domainSid !== undefined && sid.startsWith(`${facts.domainSid}-`);
    if (ofDomain) return [builtInRid, ...domainAccounts].includes(number);
    const own = facts.machineSid === undefined || sid.startsWith(`${facts.machineSid}-`);
    return own && (localAccounts.includes(number) || ownNumbers(facts).includes(number));
  };
}

const ownNumbers = ({ ownAccounts = [] }: Facts): readonly number[] => ownAccounts.map(({ rid }) => rid);
