import type { Access } from '../model/access.js';
import { meaning, type Meaning } from '../resources/registry/data.js';
import { kind as registryValue } from '../resources/registry-value.js';
import type { Resource } from '../model/resource.js';

const windowsNt = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control';
const services = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';
const exchangeSetup = 'HKLM\\SOFTWARE\\Microsoft\\Exchange\\Setup';

/** Where the facts stand (windows-nt4, detection; patches, ex55-sp4). They are what a person is asked for too. */
const basic = {
  computerName: value(`${control}\\ComputerName\\ComputerName`, 'ComputerName'),
  productType: value(`${control}\\ProductOptions`, 'ProductType'),
  currentVersion: value(windowsNt, 'CurrentVersion'),
  csdVersion: value(windowsNt, 'CSDVersion'),
  installDate: value(windowsNt, 'InstallDate'),
  exchangePack: value(exchangeSetup, 'ServicePackNumber'),
  webServer: value(`${services}\\MSExchangeWEB\\Parameters`, 'Server'),
  mailService: value(`${services}\\MSExchangeIMC\\Diagnostics`, '1 Initialization/Termination'),
  // Q293088
  transferAgent: value(`${services}\\MSExchangeMTA\\Parameters`, 'X500 DN'),
  organization: value(`${services}\\MSExchangeWEB\\Parameters`, 'Enterprise'),
  site: value(`${services}\\MSExchangeWEB\\Parameters`, 'Site'),
  systemRoot: value(windowsNt, 'SystemRoot'),
  exchangeFolder: value(exchangeSetup, 'Services'),
  hostName: value(`${services}\\Tcpip\\Parameters`, 'Hostname'),
  domainName: value(`${services}\\Tcpip\\Parameters`, 'Domain'),
} as const;

/** Further places, read where a program can. */
const places = {
  ...basic,
  // `Terminal Server` is in this list on Terminal Server Edition
  productSuite: value(`${control}\\ProductOptions`, 'ProductSuite'),
  installLanguage: value(`${control}\\Nls\\Language`, 'InstallLanguage'),
  language: value(`${control}\\Nls\\Language`, 'Default'),
  ansiCodePage: value(`${control}\\Nls\\CodePage`, 'ACP'),
  oemCodePage: value(`${control}\\Nls\\CodePage`, 'OEMCP'),
  trackingLog: value(`${services}\\MSExchangeSA\\Parameters`, 'Log Directory'),
  webServerVersion: value(`${services}\\W3SVC\\Parameters`, 'MajorVersion'),
} as const;

export type Place = keyof typeof places;

/** All that discovery reads of the registry. */
export const discoveredValues: readonly Resource[] = Object.values(places);

/** What the places held. */
export interface Places {
  /** False of one that could not be read: nothing follows from it. */
  known(place: Place): boolean;
  /** Undefined where it is absent, empty, unreadable or no text. */
  text(place: Place): string | undefined;
  number(place: Place): number | undefined;
  list(place: Place): readonly string[] | undefined;
}

/** @param basicOnly where a person has to look up each. @throws TargetError when the server cannot be asked */
export async function readPlaces(access: Access, basicOnly: boolean): Promise<Places> {
  const names = Object.keys(basicOnly ? basic : places) as Place[];
  const readings = await access.read(names.map((name) => places[name]));
  const data = new Map<Place, Meaning | undefined>();
  names.forEach((name, index) => {
    const reading = registryValue.typed(readings[index] ?? { state: 'unreadable', reason: '' });
    if (reading.state === 'present') data.set(name, meaning(reading.value));
    if (reading.state === 'absent') data.set(name, undefined);
  });
  return {
    known: (place) => data.has(place),
    text(place) {
      const found = data.get(place);
      return typeof found === 'string' && found !== '' ? found : undefined;
    },
    number(place) {
      const found = data.get(place);
      return typeof found === 'number' ? found : undefined;
    },
    list(place) {
      const found = data.get(place);
      return typeof found === 'object' ? found : undefined;
    },
  };
}

function value(key: string, name: string): Resource {
  return registryValue.resource({ key, name });
}
