import { z } from 'zod';
import {
  expectAbsent,
  expectExact,
  expectList,
  expectRange,
  type Exact,
  type Expectation,
  type Listed,
  type Ranged,
} from '../model/expectation.js';
import { defineKind } from '../model/kind.js';
import { changeInRegistry, lookInRegistry } from './registry/by-hand.js';
import { diagnosticsPage } from './registry/diagnostics.js';
import {
  dword,
  fromMeaning,
  meaning,
  multiText,
  registryTypes,
  showRegistryData,
  type RegistryData,
  type RegistryType,
} from './registry/data.js';

export type RegistryAddress = {
  /** `HKLM\SYSTEM\…`; the short names of hives. */
  readonly key: string;
  /** Empty for a key's unnamed value. */
  readonly name: string;
};

type Address = RegistryAddress;

const hives: Readonly<Record<string, string>> = {
  HKEY_LOCAL_MACHINE: 'HKLM',
  HKEY_USERS: 'HKU',
  HKEY_CLASSES_ROOT: 'HKCR',
};

const key = z
  .string()
  .transform((path) => path.replace(/^[^\\]+/, (hive) => hives[hive.toUpperCase()] ?? hive.toUpperCase()))
  .refine(
    (path) => /^(HKLM|HKU|HKCR)(\\[^\\\0]+)+$/.test(path),
    'a registry key starts with HKLM, HKU or HKCR',
  );

const address: z.ZodType<Address> = z.object({ key, name: z.string() });

const type = z.enum(registryTypes);

const value: z.ZodType<RegistryData> = z.union([
  z.object({ type, bytes: z.string().regex(/^([0-9a-f]{2})*$/, 'bytes are pairs of hexadecimal digits') }),
  z
    .object({ type, data: z.union([z.number(), z.string(), z.array(z.string())]) })
    .transform(({ type, data }, context) => {
      const built = fromMeaning(type, data);
      if (built !== undefined) return built;
      context.addIssue(`this data does not fit ${type}`);
      return z.NEVER;
    }),
]);

export const kind = defineKind<Address, RegistryData>({
  name: 'registry-value',
  title: 'registry value',
  doneBy: 'batten',
  address,
  value,
  identity: ({ key, name }) => `${key}\\\\${name}`.toLowerCase(),
  describe: ({ key, name }) => ({ place: key, name: name === '' ? '(unnamed)' : name }),
  show: showRegistryData,
  list: {
    items(data) {
      const means = data.type === 'REG_MULTI_SZ' ? meaning(data) : undefined;
      return typeof means === 'object' ? means : undefined;
    },
    withItems: (_, items) => multiText(items),
  },
  byHand: {
    look: lookInRegistry,
    change: changeInRegistry,
    page: diagnosticsPage,
    question: ({ key, name }) =>
      `Type and data of ${name === '' ? 'the unnamed value' : name} in ${key}, such as REG_DWORD 1`,
    parse(answer) {
      const [, typeName = '', rest = ''] = /^\s*(\w+)\s*(.*?)\s*$/.exec(answer) ?? [];
      const known = type.safeParse(typeName.toUpperCase());
      if (!known.success)
        return { problem: 'Start with the type, as regedt32 shows it: REG_DWORD, REG_SZ ...' };
      const built = fromMeaning(known.data, dataOf(known.data, rest));
      return built === undefined ? { problem: `${rest} does not fit ${known.data}.` } : { value: built };
    },
  },
});

export interface RegistryExpectations extends Exact<RegistryData>, Ranged, Listed {
  absent(): Expectation;
}

/** A registry value of the server; numbers are REG_DWORD, lists REG_MULTI_SZ. */
export function registryValue(key: string, name: string): RegistryExpectations {
  const resource = kind.resource({ key, name });
  return {
    ...expectExact(resource, kind.typed, {
      get: (found: RegistryData) => found,
      set: (_: RegistryData | undefined, wanted: RegistryData) => wanted,
      show: showRegistryData,
      equal: (a, b) => a.type === b.type && a.bytes === b.bytes,
    }),
    ...expectRange(resource, kind.typed, {
      get(found: RegistryData) {
        const means = found.type === 'REG_DWORD' ? meaning(found) : undefined;
        return typeof means === 'number' ? means : undefined;
      },
      set: (_: RegistryData | undefined, wanted: number) => dword(wanted),
      show: String,
    }),
    ...expectList(resource, kind.typed, {
      get(found: RegistryData) {
        const means = found.type === 'REG_MULTI_SZ' ? meaning(found) : undefined;
        return typeof means === 'object' ? means : undefined;
      },
      set: (_: RegistryData | undefined, items: readonly string[]) => multiText(items),
      show: (items: readonly string[]) => items.join(' | '),
    }),
    absent: () => expectAbsent(resource),
  };
}

function dataOf(type: RegistryType, words: string): number | string | readonly string[] {
  if (type === 'REG_DWORD' || type === 'REG_DWORD_BIG_ENDIAN') return words === '' ? NaN : Number(words);
  if (type === 'REG_MULTI_SZ') return words === '' ? [] : words.split('|').map((item) => item.trim());
  const quoted = /^"(.*)"$/.exec(words);
  return quoted?.[1] ?? words;
}
