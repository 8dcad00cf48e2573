import { webSoftware } from './software-catalogue-web.js';

/** One sign by which a package is recognised; all signs of an entry must be there. */
export type Sign =
  | { readonly registry: string; readonly name: string; readonly data: string | number }
  /** A registry key that the installer leaves, whatever it holds. */
  | { readonly registryKey: string }
  /** `atLeast`: the lowest file version, four numbers. */
  | { readonly file: string; readonly atLeast: string };

export interface SoftwareEntry {
  readonly title: string;
  /** What a driver reports as the version once all signs are there. */
  readonly version: string;
  readonly signs: readonly Sign[];
  readonly install: readonly string[];
  /** What takes it off again; where nothing does, what is left to do. */
  readonly uninstall: readonly string[];
  readonly sources: readonly string[];
}

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

const entries = {
  ...webSoftware,
  'nt4-sp6a': {
    title: 'Windows NT 4.0 Service Pack 6a',
    version: 'Service Pack 6a',
    signs: [
      // Service Pack 6 and 6a write the same CSDVersion; only the second sign tells them apart (Q246009)
      { registry: currentVersion, name: 'CSDVersion', data: 'Service Pack 6' },
      { registry: `${currentVersion}\\Hotfix\\Q246009`, name: 'Installed', data: 1 },
    ],
    install: [
      'Run Update.exe of Service Pack 6a in the language of the server and let it back up the files for uninstalling.',
      'If this service pack is being put on a second time, install it without that backup: a second one overwrites the first (Q248102).',
      'On a server that has Service Pack 6 already, run Q246009i.exe alone instead (Q246009).',
      'Restart the server.',
    ],
    uninstall: [
      'Run %SystemRoot%\\$NtServicePackUninstall$\\spuninst\\spuninst.exe, or Control Panel, Add/Remove Programs.',
      'Without that folder there is no way back but the backup. Some security files stay at the newer level (Q248113).',
      'Restart the server.',
    ],
    sources: ['Q246009', 'Q248102', 'Q248113'],
  },
  'nt4-srp1': {
    title: 'Security Rollup Package 1 after Service Pack 6a',
    version: 'Q299444',
    signs: [{ registryKey: `${currentVersion}\\Hotfix\\Q299444` }],
    install: [
      'Make sure that Service Pack 6a is on and the server was restarted since.',
      'Run the package of Q299444 in the language of the server.',
      'Restart the server.',
    ],
    uninstall: [
      'If Syskey is on, stop here unless Hotfix.exe is 4.0.1381.7097 or newer: the older one leaves a server that hangs before logon (Q306513).',
      'Take hotfixes that were installed later off first, the newest one first (Q184305).',
      'Control Panel, Add/Remove Programs, or in %SystemRoot%\\$NtUninstallQ299444$: hotfix.exe -y -m',
      'Restart the server.',
    ],
    sources: ['Q299444', 'Q306513', 'Q184305'],
  },
  'ex55-sp4': {
    title: 'Exchange Server 5.5 Service Pack 4',
    version: '5.5.2653.23',
    signs: [
      { registry: 'HKLM\\SOFTWARE\\Microsoft\\Exchange\\Setup', name: 'ServicePackBuild', data: 2653 },
      { file: '%EXCHSRVR%\\bin\\Store.exe', atLeast: '5.5.2653.23' },
    ],
    install: [
      'Close Performance Monitor and everything else that reads performance counters, or Update stops with files in use (Q320097).',
      'Run Update.exe of Exchange 5.5 Service Pack 4, logged on as an administrator.',
      'Connectors for Notes, GroupWise, SNADS and OfficeVision have a setup of their own on the CD (Q263702).',
      'Restart the server when it asks for it, and check that all Exchange services run.',
    ],
    uninstall: [
      'There is no uninstall: the databases were converted when the store first started, and an older Store.exe refuses them (Q244976).',
      'The way back is to restore the whole server and its databases from the backup that was made before.',
    ],
    sources: ['Q191014', 'Q244976', 'Q263702', 'Q320097'],
  },
} as const satisfies Readonly<Record<string, SoftwareEntry>>;

export type SoftwareId = keyof typeof entries;

/** The packages that steps ask for. */
export const softwareCatalogue: Readonly<Record<SoftwareId, SoftwareEntry>> = entries;

/** Undefined for software that Batten only reads, and for what an older or newer Batten knew. */
export const softwareEntry = (id: string): SoftwareEntry | undefined =>
  Object.hasOwn(entries, id) ? (entries as Readonly<Record<string, SoftwareEntry>>)[id] : undefined;
