import { z } from 'zod';
import { expectList, type Listed } from '../model/expectation.js';
import type { AccountNames, HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present, Reading } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import { calledIn, nameIn, nameNotes, quotedName, sidIn, unknownAccount } from './account/names.js';
import { nameOfSid, sidSchema } from './account/sid.js';
import { selectDomain } from './account/user-manager.js';

type Address = Readonly<{
  /** Whose group: a server's own name for its local groups, a domain's name for the domain's. */
  authority: string;
  sid: string;
}>;

/** `members` by SID is what Batten sets; the group's name is translated and only read along. */
export type GroupValue = Readonly<{ members: readonly string[]; name?: string }>;

const address: z.ZodType<Address> = z.object({
  authority: z.string().regex(/^[^\\/"\p{Cc}]{1,256}$/u, 'an authority is the name of a server or domain'),
  sid: sidSchema,
});

const value: z.ZodType<GroupValue> = z.object({
  members: z.array(sidSchema),
  name: z.string().exactOptional(),
});

export const kind = defineKind<Address, GroupValue>({
  name: 'group-membership',
  title: 'group',
  doneBy: 'batten',
  address,
  value,
  identity: ({ authority, sid }) => `${authority.toLowerCase()}\\${sid}`,
  describe: ({ authority, sid }) => ({ place: `Groups of ${authority}`, name: groupName(sid) }),
  show: ({ members }) => (members.length === 0 ? 'no members' : members.map(nameOfSid).join(', ')),
  equal: (a, b) => [...a.members].sort().join() === [...b.members].sort().join(),
  list: {
    items: ({ members }) => members,
    withItems: (found, members) => ({ ...found, members }),
  },
  byHand: {
    look: ({ authority, sid }, names) => ({
      clicks: [
        ...openGroup(authority, sid, names),
        'Read the list Members: every user and group on it. Cancel.',
      ],
      typed: [groupCommand(sid, names, [])],
      promptOf: authority,
      notes: nameNotes(names, [sid]),
    }),
    change,
    question: ({ sid }, names) =>
      `Members of ${groupName(sid, names)} as the list shows them, with commas, or none`,
    parse(answer, _address, names) {
      const read = parseAccounts(answer, names);
      return 'problem' in read ? read : { value: { members: read.sids } };
    },
  },
});

/** A group's members by SID. Batten makes no groups: one that is not there has nobody to take out. */
export function groupMembership(authority: string, sid: string): Listed & { readonly resource: Resource } {
  const resource = kind.resource({ authority, sid });
  return {
    resource,
    ...expectList<GroupValue>(resource, kind.typed, {
      get: ({ members }) => members,
      set: (found, members) => ({ ...found, members }),
      show: (members) => members.map(nameOfSid).join(', '),
    }),
  };
}

/** Without the domain, which is chosen beforehand. */
function groupName(sid: string, names: AccountNames = {}): string {
  const name = calledIn(names, sid);
  return name.slice(name.lastIndexOf('\\') + 1);
}

/** Global groups are those of a domain, local groups those of this server and those that are built in. */
const isGlobal = (sid: string): boolean => sid.startsWith('S-1-5-21');

const openGroup = (authority: string, sid: string, names: AccountNames): readonly string[] => [
  ...selectDomain(authority),
  `In the list of groups below double-click ${groupName(sid, names)}.`,
];

const groupCommand = (sid: string, names: AccountNames, words: readonly string[]): string =>
  [
    ...(isGlobal(sid) ? ['net group'] : ['net localgroup']),
    `"${groupName(sid, names)}"`,
    ...words,
    ...(isGlobal(sid) ? ['/domain'] : []),
  ].join(' ');

function change(
  { authority, sid }: Address,
  to: Present<GroupValue> | Absent,
  names: AccountNames,
  before: Reading<GroupValue> | undefined,
): HandText {
  const name = groupName(sid, names);
  if (to.state === 'absent')
    return { clicks: [`Nothing to do: Batten makes and removes no groups, ${name} stays.`] };
  const { members } = to.value;
  const now = before?.state === 'present' ? before.value.members : undefined;
  const added = members.filter((one) => now?.includes(one) !== true);
  const removed = (now ?? []).filter((one) => !members.includes(one));
  const called = (sids: readonly string[]): string => sids.map((one) => calledIn(names, one)).join(', ');
  // A global group takes users of its own domain, by their bare names
  const command = (one: string, word: string): readonly string[] => {
    const known = nameIn(names, one);
    if (known === undefined) return [];
    const member = isGlobal(sid) ? known.slice(known.lastIndexOf('\\') + 1) : known;
    return [groupCommand(sid, names, [quotedName(member), word])];
  };
  return {
    clicks: [
      ...openGroup(authority, sid, names),
      ...(removed.length > 0 ? [`Under Members select ${called(removed)} and choose Remove.`] : []),
      ...(added.length > 0
        ? [`If it is not under Members, choose Add, choose ${called(added)} from the list, Add, OK.`]
        : []),
      ...(now === undefined ? ['Select each other member and choose Remove.'] : []),
      `Choose OK. Open ${name} once more: Members shows ${members.length === 0 ? 'nobody' : called(members)} and nobody else. Cancel.`,
    ],
    typed: [
      ...added.flatMap((one) => command(one, '/add')),
      ...removed.flatMap((one) => command(one, '/delete')),
    ],
    promptOf: authority,
    notes: nameNotes(names, [sid, ...members, ...removed]),
  };
}

/** Reads names that the server shows, `none`, and SIDs. */
export function parseAccounts(
  answer: string,
  names: AccountNames,
): { readonly sids: readonly string[] } | { readonly problem: string } {
  const said = answer.trim();
  if (said.toLowerCase() === 'none') return { sids: [] };
  const sids: string[] = [];
  for (const part of said.split(/\s*[,;]\s*/)) {
    const sid = sidIn(names, part);
    if (sid === undefined)
      return { problem: `${unknownAccount(part)} Several with commas between, or none.` };
    sids.push(sid);
  }
  return { sids };
}
