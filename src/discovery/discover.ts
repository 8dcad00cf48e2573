import { defined } from '../defined.js';
import type { Access } from '../model/access.js';
import { sourcesOf, type FactOrigin } from '../model/fact-source.js';
import type { Facts } from '../model/facts.js';
import type { SelfDescription } from '../model/identity.js';
import { readPlaces, type Places } from './registry-places.js';

export { discovered } from './registry-places.js';

/** What discovery looks with. */
export interface Looking {
  readonly access: Access;
  /** What the server says about itself over the wire. */
  readonly self?: SelfDescription | undefined;
  /** When it is looked. */
  readonly now: Date;
  /** Where everything comes from that is not asked of a server on the network: a kit, a person, the lab. */
  readonly origin?: FactOrigin | undefined;
}

const roles = ['ServerNT', 'LanmanNT', 'WinNT'] as const;

/** Finds out the facts about a server from readings alone. @throws TargetError when the server cannot be asked */
export async function discover({ access, self, now, origin }: Looking): Promise<Facts> {
  const places = await readPlaces(access);
  const told = defined({
    machineSid: self?.machineSid,
    domain: self?.domain,
    domainSid: self?.domainSid,
  });
  const read = fromRegistry(places);
  const source = (from: FactOrigin): { readonly from: FactOrigin; readonly at: string } => ({
    from: origin ?? from,
    at: now.toISOString(),
  });
  return {
    ...told,
    ...read,
    name: (self?.name ?? places.text('computerName') ?? 'UNKNOWN').toUpperCase(),
    sources: {
      ...sourcesOf(Object.keys(told), source('lsa')),
      ...sourcesOf(Object.keys(read), source('registry')),
      ...sourcesOf(['name'], source(self === undefined ? 'registry' : 'lsa')),
    },
  };
}

/** What follows from the registry alone. */
function fromRegistry({ known, text, number }: Places): Partial<Facts> {
  const [, ownOrganization, ownSite] =
    /^\/o=([^/]+)\/ou=([^/]+)\/cn=Configuration\/cn=Servers\//i.exec(text('transferAgent') ?? '') ?? [];
  const [host, domain] = [text('hostName'), text('domainName')];
  return defined({
    installDate: number('installDate'),
    role: roles.find((role) => role === text('productType')),
    windows: text('currentVersion'),
    servicePack: known('csdVersion') ? packNumber(text('csdVersion')) : undefined,
    exchangeServicePack: number('exchangePack'),
    outlookWebAccess: known('webServer') ? text('webServer') !== undefined : undefined,
    internetMailService: known('mailService') ? number('mailService') !== undefined : undefined,
    organization: ownOrganization ?? text('organization'),
    site: ownSite ?? text('site'),
    systemRoot: text('systemRoot'),
    exchangeFolder: text('exchangeFolder'),
    fullyQualifiedName: host !== undefined && domain !== undefined ? `${host}.${domain}` : undefined,
  });
}

/** `Service Pack 6` is 6; no text is 0: nothing was installed. */
function packNumber(text: string | undefined): number | undefined {
  if (text === undefined) return 0;
  const found = /(\d+)/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
