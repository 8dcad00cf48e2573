import { defined } from '../defined.js';
import type { Access } from '../model/access.js';
import type { ConnectorState, Facts } from '../model/facts.js';
import type { ServiceLogon } from '../model/principal.js';
import type { Reading } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import { kind as serviceKind, service, type ServiceValue } from '../resources/service.js';
import { system } from '../resources/account/sid.js';

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

export type Services = ReadonlyMap<string, Reading<ServiceValue>>;

/** Reads the telling services and those listed. @throws TargetError when the server cannot be asked */
export async function readServices(access: Access, listed: readonly string[]): Promise<Services> {
  const names = [...new Set([...tellingServices, ...listed.filter(isKeyName)])];
  const readings = await access.read(names.map((name) => service(name).resource));
  return new Map(
    names.map((name, index) => [
      name,
      serviceKind.typed(readings[index] ?? { state: 'unreadable', reason: 'no reading' }),
    ]),
  );
}

/** Whether the server showed any of its services. */
export const someRead = (services: Services): boolean =>
  [...services.values()].some(({ state }) => state === 'present');

/** What is installed, as far as services tell; a service that could not be read tells nothing. */
export function rolesOf(services: Services): Partial<Facts> {
  const has = (name: (typeof tellingServices)[number]): boolean | undefined => {
    const reading = services.get(name);
    return reading === undefined || reading.state === 'unreadable' ? undefined : reading.state === 'present';
  };
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
export function logonsOf(services: Services): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...services].flatMap(([name, reading]): [string, string][] => {
      const account = reading.state === 'present' ? reading.value.account : undefined;
      return account === undefined || account === '' || isSystem(account) ? [] : [[name, account]];
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
  const attendant = services.get('MSExchangeSA');
  if (attendant?.state !== 'present' || attendant.value.account === undefined) return undefined;
  return isSystem(attendant.value.account)
    ? { account: attendant.value.account, sid: system }
    : logons['MSExchangeSA'];
};

function connectorState(reading: Reading<ServiceValue> | undefined): ConnectorState | undefined {
  if (reading === undefined || reading.state === 'unreadable') return undefined;
  return reading.state === 'absent' || reading.value.start === 'disabled' ? 'none' : 'installed';
}

const isSystem = (account: string): boolean => account.toLowerCase() === 'localsystem';

/** A name that an address of a service may hold. */
const isKeyName = (name: string): boolean => /^[^\\/"\p{Cc}]{1,256}$/u.test(name);
