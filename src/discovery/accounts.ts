import { defined } from '../defined.js';
import type { Census } from '../model/census.js';
import type { Facts } from '../model/facts.js';
import type { OwnAccount, ServiceLogon } from '../model/principal.js';
import { administrators, everyone, inDomain, system } from '../resources/account/sid.js';

type Server = Pick<Facts, 'name' | 'machineSid' | 'domain' | 'domainSid'>;

/** Principals that a step or a page about one may have to name. */
const wellKnown = [
  everyone,
  'S-1-3-0',
  'S-1-5-11',
  system,
  administrators,
  'S-1-5-32-545',
  'S-1-5-32-546',
  'S-1-5-32-547',
  'S-1-5-32-548',
  'S-1-5-32-549',
  'S-1-5-32-550',
  'S-1-5-32-551',
  'S-1-5-32-552',
];

/** The SIDs of the accounts that services log on with; one that the server does not know stays without. @throws TargetError */
export async function resolveLogons(
  census: Census | undefined,
  { name }: Server,
  logons: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, ServiceLogon>>> {
  // A dot stands for the server itself
  const fullName = (account: string): string => account.replace(/^\.\\/, `${name}\\`);
  const names = [...new Set(Object.values(logons).map(fullName))];
  const known = new Map((await census?.withNames(names))?.map((one) => [one.name, one.sid]));
  return Object.fromEntries(
    Object.entries(logons).map(([service, account]) => [
      service,
      { account, ...defined({ sid: known.get(fullName(account)) }) },
    ]),
  );
}

/** The names of these and of the usual principals, and the SIDs of those names. @throws TargetError */
export async function nameAccounts(
  census: Census,
  server: Server,
  sids: readonly string[],
): Promise<Required<Pick<Facts, 'accountNames' | 'accountSids'>>> {
  const known = await census.named([...new Set([...wellKnown, ...usual(server), ...sids])]);
  return {
    accountNames: Object.fromEntries(known.map(({ sid, name }) => [sid, name])),
    accountSids: Object.fromEntries(known.map(({ sid, name }) => [name, sid])),
  };
}

/** The accounts that the server keeps for itself; undefined where it does not list them, or they are a domain's. @throws TargetError */
export async function ownAccounts(
  census: Census,
  { name }: Pick<Server, 'name'>,
): Promise<readonly OwnAccount[] | undefined> {
  const kept = await census.accounts();
  return kept?.authority.toUpperCase() === name ? kept.accounts : undefined;
}

/** The accounts and groups that every server and domain has: Administrator, Guest, and the domain's three groups. */
function usual({ machineSid, domainSid }: Server): readonly string[] {
  const accounts = [machineSid, domainSid].flatMap((sid) =>
    sid === undefined ? [] : [inDomain(sid, 500), inDomain(sid, 501)],
  );
  const groups = domainSid === undefined ? [] : [512, 513, 514].map((rid) => inDomain(domainSid, rid));
  return [...accounts, ...groups];
}
