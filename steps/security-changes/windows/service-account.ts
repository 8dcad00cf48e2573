import type { Facts } from '../../../src/model/facts.js';
import type { Found } from '../../../src/model/step.js';
import type { Resource } from '../../../src/model/resource.js';
import { account, kind as accountKind } from '../../../src/resources/account.js';
import { inDomain, ridOf } from '../../../src/resources/account/sid.js';
import { groupMembership, kind as groupKind } from '../../../src/resources/group-membership.js';
import { kind as serviceKind, service } from '../../../src/resources/service.js';

/** RID of the built-in administrator of a server or domain, whatever its name. */
export const builtInRid = 500;

/** The domain's name, which the account's own logon tells too; undefined where neither is known. */
export function domainNameOf({ name, domain, serviceAccount }: Facts): string | undefined {
  if (domain !== undefined) return domain;
  const [, authority] = /^([^\\]+)\\/.exec(serviceAccount ?? '') ?? [];
  return authority === undefined || authority === '.' || same(authority) === same(name)
    ? undefined
    : authority;
}

/** A controller's own accounts are those of its domain, and a stand-alone server has none. */
export const keepsItsDomain = ({ role, domainRole }: Facts): boolean =>
  role === 'LanmanNT' || domainRole === 'stand-alone';

/** `EXAMPLE\Domain Admins`; undefined where the domain has no name or number that is known. */
export function domainAdminsOf(facts: Facts) {
  const domain = domainNameOf(facts);
  return domain === undefined || facts.domainSid === undefined
    ? undefined
    : groupMembership(domain, inDomain(facts.domainSid, 512));
}

/** What tells which services log on as the built-in administrator. */
export const logonMarks = (services: readonly string[], facts: Facts): readonly Resource[] => [
  ...services.map((name) => service(name).resource),
  ...builtIn(facts),
];

/** What tells whether an account is the one of the services, and whether it may be a person's. */
export const accountMarks = (sid: string, facts: Facts): readonly Resource[] => [
  service('MSExchangeSA').resource,
  ...[ownAccount(sid, facts)].flatMap((one) => one ?? []),
  ...personMarks(facts),
];

/** What tells whether the account may be a person's. */
export const personMarks = (facts: Facts): readonly Resource[] =>
  [domainAdminsOf(facts)?.resource ?? []].flat();

export interface FoundLogon {
  readonly service: string;
  readonly logsOnAs: string;
}

/** The logons of those services that could be read. */
export const logonsOf = (found: Found, services: readonly string[]): readonly FoundLogon[] =>
  services.flatMap((name) => {
    const reading = found(service(name).resource);
    const typed = reading === undefined ? undefined : serviceKind.typed(reading);
    const logsOnAs = typed?.state === 'present' ? typed.value.account : undefined;
    return logsOnAs === undefined || logsOnAs === '' ? [] : [{ service: name, logsOnAs }];
  });

/**
 * Whether a logon is that of a built-in administrator. Known by number, because its name is translated and changed; of a domain
 * whose accounts are not read, by the name of the server's own or the one that English and German systems come with.
 */
export function isBuiltIn(found: Found, logsOnAs: string, facts: Facts): boolean {
  if (same(logsOnAs) === same(facts.serviceAccount ?? '') && isBuiltInSid(facts.serviceAccountSid))
    return true;
  const known = builtIn(facts).flatMap((resource) => {
    const name = nameOf(found, resource);
    return name === undefined ? [] : [{ authority: accountKind.addressOf(resource).authority, name }];
  });
  const [authority = '', name = ''] = logsOnAs.includes('\\') ? logsOnAs.split('\\') : ['.', logsOnAs];
  const whose = authority === '.' ? facts.name : authority;
  const own = known.find((one) => same(one.authority) === same(whose));
  if (own !== undefined) return same(own.name) === same(name);
  return ['Administrator', ...known.map((one) => one.name)].some((one) => same(one) === same(name));
}

export const isSystem = (logsOnAs: string): boolean => same(logsOnAs) === 'localsystem';

export const isBuiltInSid = (sid: string | undefined): boolean =>
  sid !== undefined && ridOf(sid) === builtInRid;

/** Why an account is not that of the services; undefined where it is, or nobody can tell. */
export function otherThanServices(found: Found, sid: string, facts: Facts): string | undefined {
  const [logon] = logonsOf(found, ['MSExchangeSA']);
  const resource = ownAccount(sid, facts);
  const name = resource === undefined ? undefined : nameOf(found, resource);
  if (logon === undefined || resource === undefined || name === undefined) return undefined;
  const { authority } = accountKind.addressOf(resource);
  const names = [authority, ...otherNamesOf(authority, facts)].map((one) => `${one}\\${name}`);
  return names.some((one) => same(one) === same(logon.logsOnAs))
    ? undefined
    : `${sid} is ${authority}\\${name}, and MSExchangeSA logs on as ${logon.logsOnAs}. Give the SID of that account under serviceAccount.`;
}

/** Names under which a logon may call the authority too: a dot is the server, and a controller keeps the accounts of its domain. */
function otherNamesOf(authority: string, facts: Facts): readonly string[] {
  if (authority !== facts.name) return [];
  return ['.', ...(facts.role === 'LanmanNT' ? [domainNameOf(facts) ?? []].flat() : [])];
}

/** Why an account may be a person's; undefined where nothing says so. */
export function personSign(found: Found, sid: string, facts: Facts): string | undefined {
  const who = sid === facts.serviceAccountSid ? (facts.serviceAccount ?? sid) : sid;
  const resource = domainAdminsOf(facts)?.resource;
  const reading = resource === undefined ? undefined : found(resource);
  const group = reading === undefined ? undefined : groupKind.typed(reading);
  if (group?.state === 'present' && group.value.members.some((one) => same(one) === same(sid))) {
    return `${who} is in Domain Admins, so it may be the account of a person`;
  }
  const domainAdmins = facts.domainSid === undefined ? undefined : inDomain(facts.domainSid, 512);
  const held = facts.people?.find((one) => same(one.sid) === same(sid))?.privileges ?? [];
  if (held.some((one) => one.group === domainAdmins && one.through.length > 0)) {
    return `${who} is in Domain Admins through another group, so it may be the account of a person`;
  }
  // What Exchange needs itself is granted to the account, never to a group that it is in
  const administrators = facts.exchangeAdministrators?.map((one) => one.sid) ?? [];
  const isOneOfThem = held.some(({ group }) => administrators.includes(group) && group !== sid);
  return sid === facts.exchangeAdministratorsSid || isOneOfThem
    ? `${who} administers Exchange too, so it may be the account of a person`
    : undefined;
}

/** Why nobody can tell whether an account is a person's: it is of a domain whose administrators were not read. */
export function unseenSign(found: Found, sid: string, facts: Facts): string | undefined {
  if (
    facts.machineSid !== undefined &&
    facts.machineSid !== facts.domainSid &&
    sid.startsWith(`${facts.machineSid}-`)
  )
    return undefined;
  const resource = domainAdminsOf(facts)?.resource;
  return resource !== undefined && found(resource)?.state === 'present'
    ? undefined
    : `Whether ${facts.serviceAccount ?? sid} is in Domain Admins could not be read, so it may be the account of a person`;
}

const builtIn = (facts: Facts): readonly Resource[] =>
  [facts.name, domainNameOf(facts) ?? []].flat().map((authority) => account(authority, builtInRid).resource);

/** Only an account of the server or of its known domain can be addressed. */
function ownAccount(sid: string, facts: Facts): Resource | undefined {
  const rid = ridOf(sid);
  const domain = domainNameOf(facts);
  if (rid === undefined) return undefined;
  if (facts.machineSid !== undefined && sid.startsWith(`${facts.machineSid}-`)) {
    return account(facts.name, rid).resource;
  }
  return domain !== undefined && facts.domainSid !== undefined && sid.startsWith(`${facts.domainSid}-`)
    ? account(domain, rid).resource
    : undefined;
}

function nameOf(found: Found, resource: Resource): string | undefined {
  const reading = found(resource);
  const typed = reading === undefined ? undefined : accountKind.typed(reading);
  return typed?.state === 'present' ? typed.value.name : undefined;
}

const same = (text: string): string => text.toLowerCase();
