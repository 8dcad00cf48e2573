import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import type { Reading } from '../../../src/model/reading.js';
import type { Found, Objection } from '../../../src/model/step.js';
import type { Expectation } from '../../../src/model/expectation.js';
import { folderAcl, kind as folderKind } from '../../../src/resources/folder-acl.js';
import { meaning } from '../../../src/resources/registry/data.js';
import { kind as registryKind } from '../../../src/resources/registry-value.js';
import { shareAcl } from '../../../src/resources/share-acl.js';
import { administrators, everyone, system } from '../../../src/resources/account/sid.js';
import {
  exchangeAdministratorsOf,
  exchangeAdministratorsOption,
  serviceAccountOf,
  serviceAccountOption,
} from './exchange-accounts.js';
import { folderOnDrive } from '../../folder.js';
import { defineRoleStep } from '../../role-step.js';

/** The shares of the article; setup lets Everyone read them (Q152808, Q186787). */
const articleShares = ['Add-ins', 'Address', 'connect$', 'Resources', 'tracking.log'];

const options = z.strictObject({
  maildata: z
    .enum(['where-unused', 'always', 'never'])
    .default('where-unused')
    .describe('Close maildat$ too, which setup opens to Everyone for the MS Mail Connector'),
  administratorsMay: z
    .enum(['full', 'read'])
    .default('full')
    .describe('What Exchange administrators may do on the shares'),
  trackingLog: z
    .string()
    .regex(/^[a-z]:\\[^"*?<>|\p{Cc}]+$/iu, 'name the folder with its drive')
    .exactOptional()
    .describe('Folder of the tracking logs, where it is not Tracking.log below Exchsrvr'),
  alsoClose: z
    .array(z.string().regex(/^[^\\/"\p{Cc}]{1,80}$/u, 'a share name has no slash or quotation mark'))
    .default([])
    .describe('Further shares of the Exchange folder to close in the same way'),
  serviceAccount: serviceAccountOption,
  exchangeAdministrators: exchangeAdministratorsOption,
});

type Options = z.infer<typeof options>;

const logDirectory = registryKind.resource({
  key: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeSA\\Parameters',
  name: 'Log Directory',
});

export const exchangeSharesStep = defineRoleStep('exchange', {
  id: 'exchange-shares',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-13', 'G-05'],
  line: 31,
  title: 'Close the Exchange shares and the tracking logs to Everyone',
  why:
    'Exchange shares five folders with everybody on the network, the tracking logs among them, which say who writes to whom. ' +
    'Administrators, Exchange administrators and the service account are let in before Everyone goes, in one write.',
  mayBreak: [
    'Exchange service packs and setup let Everyone in again: look again with batten status after each (Q202258, Q186787).',
    'Whoever runs Exchange Administrator without read access to Add-ins is told that an extension could not be loaded (Q183205, Q186787, Q247276).',
    'Without read access to connect$ the page of the Internet Mail Service complains about character sets (Q153699).',
    'Without the tracking.log share the Message Tracking Center does not find messages of this server (Q317908).',
    'In a site with several servers each needs the service account of the others on its shares, or their System Attendants fail.',
    'Where the service account cannot write to the tracking log folder, tracking stops.',
    'Post offices of MS Mail that reach maildat$ under another account are shut out where it is closed.',
  ],
  sources: [
    ...['Q152808', 'Q202258', 'Q186787', 'Q183205', 'Q247276', 'Q153699', 'Q317908', 'Q169770', 'Q301940'],
    ...['Q317627', 'Q249892'],
  ],
  reversibility: 'automatic',
  effect: 'at once',
  // Setup opens the shares again, and a FAT volume has no permissions to set
  after: ['exchange-service-pack', 'exchange-updates', 'service-account-rights', 'ntfs'],
  unconfirmed: [
    'Only the shares are closed. The folders behind them stay open to Everyone, because Outlook Web Access reads them so (Q317627, Q249892); the tracking logs are the exception.',
    'Log files that already lie in the folder keep permissions of their own until they are replaced there (cacls /T).',
  ],
  options,
  expects: (given, facts) => [
    ...shares(given, facts),
    ...strangers(given, facts),
    logsInThatFolder(given, facts),
    trackingFolder(given, facts),
  ],
  objections: (found, given, facts) => [
    ...unknownPeople(given, facts),
    ...strange(given, facts),
    ...elsewhere(found, given, facts),
  ],
});

function shares(given: Options, facts: Facts): readonly Expectation[] {
  const service = serviceAccountOf(given, facts);
  const people = readers(given, facts);
  const maildata =
    given.maildata === 'always' || (given.maildata === 'where-unused' && facts.msMailConnector === false);
  return [...articleShares, ...(maildata ? ['maildat$'] : []), ...given.alsoClose].map((share) =>
    shareAcl(share).allows({
      full: [administrators, ...known(service), ...(given.administratorsMay === 'full' ? people : [])],
      read: given.administratorsMay === 'read' ? people : [],
      none: [everyone],
    }),
  );
}

/** Further shares that show the Exchange folder or a part of it: they are named, and left to whoever knows what for they are. */
function strangers(given: Options, facts: Facts): readonly Expectation[] {
  const expected = new Set(
    [...articleShares, 'maildat$', ...given.alsoClose].map((name) => name.toLowerCase()),
  );
  const folder = exchangeFolderOf(facts);
  return (facts.shares ?? [])
    .filter(
      ({ name, path }) => !expected.has(name.toLowerCase()) && (holds(path, folder) || holds(folder, path)),
    )
    .map(({ name, path }) => ({
      ...shareAcl(name).allows({ none: [everyone] }),
      words: `does not show ${path} to Everyone`,
      aim: (reading) => reading,
    }));
}

const strange = (given: Options, facts: Facts): readonly Objection[] =>
  strangers(given, facts).map(({ resource }) => ({
    resource,
    reason:
      'Everyone reaches the Exchange folder over this share, which setup did not make. Name it under alsoClose, or close it yourself',
  }));

const holds = (outer: string, inner: string): boolean => `${plain(inner)}\\`.startsWith(`${plain(outer)}\\`);

/** The logs are written by the service account and only read by people (windows-nt4, exch-trackinglog-ntfs). */
function trackingFolder(given: Options, facts: Facts): Expectation {
  return folderAcl(folderOf(given, facts)).allows({
    full: [administrators, system, ...known(serviceAccountOf(given, facts))],
    read: readers(given, facts),
    none: [everyone],
  });
}

/** The System Attendant says where the logs lie (Q169770): another folder than that one is not the one to close. */
function logsInThatFolder(given: Options, facts: Facts): Expectation {
  const folder = folderOf(given, facts);
  return {
    resource: logDirectory,
    words: `names ${folder}, or is absent`,
    met: (reading) => reading.state === 'absent' || isFolder(folderSaid(reading), folder),
    aim: (reading) => reading,
  };
}

/** Undefined where it is no text. */
function folderSaid(reading: Reading): string | undefined {
  const typed = registryKind.typed(reading);
  const said = typed.state === 'present' ? meaning(typed.value) : undefined;
  return typeof said === 'string' ? said : undefined;
}

const isFolder = (said: string | undefined, folder: string): boolean =>
  said !== undefined && plain(said) === plain(folder);

/** What was said, or what the System Attendant says, or what the share of the logs shows, or where setup puts them. */
function folderOf({ trackingLog }: Options, facts: Facts): string {
  if (trackingLog !== undefined) return trackingLog;
  if (facts.trackingLogFolder !== undefined)
    return folderOnDrive(facts.trackingLogFolder, 'the folder of the tracking logs', 'trackingLog');
  const shared = facts.shares?.find(({ name, path }) => name.toLowerCase() === 'tracking.log' && path !== '');
  return shared === undefined
    ? `${folderOnDrive(exchangeFolderOf(facts), 'the folder of Exchange', 'trackingLog')}\\Tracking.log`
    : folderOnDrive(shared.path, 'the folder of the share tracking.log', 'trackingLog');
}

const exchangeFolderOf = ({ exchangeFolder = 'C:\\Exchsrvr' }: Facts): string => exchangeFolder;

/** Everyone goes only when those who need the shares are known to be let in. */
function unknownPeople(given: Options, facts: Facts): readonly Objection[] {
  const missing = [
    serviceAccountOf(given, facts) === undefined ? 'serviceAccount' : '',
    exchangeAdministratorsOf(given, facts) === undefined ? 'exchangeAdministrators' : '',
  ].filter((name) => name !== '');
  if (missing.length === 0) return [];
  const reason = `Batten does not know whom it has to let in before Everyone goes. Give the SID under ${missing.join(' and ')}`;
  return [...shares(given, facts), trackingFolder(given, facts)].map(({ resource }) => ({
    resource,
    reason,
  }));
}

/** Only the folder of the logs is closed, and none is made. */
function elsewhere(found: Found, given: Options, facts: Facts): readonly Objection[] {
  const folder = folderOf(given, facts);
  const { resource } = trackingFolder(given, facts);
  const place = found(logDirectory);
  if (place?.state === 'present' && !isFolder(folderSaid(place), folder)) {
    const reason = `The tracking logs lie in ${folderSaid(place) ?? 'a folder that is no text'}. Name that folder under trackingLog`;
    return [logDirectory, resource].map((one) => ({ resource: one, reason }));
  }
  const there = found(resource);
  return there === undefined || folderKind.typed(there).state !== 'absent'
    ? []
    : [{ resource, reason: `There is no ${folder}. Name the folder of the tracking logs under trackingLog` }];
}

const plain = (path: string): string => path.replace(/\\+$/, '').toLowerCase();

/** Those who administer Exchange and have full control in no other capacity. */
const readers = (given: Options, facts: Facts): readonly string[] =>
  (exchangeAdministratorsOf(given, facts) ?? []).filter(
    (sid) => ![administrators, system, serviceAccountOf(given, facts)].includes(sid),
  );

const known = (sid: string | undefined): readonly string[] => (sid === undefined ? [] : [sid]);
