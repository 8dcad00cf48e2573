import { z } from 'zod';
import { aclNotes, aclQuestion, clickTogether, parseAcl, plainEntries, showAcl } from './acl/by-hand.js';
import { expectAccess, type GrantedAccess } from './acl/expectation.js';
import type { Expectation } from '../model/expectation.js';
import type { AccountNames, HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present, Reading } from '../model/reading.js';
import { aceTexts, isSddl, sameAce, sameList, withAceTexts } from './acl/sddl.js';

export type FolderAclAddress = Readonly<{
  /** `C:\Exchsrvr\Tracking.log`: a folder or a file on an NTFS volume. */
  path: string;
}>;

/** The descriptor keeps its text. */
export type FolderAclValue = Readonly<{ sddl: string }>;

const address: z.ZodType<FolderAclAddress> = z.object({
  path: z
    .string()
    .regex(/^[a-z]:\\[^"*?<>|\p{Cc}]*$/iu, 'a path starts with a drive, such as C:\\')
    .transform((path) => (path.length > 3 ? path.replace(/\\+$/, '') : path)),
});

const value: z.ZodType<FolderAclValue> = z.object({
  sddl: z.string().refine(isSddl, 'permissions are given as SDDL'),
});

export const kind = defineKind<FolderAclAddress, FolderAclValue>({
  name: 'folder-acl',
  title: 'folder permission',
  doneBy: 'batten',
  address,
  value,
  identity: ({ path }) => path.toLowerCase(),
  describe: ({ path }) => ({ place: 'Folder permissions', name: path }),
  show: ({ sddl }) => showAcl('folder', sddl),
  equal: (a, b) => sameList(a.sddl, b.sddl),
  list: {
    items: ({ sddl }) => aceTexts(sddl),
    withItems: (found, items) => ({ sddl: withAceTexts(found.sddl, items) }),
    same: sameAce,
  },
  byHand: {
    look: ({ path }) => ({
      clicks: [
        ...openFolder(path),
        'On the page Security choose Permissions, and read the list. Cancel. (Without this page the volume is FAT: it guards nothing.)',
      ],
      typed: [`cacls "${path}"`],
      notes: ['cacls prints F for full control, C for change and R for read.'],
    }),
    change,
    question: ({ path }) => aclQuestion(path),
    parse(answer, _address, names) {
      const read = parseAcl('folder', answer, names);
      return 'problem' in read ? read : { value: { sddl: read.sddl } };
    },
  },
});

export interface FolderAclExpectations {
  /** Who has access and who has none. The folder has to be there. */
  allows(access: GrantedAccess): Expectation;
}

/** The NTFS permissions of one folder or file. */
export function folderAcl(path: string): FolderAclExpectations {
  const resource = kind.resource({ path });
  return {
    allows: (access) =>
      expectAccess<FolderAclValue>(
        resource,
        kind.typed,
        {
          guarded: 'folder',
          sddl: ({ sddl }) => sddl,
          withSddl: (_, sddl) => ({ sddl }),
          absentMeets: false,
        },
        access,
      ),
  };
}

function change(
  { path }: FolderAclAddress,
  to: Present<FolderAclValue> | Absent,
  names: AccountNames,
  before: Reading<FolderAclValue> | undefined,
): HandText {
  if (to.state === 'absent')
    return { clicks: [`Nothing to do: Batten makes and removes no folders, ${path} stays.`] };
  const { sddl } = to.value;
  const codes = { full: 'F', change: 'C', read: 'R' } as const;
  const grants = plainEntries('folder', sddl, names)?.map(({ name, level }) => `"${name}":${codes[level]}`);
  return {
    clicks: [
      ...openFolder(path),
      'On the page Security choose Permissions. Tick Replace Permissions on Existing Files; Replace Permissions on Subdirectories stays clear.',
      ...clickTogether('folder', sddl, names, before?.state === 'present' ? before.value.sddl : undefined),
    ],
    // Without /E the list is replaced, so only a whole one may be typed
    typed:
      grants === undefined || grants.length === 0
        ? []
        : [`cacls "${path}" /T /G ${grants.join(' ')}`, `cacls "${path}"`],
    notes: [
      ...(grants === undefined || grants.length === 0
        ? []
        : [
            'cacls asks whether you are sure, in the language of the server: answer with the letter that it shows for yes.',
          ]),
      ...aclNotes(sddl, names),
    ],
  };
}

const openFolder = (path: string): readonly string[] => [
  `Open Windows NT Explorer and go to ${path}.`,
  'Right-click it and choose Properties.',
];
