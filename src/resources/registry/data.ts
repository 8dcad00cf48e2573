/** Registry types of NT 4.0 by their numbers on the wire (winnt.h). */
export const registryTypes = [
  'REG_NONE',
  'REG_SZ',
  'REG_EXPAND_SZ',
  'REG_BINARY',
  'REG_DWORD',
  'REG_DWORD_BIG_ENDIAN',
  'REG_LINK',
  'REG_MULTI_SZ',
  'REG_RESOURCE_LIST',
  'REG_FULL_RESOURCE_DESCRIPTOR',
  'REG_RESOURCE_REQUIREMENTS_LIST',
] as const;

export type RegistryType = (typeof registryTypes)[number];

/** Type and raw bytes, as hexadecimal: what is written back is exactly what was there, odd terminators included. */
export type RegistryData = { readonly type: RegistryType; readonly bytes: string };

/** What the bytes mean to a person; undefined where they do not fit the type (a REG_DWORD of three bytes). */
export type Meaning = number | string | readonly string[];

export const dword = (value: number): RegistryData => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return { type: 'REG_DWORD', bytes: bytes.toString('hex') };
};

export const text = (value: string, type: 'REG_SZ' | 'REG_EXPAND_SZ' = 'REG_SZ'): RegistryData => ({
  type,
  bytes: utf16(`${value}\0`),
});

export const multiText = (values: readonly string[]): RegistryData => ({
  type: 'REG_MULTI_SZ',
  bytes: utf16(`${values.map((value) => `${value}\0`).join('')}\0`),
});

export function meaning({ type, bytes }: RegistryData): Meaning | undefined {
  const raw = Buffer.from(bytes, 'hex');
  switch (type) {
    case 'REG_DWORD':
      return raw.length === 4 ? raw.readUInt32LE() : undefined;
    case 'REG_DWORD_BIG_ENDIAN':
      return raw.length === 4 ? raw.readUInt32BE() : undefined;
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return raw.length % 2 === 0 ? raw.toString('utf16le').replace(/\0+$/, '') : undefined;
    case 'REG_MULTI_SZ':
      return raw.length % 2 === 0
        ? raw
            .toString('utf16le')
            .split('\0')
            .filter((item) => item !== '')
        : undefined;
    default:
      return undefined;
  }
}

/** Builds data from a type and what a person would write for it; undefined where they do not go together. */
export function fromMeaning(type: RegistryType, data: Meaning): RegistryData | undefined {
  if (type === 'REG_DWORD' && typeof data === 'number') return isDword(data) ? dword(data) : undefined;
  if (type === 'REG_DWORD_BIG_ENDIAN' && typeof data === 'number' && isDword(data)) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(data);
    return { type, bytes: bytes.toString('hex') };
  }
  if ((type === 'REG_SZ' || type === 'REG_EXPAND_SZ') && typeof data === 'string') return text(data, type);
  if (type === 'REG_MULTI_SZ' && typeof data === 'object') return multiText(data);
  if (typeof data === 'string' && /^([0-9a-f]{2}[ ,]?)*$/i.test(data)) {
    return { type, bytes: data.replace(/[ ,]/g, '').toLowerCase() };
  }
  return undefined;
}

/** One line: `REG_DWORD 1`, `REG_MULTI_SZ FPNWCLNT | PASSFILT`. */
export function showRegistryData(data: RegistryData): string {
  const means = meaning(data);
  if (means === undefined) {
    const shown = data.bytes.match(/../g) ?? [];
    const more = shown.length > 16 ? ` ... (${shown.length} bytes)` : '';
    return `${data.type} ${shown.length === 0 ? '(empty)' : shown.slice(0, 16).join(' ') + more}`;
  }
  if (typeof means === 'number') return `${data.type} ${means}`;
  if (typeof means === 'string') return `${data.type} "${means}"`;
  return `${data.type} ${means.length === 0 ? '(empty list)' : means.join(' | ')}`;
}

const isDword = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 0xffffffff;

const utf16 = (value: string): string => Buffer.from(value, 'utf16le').toString('hex');
