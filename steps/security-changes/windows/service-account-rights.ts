import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { defineStep, type Found } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';
import type { Expectation } from '../../../src/model/expectation.js';
import { groupMembership } from '../../../src/resources/group-membership.js';
import { registryAcl } from '../../../src/resources/registry-acl.js';
import { administrators, inDomain } from '../../../src/resources/account/sid.js';
import { userRight } from '../../../src/resources/user-right.js';
import { exchangeServices, serviceAccountOf, serviceAccountOption } from './exchange-accounts.js';

const options = z.strictObject({
  internetMailServiceUsesSsl: z
    .boolean()
    .exactOptional()
    .describe('Does the Internet Mail Service use SSL, where Batten did not find it out'),
  serviceAccount: serviceAccountOption,
});

type Options = z.infer<typeof options>;

/** Full control that an administrator has anyway and a plain account needs (Q152808, Q255181). */
const keys = [
  'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList',
  'HKLM\\SYSTEM\\CurrentControlSet\\Services',
  'HKU',
];

/** Q147701; the last one is named by Q247764 alone, and leaving Administrators may be what takes it away. */
const rights = ['SeServiceLogonRight', 'SeRestorePrivilege', 'SeTcbPrivilege', 'SeInteractiveLogonRight'];

export const serviceAccountRightsStep = defineStep({
  id: 'service-account-rights',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-03'],
  line: 22,
  title: 'Take the Exchange service account out of Administrators',
  why:
    'Exchange runs with three user rights and full control of three registry keys; it needs no administrator (Q147701, Q152808). ' +
    'The grants are made and read back first, the membership goes last.',
  mayBreak: [
    'With SSL on the Internet Mail Service the account has to stay an administrator: without it the service stops with event 4143, error 2140 (Q173496).',
    'Without Act as part of the operating system, POP3 and IMAP4 logons in clear text fail; without Log on locally POP3 logons may (Q247764).',
    'An Exchange service pack stops with access denied where the account lacks full control below HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet (Q255181).',
    'Administrative LDAP binds, cn=admin, need an administrator (Q185475); Exchange 5.0 servers beside this one fill the log with event 11512 (Q200376).',
    'Taking the last right from an account can delete its other rights before Service Pack 6 (Q236128).',
  ],
  sources: ['Q147701', 'Q152808', 'Q173496', 'Q247764', 'Q255181', 'Q185475', 'Q200376', 'Q236128'],
  reversibility: 'automatic',
  effect: { restart: exchangeServices.slice(0, 5) },
  after: ['service-account-password'],
  unconfirmed: [
    'The account needs full control of the Exchange folders too, which the permissions that setup leaves give it; look with cacls where they were tightened (Q152808).',
    'The grants are made on the three keys themselves. Keys below that already exist keep their own permissions.',
    'The release notes of Exchange 5.0 want an administrator for SSL on POP3, NNTP and LDAP as well; nothing for 5.5 says that this is over (Q156063).',
    'An account that is an administrator through another group than those looked at stays one.',
  ],
  appliesTo: ({ internetMailServiceUsesSsl }) =>
    internetMailServiceUsesSsl !== true ||
    'the Internet Mail Service uses SSL, for which its account has to be an administrator (Q173496)',
  options,
  expects(given, facts) {
    const sid = serviceAccountOf(given, facts);
    return sid === undefined ? [byHand] : [...grants(sid), ...departures(sid, facts)];
  },
  objections(found, given, facts) {
    const sid = serviceAccountOf(given, facts);
    if (sid === undefined) return [];
    const leaving = departures(sid, facts).map(({ resource }) => resource);
    const reason = sslStands(given, facts);
    if (reason !== undefined)
      return [...grants(sid).map(({ resource }) => resource), ...leaving].map((resource) => ({
        resource,
        reason,
      }));
    const unseen = grants(sid).some(({ resource }) => stateOf(found, resource) === 'unreadable');
    return unseen
      ? leaving.map((resource) => ({
          resource,
          reason:
            'Not all grants can be read, so nobody knows whether Exchange would start without the membership. Read them by hand first.',
        }))
      : [];
  },
});

/** Without the account's SID a person does it all. */
const byHand = attestation('service-account-rights').attested(
  'The Exchange service account holds Log on as a service, Restore files and directories, Act as part of the operating system and Log on locally, has full control of ' +
    'HKEY_USERS and of ProfileList and Services in the registry, and was then taken out of Administrators and Domain Admins; or the Internet Mail Service uses SSL and it had to stay.',
);

const grants = (sid: string): readonly Expectation[] => [
  ...keys.map((key) => registryAcl(key).allows({ full: [sid] })),
  ...rights.map((right) => userRight(right).includes(sid)),
];

/** Domain Admins are administrators of every member, so leaving the local group alone is not enough. */
function departures(sid: string, { name, domain, domainSid }: Facts): readonly Expectation[] {
  const domainAdmins =
    domain === undefined || domainSid === undefined
      ? []
      : [groupMembership(domain, inDomain(domainSid, 512)).without(sid)];
  return [...domainAdmins, groupMembership(name, administrators).without(sid)];
}

function sslStands({ internetMailServiceUsesSsl }: Options, facts: Facts): string | undefined {
  if (facts.internetMailService === false) return undefined;
  const ssl = internetMailServiceUsesSsl ?? facts.internetMailServiceUsesSsl;
  if (ssl === undefined)
    return 'Batten could not find out whether the Internet Mail Service uses SSL. Say so under internetMailServiceUsesSsl.';
  return ssl
    ? 'With SSL on the Internet Mail Service the account has to stay an administrator (Q173496)'
    : undefined;
}

const stateOf = (found: Found, resource: Expectation['resource']): string =>
  found(resource)?.state ?? 'unreadable';
