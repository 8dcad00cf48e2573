import { kindOf } from '../../src/model/kind.js';
import type { StoredReading } from '../../src/targets/store.js';

/** Names on a server set up from a German CD, by SID or key name; nothing else differs (Q172185, Q198957). */
const groups: Readonly<Record<string, string>> = {
  'S-1-5-32-544': 'Administratoren',
  'S-1-5-32-545': 'Benutzer',
  'S-1-5-32-546': 'Gäste',
  'S-1-5-32-547': 'Hauptbenutzer',
  'S-1-5-32-551': 'Sicherungs-Operatoren',
  'S-1-5-32-552': 'Replikations-Operator',
  'S-1-5-21-1060284298-1417001333-682003330-512': 'Domänen-Admins',
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

/** The same server in German. */
export const inGerman = (entries: readonly StoredReading[]): readonly StoredReading[] =>
  entries.map(translated);

function translated(entry: StoredReading): StoredReading {
  const { resource, reading } = entry;
  const { sid, rid, name } = resource.address as { sid?: string; rid?: number; name?: string };
  const members =
    resource.kind === 'group-membership'
      ? { name: groups[sid ?? ''] }
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
