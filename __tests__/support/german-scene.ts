import { kindOf } from '../../src/model/kind.js';
import { kind as registryValue } from '../../src/resources/registry-value.js';
import type { Scene } from '../../src/targets/lab/scene.js';
import type { StoredReading } from '../../src/targets/store.js';

/** Names on a server set up from a German CD, by SID or key name; nothing else differs (Q172185, Q198957). */
const principals: Readonly<Record<string, string>> = {
  'S-1-1-0': 'Jeder',
  'S-1-3-0': 'ERSTELLER-BESITZER',
  'S-1-5-18': 'NT-AUTORITÄT\\SYSTEM',
  'S-1-5-11': 'NT-AUTORITÄT\\Authentifizierte Benutzer',
  'S-1-5-32-544': 'VORDEFINIERT\\Administratoren',
  'S-1-5-32-545': 'VORDEFINIERT\\Benutzer',
  'S-1-5-32-546': 'VORDEFINIERT\\Gäste',
  'S-1-5-32-547': 'VORDEFINIERT\\Hauptbenutzer',
  'S-1-5-32-551': 'VORDEFINIERT\\Sicherungs-Operatoren',
  'S-1-5-32-552': 'VORDEFINIERT\\Replikations-Operator',
  'S-1-5-21-1284227242-1935655697-725345543-501': 'NTEX01\\Gast',
  'S-1-5-21-1060284298-1417001333-682003330-501': 'EXAMPLE\\Gast',
  'S-1-5-21-1060284298-1417001333-682003330-512': 'EXAMPLE\\Domänen-Admins',
  'S-1-5-21-1060284298-1417001333-682003330-513': 'EXAMPLE\\Domänen-Benutzer',
  'S-1-5-21-1060284298-1417001333-682003330-514': 'EXAMPLE\\Domänen-Gäste',
};
const accounts: Readonly<Record<number, string>> = { 501: 'Gast' };
const services: Readonly<Record<string, string>> = {
  Alerter: 'Warndienst',
  Messenger: 'Nachrichtendienst',
  Browser: 'Computer-Suchdienst',
  LanmanWorkstation: 'Arbeitsstationsdienst',
  Netlogon: 'Anmeldedienst',
  EventLog: 'Ereignisprotokoll',
  Schedule: 'Zeitplandienst',
  Spooler: 'Druckwarteschlange',
  ClipSrv: 'Ablagemappenserver',
};

const nls = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls';

const language: readonly StoredReading[] = [
  { key: `${nls}\\Language`, name: 'InstallLanguage', data: '0407' },
  { key: `${nls}\\CodePage`, name: 'OEMCP', data: '850' },
].map(({ key, name, data }) => ({
  resource: registryValue.resource({ key, name }),
  reading: { state: 'present', value: { type: 'REG_SZ', data } },
}));

/** The same server set up from a German CD. */
export const german = ({ server, population, resources }: Scene): Scene => ({
  server,
  population: {
    ...population,
    principals: population.principals.map((one) => ({ ...one, name: principals[one.sid] ?? one.name })),
  },
  resources: inGerman(resources),
});

/** Readings as a German server gives them. */
export const inGerman = (entries: readonly StoredReading[]): readonly StoredReading[] => [
  ...entries.map(translated),
  ...language,
];

function translated(entry: StoredReading): StoredReading {
  const { resource, reading } = entry;
  const { sid, rid, name } = resource.address as { sid?: string; rid?: number; name?: string };
  const members =
    resource.kind === 'group-membership'
      ? { name: principals[sid ?? '']?.split('\\').at(-1) }
      : resource.kind === 'account'
        ? { name: accounts[rid ?? 0] }
        : resource.kind === 'service'
          ? { display: services[name ?? ''] }
          : {};
  const named = Object.entries(members).filter(([, word]) => word !== undefined);
  if (reading.state !== 'present' || named.length === 0) return entry;
  const value = kindOf(resource).value({ ...(reading.value as object), ...Object.fromEntries(named) });
  return { ...entry, reading: { state: 'present', value } };
}
