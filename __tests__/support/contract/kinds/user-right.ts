import fc from 'fast-check';
import { kind, userRight } from '../../../../src/resources/user-right.js';
import { kindSample } from '../kind-sample.js';
import { sid, sids } from '../texts.js';

const right = fc.constantFrom('SeServiceLogonRight', 'SeTcbPrivilege', 'SeUndockPrivilege');
const made = fc.tuple(right.map(userRight), sid);

export const sample = kindSample(kind, {
  addresses: fc.record({ right }),
  values: () => fc.record({ holders: sids }),
  spellings: ({ right }) => [
    { right: right.replace(/[A-Z](?=[a-z]+(?:Right|Privilege))/, (one) => one.toLowerCase()) },
  ],
  examples: () => ['none'],
  answer: ({ holders }) => (holders.length === 0 ? 'none' : holders.join(', ')),
  constructors: { userRight: () => userRight('SeTcbPrivilege') },
  expectations: {
    'userRight.includes': made.map(([one, who]) => one.includes(who)),
    'userRight.without': made.map(([one, who]) => one.without(who)),
  },
});
