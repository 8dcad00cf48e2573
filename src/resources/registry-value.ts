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
import type { Absent, Present } from '../model/reading.js';
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

const longHives: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(hives).map(([long, short]) => [short, long]),
);

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
    look: ({ key, name }) => [
      `Run regedt32 and choose Options, Read Only Mode.`,
      `In the window of ${hiveOf(key)} open ${pathOf(key)}.`,
      name === '' ? 'Read the value <No Name> on the right.' : `Read the value ${name} on the right.`,
    ],
    change: (at, to) => [
      `Run regedt32 (Options, Read Only Mode off) and go to the window of ${hiveOf(at.key)}.`,
      ...changeInRegedt32(at, to),
    ],
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

const hiveOf = (key: string): string => {
  const short = key.slice(0, key.indexOf('\\'));
  return longHives[short] ?? short;
};

const pathOf = (key: string): string => key.slice(key.indexOf('\\') + 1);

function changeInRegedt32({ key, name }: Address, to: Present<RegistryData> | Absent): readonly string[] {
  const shown = name === '' ? '<No Name>' : name;
  if (to.state === 'absent') {
    return [`Open ${pathOf(key)}, select the value ${shown} and press Delete.`];
  }
  const means = meaning(to.value);
  const typed = typeof means === 'object' ? means : [String(means)];
  const data =
    means === undefined || typed.some((words) => /\p{Cc}/u.test(words))
      ? `bytes ${to.value.bytes} (with Edit, Binary)`
      : typeof means === 'object'
        ? `these lines, one under the other: ${means.join(' | ')}`
        : String(means);
  return [
    `Open ${pathOf(key)}; create missing keys with Edit, Add Key.`,
    `If ${shown} is there with another type, delete it first.`,
    `Edit, Add Value (or double-click it): name ${shown}, type ${to.value.type}, data ${data}` +
      (to.value.type === 'REG_DWORD' ? ', radix Decimal.' : '.'),
  ];
}

function dataOf(type: RegistryType, words: string): number | string | readonly string[] {
  if (type === 'REG_DWORD' || type === 'REG_DWORD_BIG_ENDIAN') return words === '' ? NaN : Number(words);
  if (type === 'REG_MULTI_SZ') return words === '' ? [] : words.split('|').map((item) => item.trim());
  const quoted = /^"(.*)"$/.exec(words);
  return quoted?.[1] ?? words;
}
