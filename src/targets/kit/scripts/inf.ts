import type { RegistryAddress } from '../../../resources/registry-value.js';
import { meaning, type RegistryData } from '../../../resources/registry/data.js';

/** Flags of AddReg (NT 4.0 DDK, INF AddReg Section). */
const flags = {
  REG_SZ: '0x00000000',
  REG_EXPAND_SZ: '0x00020000',
  REG_MULTI_SZ: '0x00010000',
  REG_DWORD: '0x00010001',
  REG_BINARY: '0x00000001',
} as const;

const longest = 1900;

/** The AddReg line that writes a value, or why setupapi of NT 4.0 cannot be trusted with it. */
export function addLine(
  { key, name }: RegistryAddress,
  data: RegistryData,
): { readonly line: string } | { readonly cannot: string } {
  const fields = fieldsOf(data);
  if (fields === undefined) return { cannot: `${data.type} with such data is not written by an .inf file` };
  const [hive = '', ...path] = key.split('\\');
  const words = [path.join('\\'), name, ...fields.texts];
  if (!words.every(isPlain)) return { cannot: 'it holds characters that are not plain ASCII' };
  const line = [
    hive,
    quoted(path.join('\\')),
    quoted(name),
    fields.flag,
    ...fields.texts.map(quoted),
    ...fields.bare,
  ].join(',');
  return line.length > longest ? { cannot: 'it is too long for one line of an .inf file' } : { line };
}

/** The DelReg line of a value, or with no name of a whole key. */
export function deleteLine(key: string, name?: string): string | undefined {
  const [hive = '', ...path] = key.split('\\');
  const words = [path.join('\\'), ...(name === undefined ? [] : [name])];
  return words.every(isPlain) ? [hive, ...words.map(quoted)].join(',') : undefined;
}

/** A whole .inf for InstallHinfSection DefaultInstall; deletions come first, as setupapi does them. */
export function infText(
  id: string,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): string {
  return [
    `; Batten kit ${id}`,
    '[Version]',
    'Signature="$Windows NT$"',
    '',
    '[DefaultInstall]',
    ...(remove.length > 0 ? ['DelReg=Batten.Remove'] : []),
    ...(add.length > 0 ? ['AddReg=Batten.Write'] : []),
    '',
    ...(remove.length > 0 ? ['[Batten.Remove]', ...remove, ''] : []),
    ...(add.length > 0 ? ['[Batten.Write]', ...add, ''] : []),
  ].join('\r\n');
}

interface Fields {
  readonly flag: string;
  readonly texts: readonly string[];
  readonly bare: readonly string[];
}

function fieldsOf(data: RegistryData): Fields | undefined {
  const means = meaning(data);
  switch (data.type) {
    case 'REG_DWORD':
      return typeof means === 'number'
        ? { flag: flags.REG_DWORD, texts: [], bare: [`0x${means.toString(16)}`] }
        : undefined;
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return typeof means === 'string' ? { flag: flags[data.type], texts: [means], bare: [] } : undefined;
    case 'REG_MULTI_SZ':
      return typeof means === 'object' && means.length > 0
        ? { flag: flags.REG_MULTI_SZ, texts: means, bare: [] }
        : undefined;
    case 'REG_BINARY': {
      const bytes = data.bytes.match(/../g);
      return bytes === null ? undefined : { flag: flags.REG_BINARY, texts: [], bare: bytes };
    }
    default:
      return undefined;
  }
}

const isPlain = (words: string): boolean => /^[\x20-\x7e]*$/.test(words);

/** Inside quotation marks a quotation mark and a percent sign are written twice; nothing else has a meaning there. */
const quoted = (words: string): string => `"${words.replaceAll('%', '%%').replaceAll('"', '""')}"`;
