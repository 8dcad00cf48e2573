import { defined } from '../defined.js';
import type { Access } from '../model/access.js';
import type { ConnectorState, Facts } from '../model/facts.js';
import type { ServiceLogon } from '../model/principal.js';
import type { Resource } from '../model/resource.js';
import { meaning } from '../resources/registry/data.js';
import { kind as registryValue } from '../resources/registry-value.js';
import { kind as serviceKind, service, startTypes, type ServiceValue } from '../resources/service.js';
import { system } from '../resources/account/sid.js';

const services = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';

/** What the roles of a server show in; names of services are not translated (windows-nt4, services). */
const tellingServices = [
  'IISADMIN',
  'W3SVC',
  'ClusSvc',
  'MSExchangeSA',
  'MSExchangeDS',
  'MSExchangeIS',
  'MSExchangeMTA',
  'MSExchangeIMC',
  'MSExchangeMSMI',
  'MSExchangeDX',
  'MSExchangeCCMC',
  'LME-NOTES',
] as const;

/** Services that the facts follow from, whether or not the server lists its services. */
export const discoveredServices: readonly Resource[] = tellingServices.map((name) => service(name).resource);

/** A service as far as discovery needs it. */
interface Seen {
  readonly installed: boolean;
  readonly disabled: boolean;
  /** What it logs on as; undefined where that was not read. */
  readonly account?: string;
}

/** By key name; a service about which nothing could be found out is not in it. */
export type Services = ReadonlyMap<string, Seen>;

/** Looks at the telling services and those listed. @throws TargetError when the server cannot be asked */
export async function readServices(access: Access, listed: readonly string[]): Promise<Services> {
  const names = [...new Set([...tellingServices, ...listed])];
  const readings = await access.read(names.map((name) => service(name).resource));
  const seen = new Map<string, Seen>();
  const unseen: string[] = [];
  names.forEach((name, index) => {
    const reading = serviceKind.typed(readings[index] ?? { state: 'unreadable', reason: 'no reading' });
    if (reading.state === 'unreadable') unseen.push(name);
    else seen.set(name, reading.state === 'absent' ? notThere : ofService(reading.value));
  });
  for (const [name, found] of await lookInRegistry(access, unseen)) seen.set(name, found);
  return seen;
}

const notThere: Seen = { installed: false, disabled: false };

const ofService = ({ start, account }: ServiceValue): Seen => ({
  installed: true,
  disabled: start === 'disabled',
  ...defined({ account }),
});

/** A service may refuse to show its state, or be on its way to another; what it is configured to stands in the registry. */
async function lookInRegistry(access: Access, names: readonly string[]): Promise<Services> {
  if (names.length === 0) return new Map();
  const resources = ['Start', 'ObjectName'].map((value) =>
    names.map((name) => registryValue.resource({ key: `${services}\\${name}`, name: value })),
  );
  const readings = (await access.read(resources.flat())).map(registryValue.typed);
  return new Map(
    names.flatMap((name, index): [string, Seen][] => {
      const [start, account] = [readings[index], readings[names.length + index]];
      if (start?.state === 'absent') return [[name, notThere]];
      if (start?.state !== 'present') return [];
      const words = account?.state === 'present' ? meaning(account.value) : undefined;
      return [
        [
          name,
          {
            installed: true,
            disabled: meaning(start.value) === startTypes.indexOf('disabled'),
            ...defined({ account: typeof words === 'string' ? words : undefined }),
          },
        ],
      ];
    }),
  );
}

/** Whether the server showed any of its services. */
export const someRead = (services: Services): boolean =>
  [...services.values()].some(({ installed }) => installed);

/** What is installed, as far as services tell; a service that could not be read tells nothing. */
export function rolesOf(services: Services): Partial<Facts> {
  const has = (name: (typeof tellingServices)[number]): boolean | undefined => services.get(name)?.installed;
  const web = [has('W3SVC'), has('IISADMIN')];
  const connectors = defined({
    'ms-mail': connectorState(services.get('MSExchangeMSMI')),
    'cc-mail': connectorState(services.get('MSExchangeCCMC')),
    notes: connectorState(services.get('LME-NOTES')),
    dirsync: connectorState(services.get('MSExchangeDX')),
  });
  return defined({
    internetInformationServer: web.includes(true) ? true : web.includes(undefined) ? undefined : false,
    exchange: has('MSExchangeSA'),
    internetMailService: has('MSExchangeIMC'),
    cluster: has('ClusSvc'),
    connectors: Object.keys(connectors).length === 0 ? undefined : connectors,
    msMailConnector: connectors['ms-mail'] === 'none' ? false : undefined,
  });
}

/** The logons of services that have an account of their own; the others run as the system itself. */
export function ownLogons(services: Services): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...services].flatMap(([name, { account = '' }]): [string, string][] => {
      return account === '' || isSystem(account) ? [] : [[name, account]];
    }),
  );
}

/**
 * The logon that Exchange has in common: that of the System Attendant (exchange55, service_account). Undefined where it was not
 * read.
 */
export const exchangeLogon = (
  services: Services,
  logons: Readonly<Record<string, ServiceLogon>>,
): ServiceLogon | undefined => {
  const { account } = services.get('MSExchangeSA') ?? {};
  if (account === undefined) return undefined;
  return isSystem(account) ? { account, sid: system } : logons['MSExchangeSA'];
};

function connectorState(seen: Seen | undefined): ConnectorState | undefined {
  if (seen === undefined) return undefined;
  return !seen.installed || seen.disabled ? 'none' : 'installed';
}

const isSystem = (account: string): boolean => account.toLowerCase() === 'localsystem';

/** A name that an address of a service may hold. */
export const isKeyName = (name: string): boolean => /^[^\\/"\p{Cc}]{1,256}$/u.test(name);
