import { z } from 'zod';
import { expectList, type Listed } from '../model/expectation.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import { howToFind, nameOfSid, sidOfWords, sidSchema } from './account/sid.js';

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
    look: ({ authority, sid }) => [
      sid.startsWith('S-1-5-21')
        ? `At a command prompt of ${authority}: net group "${groupName(sid)}" /domain`
        : `At a command prompt of ${authority}: net localgroup "${groupName(sid)}" (its own name on a server in another language)`,
      `Or User Manager for Domains; User, Select Domain, ${authority} (a server's own groups: \\\\${authority}).`,
      'The Resource Kit shows the SID of a member: getsid \\\\SERVER NAME \\\\SERVER NAME.',
    ],
    change,
    question: ({ sid }) => `SIDs of the members of ${groupName(sid)}, with commas, or none`,
    parse(answer) {
      const read = parseSids(answer);
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

/** Reads `S-1-5-32-544, Everyone` or `none`. */
export function parseSids(
  answer: string,
): { readonly sids: readonly string[] } | { readonly problem: string } {
  const said = answer.trim();
  if (said.toLowerCase() === 'none') return { sids: [] };
  const sids: string[] = [];
  for (const part of said.split(/\s*[,;]\s*/)) {
    const sid = sidOfWords(part);
    if (sid === undefined) {
      return {
        problem: `${part === '' ? 'An empty answer' : part} is not understood. Answer with SIDs and commas between, or none.`,
      };
    }
    sids.push(sid);
  }
  return { sids };
}

const domainGroups: Readonly<Record<string, string>> = {
  512: 'Domain Admins',
  513: 'Domain Users',
  514: 'Domain Guests',
};

const groupName = (sid: string): string => domainGroups[sid.split('-').at(-1) ?? ''] ?? nameOfSid(sid);

function change({ authority, sid }: Address, to: Present<GroupValue> | Absent): readonly string[] {
  const name = groupName(sid);
  if (to.state === 'absent') return [`Nothing to type: Batten makes and removes no groups, ${name} stays.`];
  const { members } = to.value;
  return [
    `Run User Manager for Domains; User, Select Domain, ${authority} (a server's own groups: \\\\${authority}), and open ${name}.`,
    members.length === 0
      ? 'It is to have no members.'
      : `Its members are to be exactly: ${members.map(nameOfSid).join(', ')}.`,
    ...howToFind(members),
    sid.startsWith('S-1-5-21')
      ? `Or: net group "${name}" ACCOUNT /add /domain, or /delete /domain`
      : `Or: net localgroup "${name}" DOMAIN\\ACCOUNT /add, or /delete`,
  ];
}
