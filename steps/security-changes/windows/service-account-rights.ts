import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { missingFact, type Found, type Objection } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';
import type { Expectation } from '../../../src/model/expectation.js';
import { groupMembership } from '../../../src/resources/group-membership.js';
import { registryAcl } from '../../../src/resources/registry-acl.js';
import { administrators, system } from '../../../src/resources/account/sid.js';
import { userRight } from '../../../src/resources/user-right.js';
import { exchangeServices, serviceAccountOf, serviceAccountOption } from './exchange-accounts.js';
import {
  accountMarks,
  domainAdminsOf,
  isBuiltIn,
  isBuiltInSid,
  isSystem,
  logonMarks,
  logonsOf,
  otherThanServices,
  personSign,
  unseenSign,
} from './service-account.js';
import { otherServicesOption, usedByOthers } from './other-services.js';
import { otherWays } from './other-ways.js';
import { separateWord } from './separate-word.js';
import { defineRoleStep } from '../../role-step.js';

const options = z.strictObject({
  internetMailServiceUsesSsl: z
    .boolean()
    .exactOptional()
    .describe('Does the Internet Mail Service use SSL, where Batten did not find it out'),
  everyServer: z
    .boolean()
    .default(false)
    .describe(
      'Take the account out of groups of the whole domain, although it runs the other servers of the site too',
    ),
  otherServices: otherServicesOption,
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

export const serviceAccountRightsStep = defineRoleStep('exchange', {
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
  needs: ['service-account-separate'],
  after: ['service-account-password'],
  risky: true,
  unconfirmed: [
    'The account needs full control of the Exchange folders too, which the permissions that setup leaves give it; look with cacls where they were tightened (Q152808).',
    'The grants are made on the three keys themselves. Keys below that already exist keep their own permissions.',
    'The release notes of Exchange 5.0 want an administrator for SSL on POP3, NNTP and LDAP as well; nothing for 5.5 says that this is over (Q156063).',
    'Groups inside Administrators and Domain Admins are looked at where discovery read their members.',
    "Whether an account is a person's is told by its groups alone; the word given for service-account-separate decides.",
  ],
  appliesTo: ({ internetMailServiceUsesSsl }) =>
    internetMailServiceUsesSsl !== true ||
    'the Internet Mail Service uses SSL, for which its account has to be an administrator (Q173496)',
  options,
  expects(given, facts) {
    const sid = serviceAccountOf(given, facts);
    if (isBuiltInSid(sid)) throw missingFact(`${runsAsBuiltIn}. ${separateFirst}`);
    if (sid === system) throw missingFact(`${runsAsSystem}. ${separateFirst}`);
    return sid === undefined
      ? [byHand]
      : [
          ...grants(sid),
          ...departures(sid, facts),
          ...otherWays(sid, facts).map(({ expectation }) => expectation),
        ];
  },
  observes(given, facts) {
    const sid = serviceAccountOf(given, facts);
    return sid === undefined
      ? logonMarks(exchangeServices, facts)
      : [separateWord(facts).resource, ...accountMarks(sid, facts)];
  },
  objections(found, given, facts) {
    const sid = serviceAccountOf(given, facts);
    if (sid === undefined) {
      const logons = logonsOf(found, exchangeServices);
      const asBuiltIn = logons.some(({ logsOnAs }) => isBuiltIn(found, logsOnAs, facts));
      const asSystem = logons.some(({ logsOnAs }) => isSystem(logsOnAs));
      const reason = `${asBuiltIn ? runsAsBuiltIn : runsAsSystem}. ${separateFirst}`;
      return asBuiltIn || asSystem ? [{ resource: byHand.resource, reason }] : [];
    }
    const leaving = departures(sid, facts).map(({ resource }) => resource);
    const others = otherWays(sid, facts).map(({ expectation: { resource }, reason }) => ({
      resource,
      reason,
    }));
    const reason =
      sslStands(given, facts) ?? otherThanServices(found, sid, facts) ?? notSeparate(found, sid, facts);
    if (reason !== undefined)
      return [
        ...[...grants(sid).map(({ resource }) => resource), ...leaving].map((resource) => ({
          resource,
          reason,
        })),
        ...others,
      ];
    const missing = grants(sid)
      .map(({ resource }) => resource)
      .filter((resource) => resource.kind === 'registry-acl' && stateOf(found, resource) === 'absent');
    const unseen =
      missing.length > 0 || grants(sid).some(({ resource }) => stateOf(found, resource) === 'unreadable');
    return [
      ...others,
      ...missing.map((resource) => ({
        resource,
        reason:
          'The key is not there, and one that Batten made would not be the one that Windows uses. Look for it in regedt32.',
      })),
      ...(unseen
        ? leaving.map((resource) => ({
            resource,
            reason:
              'Not all grants can be read, so nobody knows whether Exchange would start without the membership. Read them by hand first.',
          }))
        : [...usedByOthers(given, sid, leaving, facts), ...sharedBySite(given, facts)]),
    ];
  },
  scope(given, facts) {
    const sid = serviceAccountOf(given, facts);
    const own = facts.machineSid !== undefined && sid?.startsWith(`${facts.machineSid}-`) === true;
    const seen = sid === undefined || own || domainAdminsOf(facts) !== undefined;
    return { looked: ['this server'], left: seen ? [] : ['Domain Admins'] };
  },
});

const runsAsBuiltIn =
  'Exchange runs as the built-in administrator, which keeps its groups and gets no such rights';

const runsAsSystem = 'Exchange runs as the system itself, which is no account to take anything from';

const separateFirst = 'Give Exchange an account of its own: service-account-separate first';

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
function departures(sid: string, facts: Facts): readonly Expectation[] {
  const domainAdmins = domainAdminsOf(facts);
  return [
    ...(domainAdmins === undefined ? [] : [domainAdmins.without(sid)]),
    groupMembership(facts.name, administrators).without(sid),
  ];
}

/** The word given for service-account-separate says that nobody works with the account. */
function notSeparate(found: Found, sid: string, facts: Facts): string | undefined {
  const sign = personSign(found, sid, facts) ?? unseenSign(found, sid, facts);
  if (sign === undefined) return undefined;
  const word = separateWord(facts);
  const given = found(word.resource);
  return given?.state === 'present' && word.met(given) ? undefined : `${sign}. ${separateFirst}`;
}

/** The servers of a site share the account, and what it loses in the domain it loses on each of them. */
function sharedBySite(given: Options, facts: Facts): readonly Objection[] {
  const { otherServersOfSite: others, role } = facts;
  if (given.everyServer || others?.length === 0) return [];
  const who =
    others === undefined
      ? 'the other servers of the site, which were not found out; Exchange Administrator lists them under Servers'
      : others.join(', ');
  const reason =
    `The account runs Exchange on ${who} too, where it needs its grants first, and has to stay an administrator where the Internet Mail Service ` +
    `uses SSL (Q173496)${mailServices(facts)}. Set everyServer to true once that is looked after.`;
  // The Administrators of a domain controller are those of every controller
  const shared = [
    domainAdminsOf(facts)?.resource ?? [],
    role === 'LanmanNT' ? groupMembership(facts.name, administrators).resource : [],
  ].flat();
  return shared.map((resource) => ({ resource, reason }));
}

/** Where there is one, by the names that setup gives them (Q153188). */
function mailServices({ name, siteConnections = [] }: Facts): string {
  const servers = siteConnections
    .flatMap((one) => /^Internet Mail Connector \(([^()]+)\)$/i.exec(one)?.[1] ?? [])
    .filter((server) => server.toUpperCase() !== name);
  return servers.length === 0 ? '' : `; there is one on ${servers.join(', ')}`;
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
