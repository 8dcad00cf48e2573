import { z } from 'zod';
import { aclLines, aclQuestion, parseAcl, plainEntries, showAcl } from './acl/by-hand.js';
import { expectAccess, type GrantedAccess } from './acl/expectation.js';
import type { Expectation } from '../model/expectation.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present } from '../model/reading.js';
import { kind as registryValue } from './registry-value.js';
import { aceTexts, isSddl, sameAce, sameList, withAceTexts } from './acl/sddl.js';

type Address = Readonly<{
  /** `HKLM\SYSTEM\…`, or a hive alone. */
  key: string;
}>;

/** The descriptor keeps its text. */
export type RegistryAclValue = Readonly<{ sddl: string }>;

const shortHives: Readonly<Record<string, string>> = {
  HKEY_LOCAL_MACHINE: 'HKLM',
  HKEY_USERS: 'HKU',
  HKEY_CLASSES_ROOT: 'HKCR',
};

const address: z.ZodType<Address> = z.object({
  key: z
    .string()
    .transform((path) =>
      path.replace(/^[^\\]+/, (hive) => shortHives[hive.toUpperCase()] ?? hive.toUpperCase()),
    )
    .refine(
      (path) => /^(HKLM|HKU|HKCR)(\\[^\\"\p{Cc}]+)*$/u.test(path),
      'a registry key starts with HKLM, HKU or HKCR',
    ),
});

const value: z.ZodType<RegistryAclValue> = z.object({
  sddl: z.string().refine(isSddl, 'permissions are given as SDDL'),
});

export const kind = defineKind<Address, RegistryAclValue>({
  name: 'registry-acl',
  title: 'registry key permission',
  doneBy: 'batten',
  address,
  value,
  identity: ({ key }) => key.toLowerCase(),
  describe: ({ key }) => ({ place: 'Registry permissions', name: key }),
  show: ({ sddl }) => showAcl('key', sddl),
  equal: (a, b) => sameList(a.sddl, b.sddl),
  holds: ({ key }, other) =>
    other.kind === registryValue.name &&
    `${registryValue.addressOf(other).key}\\`.toLowerCase().startsWith(`${key}\\`.toLowerCase()),
  list: {
    items: ({ sddl }) => aceTexts(sddl),
    withItems: (found, items) => ({ sddl: withAceTexts(found.sddl, items) }),
    same: sameAce,
  },
  byHand: {
    look: ({ key }) => [
      `Run regedt32, choose Options, Read Only Mode, and open ${long(key)}.`,
      'Security, Permissions shows the list.',
      `Or with the Resource Kit: subinacl /keyreg "${long(key)}" /display`,
    ],
    change,
    question: ({ key }) => aclQuestion(key),
    parse(answer) {
      const read = parseAcl('key', answer);
      return 'problem' in read ? read : { value: { sddl: read.sddl } };
    },
  },
});

export interface RegistryAclExpectations {
  /** Who has access and who has none. The key has to be there. */
  allows(access: GrantedAccess): Expectation;
}

/** The permissions of one registry key. */
export function registryAcl(key: string): RegistryAclExpectations {
  const resource = kind.resource({ key });
  return {
    allows: (access) =>
      expectAccess<RegistryAclValue>(
        resource,
        kind.typed,
        {
          guarded: 'key',
          sddl: ({ sddl }) => sddl,
          withSddl: (_, sddl) => ({ sddl }),
          absentMeets: false,
        },
        access,
      ),
  };
}

const long = (key: string): string =>
  key.replace(
    /^[^\\]+/,
    (hive) => Object.entries(shortHives).find(([, short]) => short === hive)?.[0] ?? hive,
  );

function change({ key }: Address, to: Present<RegistryAclValue> | Absent): readonly string[] {
  if (to.state === 'absent') return [`regedt32: delete the key ${long(key)}, which was not there before.`];
  const { sddl } = to.value;
  const codes = { full: 'F', change: 'C', read: 'R' } as const;
  return [
    `Run regedt32 (Options, Read Only Mode off) and open ${long(key)}; Edit, Add Key if it is missing.`,
    'Security, Permissions, with Replace Permission on Existing Subkeys left clear: exactly this list.',
    ...aclLines('key', sddl),
    'Or with the Resource Kit, one line for each that is missing:',
    ...plainEntries('key', sddl).map(
      ({ name, level }) => `  subinacl /keyreg "${long(key)}" /grant="${name}"=${codes[level]}`,
    ),
    `  and subinacl /keyreg "${long(key)}" /revoke=NAME for each that is not on the list`,
  ];
}
