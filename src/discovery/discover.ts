import type { Access } from '../model/access.js';
import { meaning, type Meaning } from '../resources/registry/data.js';
import { kind as registryValue } from '../resources/registry-value.js';
import type { Resource } from '../model/resource.js';
import type { Facts } from '../model/facts.js';
import type { SelfDescription } from '../model/identity.js';

const windowsNt = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control';
const services = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';

/** Where the facts stand (windows-nt4, detection; patches, ex55-sp4). */
const places = {
  computerName: value(`${control}\\ComputerName\\ComputerName`, 'ComputerName'),
  productType: value(`${control}\\ProductOptions`, 'ProductType'),
  currentVersion: value(windowsNt, 'CurrentVersion'),
  csdVersion: value(windowsNt, 'CSDVersion'),
  installDate: value(windowsNt, 'InstallDate'),
  exchangePack: value('HKLM\\SOFTWARE\\Microsoft\\Exchange\\Setup', 'ServicePackNumber'),
  webServer: value(`${services}\\MSExchangeWEB\\Parameters`, 'Server'),
  mailService: value(`${services}\\MSExchangeIMC\\Diagnostics`, '1 Initialization/Termination'),
  // Q293088
  transferAgent: value(`${services}\\MSExchangeMTA\\Parameters`, 'X500 DN'),
  organization: value(`${services}\\MSExchangeWEB\\Parameters`, 'Enterprise'),
  site: value(`${services}\\MSExchangeWEB\\Parameters`, 'Site'),
  systemRoot: value(windowsNt, 'SystemRoot'),
  exchangeFolder: value('HKLM\\SOFTWARE\\Microsoft\\Exchange\\Setup', 'Services'),
  hostName: value(`${services}\\Tcpip\\Parameters`, 'Hostname'),
  domainName: value(`${services}\\Tcpip\\Parameters`, 'Domain'),
} as const;

const roles = ['ServerNT', 'LanmanNT', 'WinNT'] as const;

type Place = keyof typeof places;

/** All that discovery reads. */
export const discovered: readonly Resource[] = Object.values(places);

/** Finds out the facts about a server from readings alone. @throws TargetError when the server cannot be asked */
export async function discover(access: Access, self: SelfDescription | undefined): Promise<Facts> {
  const names = Object.keys(places) as Place[];
  const readings = await access.read(names.map((name) => places[name]));
  const at = (place: Place): { readonly known: boolean; readonly data?: Meaning | undefined } => {
    const reading = registryValue.typed(
      readings[names.indexOf(place)] ?? { state: 'unreadable', reason: '' },
    );
    if (reading.state === 'unreadable') return { known: false };
    return { known: true, ...(reading.state === 'present' && { data: meaning(reading.value) }) };
  };
  const text = (place: Place): string | undefined => {
    const { data } = at(place);
    return typeof data === 'string' && data !== '' ? data : undefined;
  };
  const number = (place: Place): number | undefined => {
    const { data } = at(place);
    return typeof data === 'number' ? data : undefined;
  };
  const [, ownOrganization, ownSite] =
    /^\/o=([^/]+)\/ou=([^/]+)\/cn=Configuration\/cn=Servers\//i.exec(text('transferAgent') ?? '') ?? [];
  const [host, domain] = [text('hostName'), text('domainName')];
  const known: { readonly [Member in keyof Facts]?: Facts[Member] | undefined } & { readonly name: string } =
    {
      name: (self?.name ?? text('computerName') ?? 'UNKNOWN').toUpperCase(),
      machineSid: self?.machineSid,
      domain: self?.domain,
      domainSid: self?.domainSid,
      installDate: number('installDate'),
      role: roles.find((role) => role === text('productType')),
      windows: text('currentVersion'),
      servicePack: at('csdVersion').known ? packNumber(text('csdVersion')) : undefined,
      exchangeServicePack: number('exchangePack'),
      outlookWebAccess: at('webServer').known ? text('webServer') !== undefined : undefined,
      internetMailService: at('mailService').known ? number('mailService') !== undefined : undefined,
      organization: ownOrganization ?? text('organization'),
      site: ownSite ?? text('site'),
      systemRoot: text('systemRoot'),
      exchangeFolder: text('exchangeFolder'),
      fullyQualifiedName: host !== undefined && domain !== undefined ? `${host}.${domain}` : undefined,
    };
  // Dropping the undefined members is what turns `| undefined` into optional.
  return Object.fromEntries(
    Object.entries(known).filter(([, member]) => member !== undefined),
  ) as unknown as Facts;
}

/** `Service Pack 6` is 6; no text is 0: nothing was installed. */
function packNumber(text: string | undefined): number | undefined {
  if (text === undefined) return 0;
  const found = /(\d+)/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

function value(key: string, name: string): Resource {
  return registryValue.resource({ key, name });
}
