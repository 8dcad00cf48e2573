import { UsageError } from '../errors.js';
import type { Census } from '../model/census.js';
import type { Facts } from '../model/facts.js';
import type { Json } from '../model/reading.js';
import { administrators, inDomain } from '../resources/account/sid.js';

type Server = Pick<Facts, 'name' | 'machineSid' | 'domainSid' | 'trustedDomains'>;

/** What an account typed by name or SID comes to. */
export type TypedAccount = { readonly sid: string } | { readonly problem: string };

/** Looks an account up that was typed as `EXAMPLE\name` or as a SID. @throws TargetError */
export async function accountTyped(text: string, census: Census, server: Server): Promise<TypedAccount> {
  const typed = text.trim();
  if (isSid(typed)) {
    const sid = typed.toUpperCase();
    const strangers = await strangersAmong([sid], census, server);
    return strangers.length === 0 ? { sid } : { problem: nobody(strangers, server) };
  }
  const [found, ...more] = await census.withNames([typed]);
  return found !== undefined && more.length === 0
    ? { sid: found.sid }
    : { problem: `${server.name} knows no account or group ${typed}. Type it as DOMAIN\\name.` };
}

/**
 * Why SIDs that a person gave, wherever they stand in it, cannot be meant: the server knows none of them. Undefined where it knows them
 * all, or cannot be asked.
 * @throws TargetError
 */
export async function problemOfSids(
  given: Json,
  census: Census | undefined,
  server: Server,
): Promise<string | undefined> {
  if (census === undefined) return undefined;
  const strangers = await strangersAmong(sidsIn(given), census, server);
  return strangers.length === 0 ? undefined : nobody(strangers, server);
}

/** @throws UsageError that names SIDs in answers given beforehand that the server does not know */
export async function refuseStrangers(
  given: Json,
  census: Census | undefined,
  server: Server,
): Promise<void> {
  const problem = await problemOfSids(given, census, server);
  if (problem !== undefined) throw new UsageError(`The answers do not fit: ${problem} Nothing was written.`);
}

/**
 * Those that the server would know if they were somebody's. It may be unable to ask the domain of an account just now: then not even
 * those are known whom every domain has, and nothing follows.
 */
async function strangersAmong(
  given: readonly string[],
  census: Census,
  server: Server,
): Promise<readonly string[]> {
  const sids = [...new Set(given.map((sid) => sid.toUpperCase()))];
  if (sids.length === 0) return [];
  const known = new Set(
    (await census.named([administrators, ...sids, ...sids.flatMap(witnesses)])).map(({ sid }) => sid),
  );
  if (!known.has(administrators)) return [];
  const itsDomains = [
    server.machineSid,
    server.domainSid,
    ...(server.trustedDomains ?? []).map(({ sid }) => sid),
  ];
  return sids.filter((sid) => {
    if (known.has(sid)) return false;
    const domain = domainOf(sid);
    const answers = witnesses(sid).some((one) => known.has(one));
    if (domain === sid) return !answers && !itsDomains.includes(domain);
    return answers || !itsDomains.includes(domain);
  });
}

/** The built-in administrator and Domain Users of a SID's domain or server. */
const witnesses = (sid: string): readonly string[] => {
  const domain = domainOf(sid);
  return domain === undefined ? [] : [inDomain(domain, 500), inDomain(domain, 513)];
};

/** The domain or server that an account belongs to, or that is meant itself. */
const domainOf = (sid: string): string | undefined => /^S-1-5-21(-\d+){3}(?=-|$)/.exec(sid)?.[0];

function sidsIn(given: Json): readonly string[] {
  if (typeof given === 'string') return isSid(given.trim()) ? [given.trim()] : [];
  if (typeof given !== 'object' || given === null) return [];
  return Object.values(given).flatMap(sidsIn);
}

const isSid = (text: string): boolean => /^S-1(-\d+){2,}$/i.test(text);

const nobody = (sids: readonly string[], { name }: Server): string =>
  `${name} knows nobody with the SID ${sids.join(' or ')}. ` +
  'Look it up again: getsid of the Resource Kit shows the SID of a name.';
