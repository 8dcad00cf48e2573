import { z } from 'zod';
import { expectList, type Listed } from '../model/expectation.js';
import { parseSids } from './group-membership.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import { howToFind, nameOfSid, sidSchema } from './account/sid.js';

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
    look: ({ right }) => [
      `User Manager, Policies, User Rights${advanced(right)}: choose ${titleOf(right)} and read Grant To.`,
      'The Resource Kit shows the SID of a name: getsid \\\\SERVER NAME \\\\SERVER NAME.',
    ],
    change,
    question: ({ right }) => `SIDs of those who hold ${titleOf(right)}, with commas, or none`,
    parse(answer) {
      const read = parseSids(answer);
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

const advanced = (right: string): string =>
  rights[right]?.advanced === true ? ' with Show Advanced User Rights ticked' : '';

function change({ right }: Address, to: Present<UserRightValue> | Absent): readonly string[] {
  const holders = to.state === 'present' ? to.value.holders : [];
  return [
    `User Manager, Policies, User Rights${advanced(right)}: choose ${titleOf(right)}.`,
    holders.length === 0
      ? 'Grant To is to be empty: Remove everybody.'
      : `Add and Remove until Grant To shows exactly: ${holders.map(nameOfSid).join(', ')}.`,
    ...howToFind(holders),
    `Or with the Resource Kit: ntrights +r ${right} -u DOMAIN\\ACCOUNT, and -r to take it away`,
  ];
}
