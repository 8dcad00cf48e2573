import { DataError } from '../../../errors.js';
import { dword, text, type RegistryData, type RegistryType } from '../../../resources/registry/data.js';

/** What a file that regedit exported says; keys by their short hive name, without regard to case. */
export interface RegistryExport {
  /** The key that was exported, as it stands in the file: `HKLM\SYSTEM\…`. */
  readonly root: string;
  hasKey(key: string): boolean;
  value(key: string, name: string): RegistryData | undefined;
  /** All values of a key, as their names are spelled; none where there is no such key. */
  valuesOf(key: string): readonly NamedData[];
}

interface NamedData {
  readonly name: string;
  readonly data: RegistryData;
}

const hives: Readonly<Record<string, string>> = {
  HKEY_LOCAL_MACHINE: 'HKLM',
  HKEY_USERS: 'HKU',
  HKEY_CLASSES_ROOT: 'HKCR',
};

/**
 * Reads what `regedit /e` wrote: REGEDIT4 in the ANSI code page (NT 4.0) or version 5.00 in UTF-16.
 * @throws DataError that names the file and the line
 */
export function parseRegistryExport(bytes: Uint8Array, file: string): RegistryExport {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const lines = decode(bytes, wide).split('\r\n');
  if (!/^(REGEDIT4|Windows Registry Editor Version 5\.00)$/.test(lines[0] ?? '')) {
    throw new DataError(`${file} is no export of regedit: its first line does not say so.`);
  }
  if (lines.at(-1) !== '') throw new DataError(`${file} is cut off: its last line has no end.`);
  return readKeys(lines, wide, file);
}

/**
 * The same from lines that find picked out with their numbers (`find /n`): for keys that are too large to carry whole. Text
 * and numbers only; binary data may go over several lines.
 * @throws DataError
 */
export function parsePickedLines(bytes: Uint8Array, file: string): RegistryExport {
  const found = decode(bytes, false)
    .split('\r\n')
    .flatMap((line) => {
      const [, number, rest] = /^\[(\d+)\](.*)$/.exec(line) ?? [];
      return number === undefined || rest === undefined ? [] : [{ number: Number(number), rest }];
    });
  const lines = found.sort((a, b) => a.number - b.number).map(({ rest }) => rest);
  return readKeys(['', ...lines.filter((line) => !line.endsWith('\\'))], false, file);
}

const decode = (bytes: Uint8Array, wide: boolean): string =>
  new TextDecoder(wide ? 'utf-16le' : 'windows-1252').decode(bytes);

function readKeys(lines: readonly string[], wide: boolean, file: string): RegistryExport {
  const keys = new Map<string, Map<string, NamedData>>();
  let root: string | undefined;
  let current: Map<string, NamedData> | undefined;
  for (let index = 1; index < lines.length; index++) {
    const first = lines[index] ?? '';
    if (first === '') continue;
    const [, path] = /^\[(.*)\]$/.exec(first) ?? [];
    if (path !== undefined) {
      const key = path.replace(/^[^\\]+/, (hive) => hives[hive] ?? hive);
      root ??= key;
      current = keys.get(key.toLowerCase()) ?? new Map<string, NamedData>();
      keys.set(key.toLowerCase(), current);
      continue;
    }
    const { line, last } = wholeLine(lines, index);
    index = last;
    const value = readValue(line, wide);
    if (value === undefined || current === undefined) {
      throw new DataError(`${file} cannot be read at line ${index + 1}: it is no value of a key.`);
    }
    current.set(value.name.toLowerCase(), value);
  }
  if (root === undefined) throw new DataError(`${file} holds no key.`);
  return {
    root,
    hasKey: (key) => keys.has(key.toLowerCase()),
    value: (key, name) => keys.get(key.toLowerCase())?.get(name.toLowerCase())?.data,
    valuesOf: (key) => [...(keys.get(key.toLowerCase())?.values() ?? [])],
  };
}

const quotedName = /^(?:@|"((?:[^"\\]|\\.)*)")=/s;

/**
 * The value that begins on a line, and the line that it ends on: a text may go over several lines, as it was typed, and
 * bytes go on after a backslash. Each line is looked at once, however long the value is.
 */
function wholeLine(lines: readonly string[], from: number): { readonly line: string; readonly last: number } {
  const first = lines[from] ?? '';
  const parts = [first];
  let last = from;
  const rest = first.replace(quotedName, '');
  if (/^hex(\([0-9a-f]+\))?:/.test(rest)) {
    while (parts.at(-1)?.endsWith('\\') === true && last + 1 < lines.length)
      parts.push((lines[++last] ?? '').trim());
    const ends = parts.length - 1;
    return { line: parts.map((part, at) => (at < ends ? part.slice(0, -1) : part)).join(''), last };
  }
  if (rest.startsWith('"')) {
    let isOpen = !closesText(rest.slice(1));
    while (isOpen && last + 1 < lines.length) {
      const next = lines[++last] ?? '';
      parts.push(next);
      isOpen = !closesText(next);
    }
  }
  return { line: parts.join('\r\n'), last };
}

const closesText = (words: string): boolean => /^(?:[^"\\]|\\.)*"$/.test(words);

/** Numbers in `hex(n):` are those of the types (winnt.h). */
const byNumber: Readonly<Record<number, RegistryType>> = {
  0: 'REG_NONE',
  1: 'REG_SZ',
  2: 'REG_EXPAND_SZ',
  3: 'REG_BINARY',
  4: 'REG_DWORD',
  5: 'REG_DWORD_BIG_ENDIAN',
  6: 'REG_LINK',
  7: 'REG_MULTI_SZ',
  8: 'REG_RESOURCE_LIST',
  9: 'REG_FULL_RESOURCE_DESCRIPTOR',
  10: 'REG_RESOURCE_REQUIREMENTS_LIST',
};

function readValue(line: string, wide: boolean): NamedData | undefined {
  const [head, quoted = ''] = quotedName.exec(line) ?? [];
  if (head === undefined) return undefined;
  const data = readData(line.slice(head.length), wide);
  return data === undefined ? undefined : { name: unescape(quoted), data };
}

function readData(words: string, wide: boolean): RegistryData | undefined {
  const [, number] = /^dword:([0-9a-f]{8})$/.exec(words) ?? [];
  if (number !== undefined) return dword(parseInt(number, 16));
  const [, string] = /^"((?:[^"\\]|\\.)*)"$/s.exec(words) ?? [];
  if (string !== undefined) return text(unescape(string));
  const [, type, pairs = ''] = /^hex(?:\(([0-9a-f]+)\))?:((?:[0-9a-f]{2}(?:,|$))*)$/.exec(words) ?? [];
  if (!words.startsWith('hex') || (pairs === '' && !words.endsWith(':'))) return undefined;
  const found = type === undefined ? 'REG_BINARY' : byNumber[parseInt(type, 16)];
  if (found === undefined) return undefined;
  const bytes = Buffer.from(pairs.replaceAll(',', ''), 'hex');
  // NT 4.0 writes texts inside hex(2) and hex(7) in its ANSI code page
  const isText = found === 'REG_EXPAND_SZ' || found === 'REG_MULTI_SZ' || found === 'REG_SZ';
  const raw = isText && !wide ? Buffer.from(decode(bytes, false), 'utf16le') : bytes;
  return { type: found, bytes: raw.toString('hex') };
}

const unescape = (words: string): string => words.replace(/\\(.)/gs, '$1');
