import fc from 'fast-check';
import { kind, shareAcl, type ShareAclValue } from '../../../../src/resources/share-acl.js';
import { kindSample } from '../kind-sample.js';
import { anyText, grantedAccess, lineText, members, sddl, upperAndLower } from '../texts.js';

const share = lineText('\\/"');

export const sample = kindSample(kind, {
  addresses: fc.record({ share }),
  values: () => members<ShareAclValue>({ sddl, path: anyText(), comment: anyText() }, ['sddl']),
  spellings: ({ share }) => upperAndLower(share).map((spelled) => ({ share: spelled })),
  examples: () => ['Everyone read, Administrators full'],
  // No answer at all is no answer, though a descriptor without a list is written so
  answer: ({ sddl }) => (sddl === '' ? undefined : sddl),
  constructors: { shareAcl: () => shareAcl('Address') },
  expectations: {
    'shareAcl.allows': fc
      .tuple(share, grantedAccess)
      .map(([share, access]) => shareAcl(share).allows(access)),
  },
});
