import { defined } from '../defined.js';
import { TargetError } from '../errors.js';
import type { Access } from '../model/access.js';
import type { DirectoryListing } from '../model/census.js';
import type { Facts } from '../model/facts.js';
import type { ExchangeAdministrator } from '../model/principal.js';
import type { Reading } from '../model/reading.js';
import { allowedBy } from '../resources/acl/allowed.js';
import {
  directoryAttribute,
  distinguishedName,
  kind as attributeKind,
} from '../resources/directory-attribute.js';

/** Which server of which site. */
type Place = Pick<Facts, 'name' | 'organization' | 'site'>;

/**
 * The other servers of the site, what connects it, and who administers Exchange, by names of the directory (exchange55, naming). What
 * it does not show whole stays unknown.
 */
export async function factsOfDirectory(
  access: Access,
  directory: DirectoryListing,
  { name, organization, site }: Place,
): Promise<Partial<Facts>> {
  if (organization === undefined || site === undefined) return {};
  const top = `o=${organization}`;
  const configuration = `cn=Configuration,ou=${site},${top}`;
  if (!distinguishedName.safeParse(configuration).success) return {};
  const servers = await directory.namesBelow(`cn=Servers,${configuration}`);
  // Nobody agreed to ask, or it hides what must be there: then it may hide more
  if (servers?.some((one) => one.toUpperCase() === name) !== true) return {};
  return defined({
    otherServersOfSite: servers.filter((one) => one.toUpperCase() !== name).sort(),
    siteConnections: await directory.namesBelow(`cn=Connections,${configuration}`),
    exchangeAdministrators: await administratorsOf(access, [top, `ou=${site},${top}`, configuration]),
  });
}

/**
 * Rights of the Exchange directory that make an administrator: to modify what is an administrator's, or permissions. The numbers are
 * told by a maker of libraries alone (extendedmapi.com, imidev/exc/security/dir.htm), so they are of medium confidence.
 */
const administers = 0x04 | 0x80;

/** Everybody with such a right on one of these objects; undefined where one of them does not show its permissions. */
async function administratorsOf(
  access: Access,
  names: readonly string[],
): Promise<readonly ExchangeAdministrator[] | undefined> {
  const readings = await readQuietly(
    access,
    names.map((dn) => directoryAttribute(dn, 'NT-Security-Descriptor').resource),
  );
  const granted = new Map<string, readonly string[]>();
  for (const [index, dn] of names.entries()) {
    const reading = readings[index];
    const typed = reading === undefined ? undefined : attributeKind.typed(reading);
    const [digits = '', ...more] = typed?.state === 'present' ? typed.value.values : [];
    const allowed = more.length > 0 ? undefined : allowedBy(Buffer.from(digits, 'hex'));
    if (allowed === undefined) return undefined;
    for (const { sid, mask } of allowed) {
      const on = granted.get(sid) ?? [];
      if ((mask & administers) !== 0 && !on.includes(dn)) granted.set(sid, [...on, dn]);
    }
  }
  return [...granted].map(([sid, on]) => ({ sid, on }));
}

/** A directory that went away is told of by the steps that need it; what it would have told stays unknown. */
async function readQuietly(
  access: Access,
  resources: Parameters<Access['read']>[0],
): Promise<readonly Reading[]> {
  try {
    return await access.read(resources);
  } catch (error) {
    if (error instanceof TargetError) return [];
    throw error;
  }
}
