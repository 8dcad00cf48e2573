import { z } from 'zod';
import { aclNotes, aclQuestion, clickTogether, commandsBetween, parseAcl, showAcl } from './acl/by-hand.js';
import { expectAccess, type GrantedAccess } from './acl/expectation.js';
import type { Expectation } from '../model/expectation.js';
import type { AccountNames, HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present, Reading } from '../model/reading.js';
import { kind as registryValue } from './registry-value.js';
import { openKeyLines } from './registry/by-hand.js';
import { quotedName } from './account/names.js';
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
    look: ({ key }) => ({
      clicks: [...openKeyLines(key, true), 'Choose Security, Permissions and read the list. Cancel.'],
      typed: [`subinacl /keyreg "${long(key)}" /display`],
      notes: ['subinacl comes with the Resource Kit.'],
    }),
    change,
    question: ({ key }) => aclQuestion(key),
    parse(answer, _address, names) {
      const read = parseAcl('key', answer, names);
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

function change(
  { key }: Address,
  to: Present<RegistryAclValue> | Absent,
  names: AccountNames,
  before: Reading<RegistryAclValue> | undefined,
): HandText {
  if (to.state === 'absent') {
    return {
      clicks: [
        ...openKeyLines(key, false),
        'This key was not there before. If it holds nothing else by now, press Delete and choose Yes.',
      ],
    };
  }
  const { sddl } = to.value;
  const codes = { full: 'F', change: 'C', read: 'R' } as const;
  const tool = `subinacl /keyreg "${long(key)}"`;
  const now = before?.state === 'present' ? before.value.sddl : undefined;
  const { grants, gone } = commandsBetween('key', now, sddl, names);
  return {
    clicks: [
      ...openKeyLines(key, false),
      'Where the key is missing, make it with Edit, Add Key, and leave Class empty.',
      'Choose Security, Permissions. Replace Permission on Existing Subkeys stays clear.',
      ...clickTogether('key', sddl, names, now),
    ],
    typed: [
      ...grants.map(({ name, level }) => `${tool} /grant=${quotedName(name)}=${codes[level]}`),
      ...gone.map((name) => `${tool} /revoke=${quotedName(name)}`),
    ],
    notes: ['subinacl comes with the Resource Kit.', ...aclNotes(sddl, names)],
  };
}
