import { z } from 'zod';
import { aclLines, aclQuestion, parseAcl, plainEntries, showAcl } from './acl/by-hand.js';
import { expectAccess, type GrantedAccess } from './acl/expectation.js';
import type { Expectation } from '../model/expectation.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present } from '../model/reading.js';
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
    look: ({ path }) => [
      `At a command prompt: cacls "${path}" (F full control, C change, R read; on FAT it prints an error).`,
      'Or Explorer, the folder, Properties, Security, Permissions.',
    ],
    change,
    question: ({ path }) => aclQuestion(path),
    parse(answer) {
      const read = parseAcl('folder', answer);
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

function change({ path }: FolderAclAddress, to: Present<FolderAclValue> | Absent): readonly string[] {
  if (to.state === 'absent') return [`Nothing to type: Batten makes and removes no folders, ${path} stays.`];
  const { sddl } = to.value;
  const codes = { full: 'F', change: 'C', read: 'R' } as const;
  const grants = plainEntries('folder', sddl).map(({ name, level }) => `"${name}":${codes[level]}`);
  return [
    `Explorer, ${path}, Properties, Security, Permissions, with Replace Permissions on Existing Files ticked: exactly this list.`,
    ...aclLines('folder', sddl),
    // Without /E the list is replaced, and cacls asks Y/N in the language of the server
    ...(grants.length > 0
      ? [`Or at a command prompt, answering its question: cacls "${path}" /T /G ${grants.join(' ')}`]
      : []),
    `cacls shows the outcome: cacls "${path}"`,
  ];
}
