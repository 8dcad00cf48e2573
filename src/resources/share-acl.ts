import { z } from 'zod';
import { aclNotes, aclQuestion, clickTogether, commandsBetween, parseAcl, showAcl } from './acl/by-hand.js';
import { expectAccess, type GrantedAccess } from './acl/expectation.js';
import type { Expectation } from '../model/expectation.js';
import type { AccountNames, HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present, Reading } from '../model/reading.js';
import { quotedName } from './account/names.js';
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
    look: ({ share }) => ({
      clicks: [...openShare(share), 'Choose Permissions and read the list. Cancel.'],
      typed: [rmtshare(share, '')],
      notes: ['rmtshare comes with the Resource Kit. net share shows names and folders only.'],
    }),
    change,
    question: ({ share }) => aclQuestion(`the share ${share}`),
    parse(answer, _address, names) {
      const read = parseAcl('share', answer, names);
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

function change(
  { share }: Address,
  to: Present<ShareAclValue> | Absent,
  names: AccountNames,
  before: Reading<ShareAclValue> | undefined,
): HandText {
  if (to.state === 'absent')
    return { clicks: [`Nothing to do: Batten makes and removes no shares, ${share} stays.`] };
  const { sddl } = to.value;
  const codes = { full: 'f', change: 'c', read: 'r' } as const;
  const now = before?.state === 'present' ? before.value.sddl : undefined;
  const { grants, gone } = commandsBetween('share', now, sddl, names);
  return {
    clicks: [...openShare(share), 'Choose Permissions.', ...clickTogether('share', sddl, names, now)],
    // Grants first, so that nobody is locked out between the two (Q301940)
    typed: [
      ...grants.map(({ name, level }) => rmtshare(share, ` /grant ${quotedName(name)}:${codes[level]}`)),
      ...gone.map((name) => rmtshare(share, ` /remove ${quotedName(name)}`)),
    ],
    notes: [
      'rmtshare comes with the Resource Kit.',
      // net share has no permissions, and a share made anew is open to Everyone
      'Never delete the share to make it anew: NT 4.0 would give Everyone full control.',
      ...aclNotes(sddl, names),
    ],
  };
}

/** windows-nt4: exchange shares; hidden ones, which end in $, are listed here too. */
const openShare = (share: string): readonly string[] => [
  'Choose Start, Programs, Administrative Tools (Common), Server Manager and select this server.',
  `Choose Computer, Shared Directories, select ${share} and choose Properties.`,
];

const rmtshare = (share: string, options: string): string =>
  `rmtshare \\\\%COMPUTERNAME%\\${quotedName(share)}${options}`;
