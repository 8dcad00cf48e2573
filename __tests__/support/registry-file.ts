import type { RegistryData } from '../../src/resources/registry/data.js';

export interface SeedValue {
  readonly key: string;
  readonly name: string;
  /** Undefined takes it out. */
  readonly data: RegistryData | undefined;
}

/** A registry file of version 5.00, which Wine's own regedit imports; only tests import. */
export function registryFile(values: readonly SeedValue[]): Buffer {
  const lines = values.flatMap(({ key, name, data }) => [
    `[${key.replace(/^HKLM/, 'HKEY_LOCAL_MACHINE').replace(/^HKU/, 'HKEY_USERS')}]`,
    `${name === '' ? '@' : `"${escaped(name)}"`}=${data === undefined ? '-' : hexOf(data)}`,
    '',
  ]);
  const text = ['\ufeffWindows Registry Editor Version 5.00', '', ...lines].join('\r\n');
  return Buffer.from(text, 'utf16le');
}

const numbers: Readonly<Record<string, string>> = {
  REG_NONE: '0',
  REG_SZ: '1',
  REG_EXPAND_SZ: '2',
  REG_BINARY: '3',
  REG_DWORD: '4',
  REG_MULTI_SZ: '7',
};

const hexOf = ({ type, bytes }: RegistryData): string =>
  `hex(${numbers[type] ?? '3'}):${(bytes.match(/../g) ?? []).join(',')}`;

const escaped = (words: string): string => words.replace(/[\\"]/g, '\\$&');
