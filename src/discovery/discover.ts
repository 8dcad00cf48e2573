import { defined } from '../defined.js';
import type { Access } from '../model/access.js';
import type { Census, DirectoryListing } from '../model/census.js';
import { sourcesOf, type FactOrigin, type FactSource } from '../model/fact-source.js';
import type { Facts } from '../model/facts.js';
import type { SelfDescription } from '../model/identity.js';
import type { Resource } from '../model/resource.js';
import { diagnosticKeys } from '../resources/registry/diagnostics.js';
import { nameAccounts, ownAccounts, resolveLogons } from './accounts.js';
import { factsOfDirectory } from './exchange-directory.js';
import { factsOfRegistry } from './from-registry.js';
import { findPeople } from './people.js';
import { discoveredValues, readPlaces } from './registry-places.js';
import {
  discoveredServices,
  exchangeLogon,
  isKeyName,
  ownLogons,
  readServices,
  rolesOf,
  someRead,
} from './services.js';

/** What discovery looks with. */
export interface DiscoverOptions {
  readonly access: Access;
  /** What the server says about itself over the wire. */
  readonly self?: SelfDescription | undefined;
  /** Lists and names that the server tells. */
  readonly census?: Census | undefined;
  /** What its Exchange directory lists. */
  readonly directory?: DirectoryListing | undefined;
  /** What the target told of itself beside what is read. */
  readonly told?: Partial<Facts> | undefined;
  /** Who administers Exchange in the operator's word, where the directory does not tell; a group is looked into. */
  readonly administrators?: string | undefined;
  /** When it is looked. */
  readonly now: Date;
  /** Where everything comes from that is not asked of a server on the network: a kit, a person, the lab. */
  readonly origin?: FactOrigin | undefined;
}

/** All that discovery may read of a server, one by one. */
export const discovered: readonly Resource[] = [...discoveredValues, ...discoveredServices];

/** Where members of the facts were found, and what they are; undefined where it was looked in vain. */
type Found = readonly [FactOrigin, { readonly [Member in keyof Facts]?: Facts[Member] | undefined }];

/** Finds out the facts about a server from readings alone. @throws TargetError when the server cannot be asked */
export async function discover({
  access,
  self,
  census,
  directory,
  told = {},
  administrators: given,
  now,
  origin,
}: DiscoverOptions): Promise<Facts> {
  // A person would have to look up each service at the console; a few questions do instead (asked-facts.ts)
  const byHand = origin === 'operator';
  const places = await readPlaces(access, byHand);
  const name = (self?.name ?? places.text('computerName') ?? 'UNKNOWN').toUpperCase();
  const registry = factsOfRegistry(places);
  const ofSite =
    directory === undefined ? {} : await factsOfDirectory(access, directory, { ...registry, name });
  const administrators = ofSite.exchangeAdministrators?.map(({ sid }) => sid) ?? [given ?? []].flat();
  const found: readonly Found[] = [
    [self === undefined ? 'registry' : 'lsa', { name }],
    ['lsa', aboutItself(self, places.text('productType'))],
    ['registry', registry],
    ['directory', ofSite],
    ['sam', told],
    ...(byHand ? [] : await fromServices(access, census, { ...self, name }, administrators)),
  ];
  const source = (from: FactOrigin): FactSource => ({ from: origin ?? from, at: now.toISOString() });
  return { name, ...gather(found, source) };
}

/** What the services tell, and with a census the people behind them and behind those that administer Exchange. */
async function fromServices(
  access: Access,
  census: Census | undefined,
  server: SelfDescription,
  administrators: readonly string[],
): Promise<readonly Found[]> {
  const listed = (await census?.services())?.filter(isKeyName);
  const services = await readServices(access, listed ?? []);
  const serviceAccounts = await resolveLogons(census, server, ownLogons(services));
  const exchange = exchangeLogon(services, serviceAccounts);
  const told: readonly Found[] = [
    ['services', { ...rolesOf(services), services: listed }],
    ['services', someRead(services) ? { serviceAccounts, serviceAccount: exchange?.account } : {}],
    ['lsa', { serviceAccountSid: exchange?.sid }],
  ];
  if (census === undefined) return told;
  const categories = await census.valueNames(Object.values(diagnosticKeys));
  const people = await findPeople(access, census, server, administrators);
  const sids = [
    ...people.people.map(({ sid }) => sid),
    ...Object.values(serviceAccounts).flatMap(({ sid }) => sid ?? []),
  ];
  const names = await nameAccounts(census, server, sids);
  return [
    ...told,
    ['sam', people],
    ['sam', { ownAccounts: await ownAccounts(census, server) }],
    ['registry', { diagnosticCategories: categories && Object.fromEntries(categories) }],
    ['shares', { shares: await census.shares(), drives: await census.drives() }],
    ['lsa', { ...names, trustedDomains: await census.trustedDomains() }],
  ];
}

function aboutItself(self: SelfDescription | undefined, productType: string | undefined): Found[1] {
  const { machineSid, domain, domainSid, controllerRole } = self ?? {};
  const roleOf = (): Facts['domainRole'] => {
    if (productType === 'LanmanNT') return controllerRole && `${controllerRole} controller`;
    // Who told its own SID would have told its domain's
    if (productType !== 'ServerNT' || machineSid === undefined) return undefined;
    return domainSid === undefined ? 'stand-alone' : 'member';
  };
  return { machineSid, domain, domainSid, domainRole: roleOf() };
}

/** Puts together what was found. What came first stays, but one sign that something is there outweighs another that is missing. */
function gather(found: readonly Found[], source: (from: FactOrigin) => FactSource): Partial<Facts> {
  let facts: Partial<Facts> = {};
  let sources: Readonly<Record<string, FactSource>> = {};
  for (const [from, members] of found) {
    const known = facts;
    const isNews = ([member, value]: readonly [string, unknown]): boolean => {
      const before = Object.entries(known).find(([one]) => one === member)?.[1];
      return before === undefined || (before === false && value === true);
    };
    const news = Object.fromEntries(Object.entries(defined(members)).filter(isNews));
    facts = { ...facts, ...news };
    sources = { ...sources, ...sourcesOf(Object.keys(news), source(from)) };
  }
  return { ...facts, sources };
}
