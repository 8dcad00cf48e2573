import { z } from 'zod';
import { expectList, type Listed } from '../model/expectation.js';
import { parseAccounts } from './group-membership.js';
import type { AccountNames, HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present, Reading } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import { calledIn, nameIn, nameNotes, quotedName } from './account/names.js';
import { nameOfSid, sidSchema } from './account/sid.js';

type Address = Readonly<{ right: string }>;

/** Who holds a right on this server, by SID. A right that nobody holds is absent. */
export type UserRightValue = Readonly<{ holders: readonly string[] }>;

/** As User Manager calls them; `advanced` ones show only with Show Advanced User Rights (Q147701, Q247764). */
const rights: Readonly<Record<string, { readonly title: string; readonly advanced?: true }>> = {
  SeServiceLogonRight: { title: 'Log on as a service', advanced: true },
  SeRestorePrivilege: { title: 'Restore files and directories' },
  SeTcbPrivilege: { title: 'Act as part of the operating system', advanced: true },
  SeInteractiveLogonRight: { title: 'Log on locally' },
  SeNetworkLogonRight: { title: 'Access this computer from network' },
};

const address: z.ZodType<Address> = z.object({
  right: z.string().regex(/^Se[A-Za-z]+(Right|Privilege)$/, 'a right is named like SeServiceLogonRight'),
});

const value: z.ZodType<UserRightValue> = z.object({ holders: z.array(sidSchema) });

export const kind = defineKind<Address, UserRightValue>({
  name: 'user-right',
  title: 'user right',
  doneBy: 'batten',
  address,
  value,
  identity: ({ right }) => right.toLowerCase(),
  describe: ({ right }) => ({ place: 'User rights', name: titleOf(right) }),
  show: ({ holders }) => (holders.length === 0 ? 'held by nobody' : holders.map(nameOfSid).join(', ')),
  equal: (a, b) => [...a.holders].sort().join() === [...b.holders].sort().join(),
  sameAsAbsent: ({ holders }) => holders.length === 0,
  list: {
    items: ({ holders }) => holders,
    withItems: (_, holders) => ({ holders }),
  },
  byHand: {
    look: ({ right }) => ({
      clicks: [...openRights(right), 'Read the list Grant To. Cancel.'],
    }),
    change,
    question: ({ right }) => `Who stands under Grant To for ${titleOf(right)}, with commas, or none`,
    parse(answer, _address, names) {
      const read = parseAccounts(answer, names);
      return 'problem' in read ? read : { value: { holders: read.sids } };
    },
  },
});

/** @param right as the LSA names it, `SeServiceLogonRight` */
export function userRight(right: string): Listed & { readonly resource: Resource } {
  const resource = kind.resource({ right });
  return {
    resource,
    ...expectList<UserRightValue>(resource, kind.typed, {
      get: ({ holders }) => holders,
      set: (_, holders) => ({ holders }),
      show: (holders) => holders.map(nameOfSid).join(', '),
    }),
  };
}

const titleOf = (right: string): string => rights[right]?.title ?? right;

/** Each server that is no domain controller has rights of its own, so its own accounts are chosen first (windows-nt4). */
const openRights = (right: string): readonly string[] => [
  'Choose Start, Programs, Administrative Tools (Common), User Manager for Domains.',
  'On a domain controller leave the domain chosen. On any other server choose User, Select Domain, type \\\\ and the name of this server, OK.',
  'Choose Policies, User Rights.',
  ...(rights[right]?.advanced === true ? ['Tick Show Advanced User Rights.'] : []),
  `Under Right choose ${titleOf(right)}.`,
];

function change(
  { right }: Address,
  to: Present<UserRightValue> | Absent,
  names: AccountNames,
  before: Reading<UserRightValue> | undefined,
): HandText {
  const holders = to.state === 'present' ? to.value.holders : [];
  const now =
    before?.state === 'present' ? before.value.holders : before?.state === 'absent' ? [] : undefined;
  const added = holders.filter((one) => now?.includes(one) !== true);
  const removed = (now ?? []).filter((one) => !holders.includes(one));
  const called = (sids: readonly string[]): string => sids.map((one) => calledIn(names, one)).join(', ');
  const command =
    (sign: string) =>
    (one: string): readonly string[] => {
      const name = nameIn(names, one);
      return name === undefined ? [] : [`ntrights ${sign}r ${right} -u ${quotedName(name)}`];
    };
  const typed = [...added.flatMap(command('+')), ...removed.flatMap(command('-'))];
  return {
    clicks: [
      ...openRights(right),
      ...added.map(
        (one) =>
          `If ${calledIn(names, one)} is not under Grant To, choose Add, Show Users, then ${calledIn(names, one)}, Add, OK.`,
      ),
      ...(removed.length > 0 ? [`Under Grant To select ${called(removed)} and choose Remove.`] : []),
      ...(now === undefined ? ['Under Grant To select each other name and choose Remove.'] : []),
      `Choose OK. Choose Policies, User Rights once more: Grant To shows ${holders.length === 0 ? 'nobody' : called(holders)} and nobody else. Cancel.`,
    ],
    typed,
    notes: [
      ...(typed.length > 0 ? ['ntrights comes with the Resource Kit.'] : []),
      ...nameNotes(names, [...holders, ...removed]),
    ],
  };
}
