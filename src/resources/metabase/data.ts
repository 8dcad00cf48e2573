/** Types of metabase data, as adsutil.vbs knows them under other names. */
export const metabaseTypes = ['DWORD', 'STRING', 'EXPANDSZ', 'MULTISZ', 'BINARY'] as const;

export type MetabaseType = (typeof metabaseTypes)[number];

/** A number for DWORD, a list for MULTISZ, hexadecimal digits for BINARY. */
export type MetabaseData =
  | { readonly type: 'DWORD'; readonly data: number }
  | { readonly type: 'STRING' | 'EXPANDSZ' | 'BINARY'; readonly data: string }
  | { readonly type: 'MULTISZ'; readonly data: readonly string[] };

/** The properties that Batten reads or sets, by the names adsutil.vbs takes (iiscnfg.h of the Option Pack). */
export const metabaseProperties = {
  KeyType: { id: 1002, type: 'STRING' },
  ServerComment: { id: 1015, type: 'STRING' },
  ServerBindings: { id: 1023, type: 'MULTISZ' },
  ServerConfigFlags: { id: 1027, type: 'DWORD' },
  SecureBindings: { id: 2021, type: 'MULTISZ' },
  FilterLoadOrder: { id: 2040, type: 'STRING' },
  Path: { id: 3001, type: 'STRING' },
  LogType: { id: 4000, type: 'DWORD' },
  LogFileDirectory: { id: 4001, type: 'EXPANDSZ' },
  LogFilePeriod: { id: 4003, type: 'DWORD' },
  LogModuleId: { id: 4005, type: 'STRING' },
  LogPluginClsid: { id: 4011, type: 'STRING' },
  LogExtFileFlags: { id: 4013, type: 'DWORD' },
  LogFileLocaltimeRollover: { id: 4015, type: 'DWORD' },
  AuthFlags: { id: 6000, type: 'DWORD' },
  DefaultLogonDomain: { id: 6012, type: 'STRING' },
  ScriptMaps: { id: 6014, type: 'MULTISZ' },
  AccessFlags: { id: 6016, type: 'DWORD' },
  AnonymousUserName: { id: 6020, type: 'STRING' },
  DontLog: { id: 6023, type: 'DWORD' },
  AccessSSLFlags: { id: 6030, type: 'DWORD' },
} as const satisfies Readonly<Record<string, { readonly id: number; readonly type: MetabaseType }>>;

export type MetabaseProperty = keyof typeof metabaseProperties;

/** The name of a property; undefined for one that Batten does not know. */
export const propertyName = (id: number): string | undefined =>
  Object.entries(metabaseProperties).find(([, property]) => property.id === id)?.[0];

/** One line: `DWORD 264`, `MULTISZ :443: | 10.0.0.5:443:`. */
export function showMetabaseData({ type, data }: MetabaseData): string {
  if (typeof data === 'number') return `${type} ${data}`;
  if (typeof data === 'string') return `${type} "${data}"`;
  return `${type} ${data.length === 0 ? '(empty list)' : data.join(' | ')}`;
}

/** Reads what adsutil.vbs GET prints, with or without the name before it; undefined where it is something else. */
export function parseAdsutil(printed: string): MetabaseData | undefined {
  const [, word = '', rest = ''] = /^\s*(?:\w+\s*:\s*)?\(?(\w+)\)?\s*(.*?)\s*$/.exec(printed) ?? [];
  switch (word.toUpperCase()) {
    case 'INTEGER':
    case 'DWORD':
      return numberOf(rest);
    case 'BOOLEAN':
      return /^true$/i.test(rest) ? { type: 'DWORD', data: 1 } : falseOf(rest);
    case 'STRING':
    case 'EXPANDSZ':
      return { type: word.toUpperCase() === 'STRING' ? 'STRING' : 'EXPANDSZ', data: unquoted(rest) };
    case 'LIST':
    case 'MULTISZ':
      return { type: 'MULTISZ', data: listOf(rest.replace(/^\(\d+ items?\)\s*/i, '')) };
    default:
      return undefined;
  }
}

function numberOf(words: string): MetabaseData | undefined {
  const data = /^(\d+|0x[0-9a-f]+)$/i.test(words) ? Number(words) : NaN;
  return data <= 0xffffffff ? { type: 'DWORD', data } : undefined;
}

const falseOf = (words: string): MetabaseData | undefined =>
  /^false$/i.test(words) ? { type: 'DWORD', data: 0 } : undefined;

const unquoted = (words: string): string => /^"(.*)"$/.exec(words)?.[1] ?? words;

function listOf(words: string): readonly string[] {
  if (words === '') return [];
  return words.startsWith('"')
    ? [...words.matchAll(/"([^"]*)"/g)].map(([, item = '']) => item)
    : words.split('|').map((item) => item.trim());
}
