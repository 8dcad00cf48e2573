import fc from 'fast-check';
import { folderAcl, kind } from '../../../../src/resources/folder-acl.js';
import { kindSample } from '../kind-sample.js';
import { grantedAccess, lineText, sddl, upperAndLower } from '../texts.js';

const path = fc.array(lineText('"*?<>|\\/:'), { maxLength: 3 }).map((parts) => `C:\\${parts.join('\\')}`);

export const sample = kindSample(kind, {
  addresses: fc.record({ path }),
  values: () => fc.record({ sddl }),
  spellings: ({ path }) =>
    [...upperAndLower(path), ...(path.length > 3 ? [`${path}\\`] : [])].map((spelled) => ({ path: spelled })),
  examples: () => ['Everyone read, Administrators full'],
  // No answer at all is no answer, though a descriptor without a list is written so
  answer: ({ sddl }) => (sddl === '' ? undefined : sddl),
  constructors: { folderAcl: () => folderAcl('C:\\') },
  expectations: {
    'folderAcl.allows': fc.tuple(path, grantedAccess).map(([path, access]) => folderAcl(path).allows(access)),
  },
});
