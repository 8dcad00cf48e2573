import { z } from 'zod';
import { aclLines, aclQuestion, parseAcl, plainEntries, showAcl } from './acl/by-hand.js';
import { expectAccess, type GrantedAccess } from './acl/expectation.js';
import type { Expectation } from '../model/expectation.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present } from '../model/reading.js';
import { aceTexts, isSddl, sameAce, sameList, withAceTexts } from './acl/sddl.js';

type Address = Readonly<{ share: string }>;

/** `sddl` is what Batten sets, and it keeps its text; the other members are read along. */
export type ShareAclValue = Readonly<{ sddl: string; path?: string; comment?: string }>;

const address: z.ZodType<Address> = z.object({
  share: z.string().regex(/^[^\\/"\p{Cc}]{1,80}$/u, 'a share name has no slash or quotation mark'),
});

const value: z.ZodType<ShareAclValue> = z.object({
  sddl: z.string().refine(isSddl, 'permissions are given as SDDL'),
  path: z.string().exactOptional(),
  comment: z.string().exactOptional(),
});

export const kind = defineKind<Address, ShareAclValue>({
  name: 'share-acl',
  title: 'share permission',
  doneBy: 'batten',
  address,
  value,
  identity: ({ share }) => share.toLowerCase(),
  describe: ({ share }) => ({ place: 'Share permissions', name: share }),
  show: ({ sddl }) => showAcl('share', sddl),
  equal: (a, b) => sameList(a.sddl, b.sddl),
  list: {
    items: ({ sddl }) => aceTexts(sddl),
    withItems: (found, items) => ({ ...found, sddl: withAceTexts(found.sddl, items) }),
    same: sameAce,
  },
  byHand: {
    look: ({ share }) => [
      `Server Manager, the server, Computer, Shared Directories, ${share}, Properties, Permissions.`,
      `Or with the Resource Kit: rmtshare \\\\SERVER\\${quoted(share)}`,
      'net share shows names and folders only.',
    ],
    change,
    question: ({ share }) => aclQuestion(`the share ${share}`),
    parse(answer) {
      const read = parseAcl('share', answer);
      return 'problem' in read ? read : { value: { sddl: read.sddl } };
    },
  },
});

export interface ShareAclExpectations {
  /** Who has access and who has none; a share that does not exist is fine as it is. */
  allows(access: GrantedAccess): Expectation;
}

/** The permissions of a share, which are not those of the folder behind it. */
export function shareAcl(share: string): ShareAclExpectations {
  const resource = kind.resource({ share });
  return {
    allows: (access) =>
      expectAccess<ShareAclValue>(
        resource,
        kind.typed,
        {
          guarded: 'share',
          sddl: ({ sddl }) => sddl,
          withSddl: (found, sddl) => ({ ...found, sddl }),
          absentMeets: true,
        },
        access,
      ),
  };
}

/** cmd.exe takes blanks and signs such as & for its own unless they stand between quotation marks. */
const quoted = (name: string): string => (/^[\w.$-]+$/.test(name) ? name : `"${name}"`);

function change({ share }: Address, to: Present<ShareAclValue> | Absent): readonly string[] {
  if (to.state === 'absent') return [`Nothing to type: Batten makes and removes no shares, ${share} stays.`];
  const { sddl } = to.value;
  const codes = { full: 'f', change: 'c', read: 'r' } as const;
  return [
    `Server Manager, the server, Computer, Shared Directories, ${share}, Properties, Permissions: exactly this list.`,
    ...aclLines('share', sddl),
    'Or with the Resource Kit, grants first (Q301940):',
    ...plainEntries('share', sddl).map(
      ({ name, level }) => `  rmtshare \\\\SERVER\\${quoted(share)} /grant ${quoted(name)}:${codes[level]}`,
    ),
    `  then rmtshare \\\\SERVER\\${quoted(share)} /remove NAME for each name that is not on the list`,
    // net share has no permissions, and a share made anew is open to Everyone
    'Never delete the share to make it anew: NT 4.0 would give Everyone full control.',
  ];
}
