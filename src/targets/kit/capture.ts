import type { RegistryAddress } from '../../resources/registry-value.js';

/** What a script of a kit reads on the server: one file of evidence. */
export type Capture =
  /** An export of a key and all below it; where the key is missing, of the nearest one above that is there. */
  | { readonly what: 'key'; readonly key: string }
  /** Chosen values of a key that is too large to carry. */
  | { readonly what: 'lines'; readonly key: string; readonly names: readonly string[] }
  /** What a command of the box prints; the words come from this table alone, never from a server or a user. */
  | { readonly what: 'print'; readonly command: PrintCommand; readonly argument?: string }
  /** One property of the metabase, by adsutil.vbs where it is there. */
  | { readonly what: 'metabase'; readonly property: string }
  /** Attributes of all objects of one container of the Exchange directory, by admin.exe where it is there. */
  | {
      readonly what: 'directory';
      readonly base: string;
      readonly container: string;
      readonly attributes: readonly string[];
    };

export const printCommands = {
  started: 'net start',
  accounts: 'net accounts',
  user: 'net user',
  localgroup: 'net localgroup',
  group: 'net group',
} as const;

export type PrintCommand = keyof typeof printCommands;

/** Two captures with the same identity read the same thing. */
export function identityOf(capture: Capture): string {
  switch (capture.what) {
    case 'key':
    case 'lines':
      return `${capture.what}:${capture.key}`.toLowerCase();
    case 'print':
      return `print:${capture.command}:${capture.argument ?? ''}`.toLowerCase();
    case 'metabase':
      return `metabase:${capture.property}`.toLowerCase();
    case 'directory':
      return `directory:${capture.base}/cn=${capture.container}`.toLowerCase();
  }
}

/** The same capture only once; attributes of one container are asked for together. */
export function mergeCaptures(captures: Iterable<Capture>): readonly Capture[] {
  const merged = new Map<string, Capture>();
  for (const capture of captures) {
    const identity = identityOf(capture);
    const known = merged.get(identity);
    if (known?.what === 'directory' && capture.what === 'directory') {
      const attributes = [...new Set([...known.attributes, ...capture.attributes])].sort();
      merged.set(identity, { ...known, attributes });
    } else merged.set(identity, capture);
  }
  return [...merged.values()];
}

/** Keys with far too much below them, and the values that Batten reads right there. */
const large: Readonly<Record<string, readonly string[]>> = {
  'hklm\\software\\microsoft\\windows nt\\currentversion': [
    'CurrentVersion',
    'CSDVersion',
    'InstallDate',
    'SystemRoot',
  ],
};

/** Never exported whole: the registry's own trunk. */
const trunk = new Set(
  [
    'HKLM\\SYSTEM',
    'HKLM\\SYSTEM\\CurrentControlSet',
    'HKLM\\SYSTEM\\CurrentControlSet\\Control',
    'HKLM\\SYSTEM\\CurrentControlSet\\Services',
    'HKLM\\SOFTWARE',
    'HKLM\\SOFTWARE\\Microsoft',
    'HKLM\\SOFTWARE\\Microsoft\\Windows',
    'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion',
    'HKLM\\SOFTWARE\\Microsoft\\Windows NT',
    'HKLM\\SOFTWARE\\Classes',
    'HKU\\.DEFAULT',
  ].map((key) => key.toLowerCase()),
);

/** What to capture for one value of the registry; undefined where that would be too much. */
export function captureOfValue({ key, name }: RegistryAddress): Capture | undefined {
  const names = large[key.toLowerCase()];
  if (names !== undefined) return names.includes(name) ? { what: 'lines', key, names } : undefined;
  const parts = key.split('\\').length;
  return parts < 3 || trunk.has(key.toLowerCase()) || !/^[\x20-\x7e]+$/.test(key) || /["%!^&|<>]/.test(key)
    ? undefined
    : { what: 'key', key };
}

/** A key and the ones above it that may be exported in its place, nearest first. */
export function rootsOf(key: string): readonly string[] {
  const roots: string[] = [];
  for (let at = key; roots.length < 3; at = at.slice(0, at.lastIndexOf('\\'))) {
    if (at.split('\\').length < 3 || trunk.has(at.toLowerCase()) || Object.hasOwn(large, at.toLowerCase()))
      break;
    roots.push(at);
  }
  return roots;
}

export const longKey = (key: string): string =>
  key
    .replace(/^HKLM/, 'HKEY_LOCAL_MACHINE')
    .replace(/^HKU/, 'HKEY_USERS')
    .replace(/^HKCR/, 'HKEY_CLASSES_ROOT');
