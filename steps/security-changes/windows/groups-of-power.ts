import type { Expectation } from '../../../src/model/expectation.js';
import type { Facts } from '../../../src/model/facts.js';
import type { Principal } from '../../../src/model/principal.js';
import type { Found, Objection, Scope } from '../../../src/model/step.js';
import { inDomain, nameOfSid, ridOf } from '../../../src/resources/account/sid.js';
import { groupMembership, kind } from '../../../src/resources/group-membership.js';
import type { Resource } from '../../../src/model/resource.js';
import { exchangeAdministratorsOf } from './exchange-accounts.js';
import { domainNameOf } from './service-account.js';

/** Administrators and Backup Operators are on every server, the operators between only on domain controllers. */
const everywhere = [544, 551];
const onControllers = [548, 549, 550];

/** Whoever has power over the server or Exchange, by what discovery found out: nested members are among them. */
export function peopleOfPower({ people = [], exchangeAdministrators = [] }: Facts): readonly Principal[] {
  const ofExchange = new Set(exchangeAdministrators.map(({ sid }) => sid));
  return people.filter(
    ({ sid, kind: sort = 'user', privileges }) =>
      sort === 'user' && ridOf(sid) !== undefined && (privileges.length > 0 || ofExchange.has(sid)),
  );
}

/**
 * Expectations on the groups whose members the article means: nobody is in them who was not looked at. They change nothing; what
 * was overlooked is named by `overlooked`.
 */
export const nobodyOverlooked = (
  facts: Facts,
  isLookedAt: (sid: string) => boolean,
): readonly Expectation[] =>
  groupsOfPower(facts).map((resource) => ({
    resource,
    words: 'has no member that was not looked at',
    met: (reading) => unseen(reading, facts, isLookedAt).length === 0,
    aim: (reading) => reading,
  }));

/** @param how what to do about it, a sentence */
export const overlooked = (
  found: Found,
  facts: Facts,
  isLookedAt: (sid: string) => boolean,
  how: string,
): readonly Objection[] =>
  groupsOfPower(facts).flatMap((resource) => {
    const reading = found(resource);
    const sids =
      reading === undefined || reading.state === 'unreadable' ? [] : unseen(reading, facts, isLookedAt);
    if (sids.length === 0) return [];
    const who = sids.map((sid) => facts.accountNames?.[sid] ?? nameOfSid(sid)).join(', ');
    const words = sids.length === 1 ? 'is a member too and was' : 'are members too and were';
    return [{ resource, reason: `${who} ${words} not looked at. ${how}` }];
  });

/** How far that looks: the groups of the domain can be addressed only where its name and number are known. */
export function scopeOfPower(facts: Facts): Scope {
  const domain = domainNameOf(facts);
  const own = `the groups of ${facts.name}`;
  const ofExchange =
    facts.exchange === false || exchangeAdministratorsOf({}, facts) !== undefined
      ? []
      : ['the administrators of Exchange'];
  if (facts.role === 'LanmanNT' || facts.domainRole === 'stand-alone')
    return { looked: [own], left: ofExchange };
  if (domain === undefined || facts.domainSid === undefined) {
    return { looked: [own], left: ['the administrators and operators of the domain', ...ofExchange] };
  }
  const ofDomain = (facts.privilegedGroups ?? []).filter(({ of }) => of !== undefined);
  const allRead = ofDomain.length > 0 && ofDomain.every(({ unread }) => unread === undefined);
  const operators = `the administrators and operators of ${domain}`;
  return {
    looked: [own, `Domain Admins of ${domain}`, ...(allRead ? [operators] : [])],
    left: [...(allRead ? [] : [operators]), ...ofExchange],
  };
}

/** Those that can be addressed: the server's own, Domain Admins, and the groups that administer Exchange. */
function groupsOfPower(facts: Facts): readonly Resource[] {
  const { name, role, domainSid } = facts;
  const domain = domainNameOf(facts);
  const own = role === 'ServerNT' ? everywhere : [...everywhere, ...onControllers];
  const ofDomain = domainSid === undefined ? [] : [inDomain(domainSid, 512), ...exchangeGroups(facts)];
  return [
    ...own.map((rid) => groupMembership(name, `S-1-5-32-${rid}`).resource),
    ...(domain === undefined ? [] : ofDomain.map((sid) => groupMembership(domain, sid).resource)),
  ];
}

/** What was told for a group, and what was found to be one of the domain. */
const exchangeGroups = ({
  exchangeAdministratorsSid: told,
  exchangeAdministrators = [],
  privilegedGroups = [],
  domainSid,
}: Facts): readonly string[] => [
  ...new Set([
    ...(told === undefined ? [] : [told]),
    ...exchangeAdministrators
      .map(({ sid }) => sid)
      .filter(
        (sid) => sid.startsWith(`${domainSid}-`) && privilegedGroups.some((group) => group.sid === sid),
      ),
  ]),
];

function unseen(
  reading: Parameters<Expectation['met']>[0],
  facts: Facts,
  isLookedAt: (sid: string) => boolean,
): readonly string[] {
  const typed = kind.typed(reading);
  if (typed.state !== 'present') return [];
  return typed.value.members.filter((sid) => !isLookedAt(sid) && !isReadGroup(sid, facts));
}

/** A group inside a group is no stranger where its own members are looked at. */
const isReadGroup = (sid: string, facts: Facts): boolean =>
  groupsOfPower(facts).some((resource) => kind.addressOf(resource).sid === sid) ||
  facts.privilegedGroups?.some(
    (group) => group.sid === sid && group.of === undefined && group.unread === undefined,
  ) === true ||
  isReadWithAnother(sid, facts);

/** Discovery reads the groups that it finds in others along with those. */
function isReadWithAnother(sid: string, { people = [], privilegedGroups = [] }: Facts): boolean {
  const inner = people.find((one) => one.sid === sid && (one.kind === 'group' || one.kind === 'alias'));
  if (inner === undefined || inner.privileges.length === 0) return false;
  return inner.privileges.every(({ group, of }) =>
    privilegedGroups.some((top) => top.sid === group && top.of === of && top.unread === undefined),
  );
}
