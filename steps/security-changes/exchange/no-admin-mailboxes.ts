import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { missingFact } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';
import { mailboxesOf } from '../../../src/resources/directory-search.js';
import { exchangeAdministratorsOf } from '../windows/exchange-accounts.js';
import { nobodyOverlooked, overlooked, peopleOfPower, scopeOfPower } from '../windows/groups-of-power.js';
import { directoryOptions, siteOf } from './exchange-site.js';
import { defineRoleStep } from '../../role-step.js';

const sid = z
  .string()
  .regex(
    /^S-1-5-21(-\d+){4}$/,
    'name accounts by their SID, S-1-5-21-...; getsid of the Resource Kit shows it',
  );

export const noAdminMailboxesStep = defineRoleStep('exchange', {
  id: 'no-admin-mailboxes',
  stage: 'security-changes',
  section: 'General procedures',
  covers: ['G-09'],
  line: 97,
  title: 'Give administrators and operators no mailbox',
  why:
    'Whoever reads mail with an administrative account runs the next worm with administrative rights. The account in question is the ' +
    'one that owns the mailbox in the directory, and it may be a group (Q188628).',
  mayBreak: [
    'Administrators need a second, everyday account for their mail; rules and delegates may have to be set up again.',
    'A mailbox that is deleted over LDAP leaves its mail orphaned: use Exchange Administrator (Q284199).',
    'Programs that send as an administrator, backup and monitoring among them, need another mailbox.',
  ],
  sources: ['Q188628', 'Q284199', 'Q182900', 'Q259022', 'Q185475'],
  reversibility: 'guided',
  effect: 'at once',
  unconfirmed: [
    'Hidden mailboxes are found only where Batten reads with the administrator view (Q185475).',
    'A group that owns a mailbox makes all its members owners: those groups are looked for whose members have power, not every group (Q188628).',
    'Operators of the domain are looked for where discovery found them or where they are given.',
  ],
  options: z.strictObject({
    accounts: z
      .array(sid)
      .default([])
      .describe('SIDs of further administrators, operators and Exchange administrators'),
    ...directoryOptions,
  }),
  expects: ({ accounts, ...choice }, facts) => [
    mailboxesOf(siteOf(choice, facts), privileged(accounts, facts)).without(),
    ...nobodyOverlooked(facts, (one) => privileged(accounts, facts).includes(one)),
    attestation('mailbox-permissions').attested(
      'In Exchange Administrator no administrator or operator opens mailboxes another way: neither as a member of a group that owns one, nor through the role User or Service Account Admin on the site or a mailbox.',
    ),
  ],
  objections: (found, { accounts }, facts) =>
    overlooked(
      found,
      facts,
      (one) => privileged(accounts, facts).includes(one),
      'Give each SID under accounts, so that its mailbox is looked for.',
    ),
  scope(choice, facts) {
    const { looked, left } = scopeOfPower(facts);
    return { looked: [`the mailboxes of ${siteOf(choice, facts)}`, ...looked], left };
  },
});

/** By SID and RID: 500 is the built-in administrator, 512 the administrators of a domain, whatever their names. */
function privileged(accounts: readonly string[], facts: Facts): readonly string[] {
  const { machineSid, domainSid, serviceAccountSid } = facts;
  const found = [
    ...(domainSid === undefined ? [] : [`${domainSid}-500`, `${domainSid}-512`]),
    ...(machineSid === undefined ? [] : [`${machineSid}-500`]),
    ...(serviceAccountSid === undefined ? [] : [serviceAccountSid]),
    ...(exchangeAdministratorsOf({}, facts) ?? []),
    ...peopleOfPower(facts).map((one) => one.sid),
    ...(facts.privilegedGroups ?? []).map((one) => one.sid),
    ...accounts,
  ];
  if (found.length === 0) {
    throw missingFact('no SID of an administrator was found out: give them as accounts');
  }
  return [...new Set(found)];
}
