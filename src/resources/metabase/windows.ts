import { metabaseProperties, type MetabaseData } from './data.js';

interface Place {
  readonly path: string;
  readonly id: number;
}

/** Where Internet Service Manager or Key Manager shows a property, and how it is set there. */
interface Window {
  /** Up to the page, one action a line. */
  readonly open: readonly string[];
  /** From the start to OK. */
  set(data: MetabaseData): readonly string[];
}

/** The windows of the article for the properties that its steps set; undefined where only a command does. */
export function windowOf(place: Place): Window | undefined {
  const { AccessSSLFlags, LogType, LogPluginClsid, LogExtFileFlags, DontLog, SecureBindings } =
    metabaseProperties;
  switch (place.id) {
    case AccessSSLFlags.id:
      return secureCommunications(place);
    case LogType.id:
      return logging(place, ({ data }) =>
        data === 1 ? 'Tick Enable Logging, if it is not ticked.' : 'Clear Enable Logging.',
      );
    case LogPluginClsid.id:
      return logging(place, ({ data }) =>
        isExtended(data)
          ? 'Under Active log format choose W3C Extended Log File Format.'
          : `Under Active log format choose the format that had the class ${String(data)}.`,
      );
    case LogExtFileFlags.id:
      return extendedFields(place);
    case DontLog.id:
      return logAccess(place);
    case SecureBindings.id:
      return serverBindings();
    default:
      return undefined;
  }
}

const isExtended = (data: MetabaseData['data']): boolean =>
  String(data).toUpperCase() === '{FF160663-DE82-11CF-BC0A-00AA006111E0}';

/** The properties of a site or a directory in it; article, lines 47 and 70. */
function openProperties({ path }: Place): readonly string[] {
  const [, , , site = '?', , ...below] = path.split('/');
  const place =
    site === '1'
      ? 'the Default Web Site'
      : `the web site with the number ${site} (adsutil.vbs GET W3SVC/${site}/ServerComment shows its name)`;
  return [
    'Choose Start, Programs, Windows NT 4.0 Option Pack, Microsoft Internet Information Server, Internet Service Manager.',
    'Open Internet Information Server and this computer.',
    below.length === 0
      ? `Right-click ${place} and choose Properties.`
      : `Open ${place}, right-click ${below.join('\\')} in it and choose Properties.`,
  ];
}

const confirm =
  'Choose OK. If a list of inherited settings appears, select nothing in it and choose OK. Open the properties once more: it stands so. Cancel.';

/** Article, line 65. The button is Edit once a key is bound, and Key Manager before. */
function secureCommunications(place: Place): Window {
  const open = [
    ...openProperties(place),
    `On the page ${isSite(place) ? 'Directory Security' : 'Directory Security (of the directory)'}, under Secure Communications, choose Edit. A button Key Manager stands there instead while no key is bound: then stop, every request would be refused.`,
  ];
  return {
    open,
    set: ({ data }) => {
      const mask = typeof data === 'number' ? data : 0;
      const tick = (bit: number): string => ((mask & bit) !== 0 ? 'Tick' : 'Clear');
      return [
        ...open,
        `${tick(8)} Require Secure Channel when accessing this resource.`,
        `Choose Encryption Settings. ${tick(256)} Require 128-bit encryption, and choose OK.`,
        'Leave what is chosen about client certificates as it is, and choose OK.',
        confirm,
      ];
    },
  };
}

/** Article, line 70. */
function logging(place: Place, action: (data: MetabaseData) => string): Window {
  const open = [...openProperties(place), 'Choose the page Web Site.'];
  return { open, set: (data) => [...open, action(data), confirm] };
}

/** The boxes of the page Extended Properties by the bits of LogExtFileFlags (iiscnfg.h), and in the order of the page. */
const boxes: readonly (readonly [string, number])[] = [
  ['Date', 0x1],
  ['Time', 0x2],
  ['Client IP Address', 0x4],
  ['User Name', 0x8],
  ['Service Name', 0x10],
  ['Server Name', 0x20],
  ['Server IP', 0x40],
  ['Server Port', 0x8000],
  ['Method', 0x80],
  ['URI Stem', 0x100],
  ['URI Query', 0x200],
  ['Http Status', 0x400],
  ['Win32 Status', 0x800],
  ['Bytes Sent', 0x1000],
  ['Bytes Received', 0x2000],
  ['Time Taken', 0x4000],
  ['Protocol Version', 0x80000],
  ['User Agent', 0x10000],
  ['Cookie', 0x20000],
  ['Referrer', 0x40000],
];

/** Article, lines 70 to 78. */
function extendedFields(place: Place): Window {
  const open = [
    ...openProperties(place),
    'Choose the page Web Site. Enable Logging is ticked, and Active log format is W3C Extended Log File Format.',
    'Choose Properties beside it, and the page Extended Properties.',
  ];
  return {
    open,
    set: ({ data }) => {
      const mask = typeof data === 'number' ? data : 0;
      const named = boxes.filter(([, bit]) => (mask & bit) !== 0).map(([name]) => name);
      return [...open, `Tick exactly these: ${named.join(', ')}. Clear the others. Choose OK.`, confirm];
    },
  };
}

/** DontLog is the other way round: 1 is a box that is not ticked. */
function logAccess(place: Place): Window {
  const page =
    /\/ROOT(\/|$)/i.test(place.path) && !/\/ROOT$/i.test(place.path) ? 'Virtual Directory' : 'Home Directory';
  const open = [...openProperties(place), `Choose the page ${page}.`];
  return {
    open,
    set: ({ data }) => [...open, `${data === 0 ? 'Tick' : 'Clear'} Log access.`, confirm],
  };
}

/** Article, operations 10 and 11. */
function serverBindings(): Window {
  const open = [
    'Choose Start, Run, keyring.exe: Key Manager opens.',
    'Under WWW select the key, and choose Server Bindings (with the key selected, Properties).',
  ];
  return {
    open,
    set: ({ data }) => [
      ...open,
      `Have it show exactly these, and no others: ${bindingWords(data)}. OK.`,
      'Choose Computers, Commit Changes Now, and close Key Manager.',
    ],
  };
}

function bindingWords(data: MetabaseData['data']): string {
  const entries = typeof data === 'object' ? data : [String(data)];
  const words = entries.map((entry) => {
    const [address = '', port = ''] = entry.split(':');
    return `${address === '' ? 'Any Unassigned address' : address}, port ${port}`;
  });
  return words.length === 0 ? 'none' : words.join('; ');
}

const isSite = ({ path }: Place): boolean => /^\/LM\/W3SVC\/\d+(\/ROOT)?$/i.test(path);
