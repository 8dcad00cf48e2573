import fc from 'fast-check';
import { groupMembership, kind, type GroupValue } from '../../../../src/resources/group-membership.js';
import { kindSample } from '../kind-sample.js';
import { anyText, authority, members, sid, sids, upperAndLower } from '../texts.js';

const addresses = fc.record({ authority, sid: fc.oneof(sid, fc.constant('S-1-5-21-1-2-3-512')) });
const made = fc.tuple(
  addresses.map(({ authority, sid }) => groupMembership(authority, sid)),
  sid,
);

export const sample = kindSample(kind, {
  addresses,
  values: () => members<GroupValue>({ members: sids, name: anyText() }, ['members']),
  spellings: ({ authority, sid }) =>
    upperAndLower(authority).map((spelled) => ({ authority: spelled, sid: sid.toLowerCase() })),
  examples: () => ['none'],
  answer: ({ members }) => (members.length === 0 ? 'none' : members.join(', ')),
  constructors: { groupMembership: () => groupMembership('NTEX01', 'S-1-5-32-544') },
  expectations: {
    'groupMembership.includes': made.map(([one, who]) => one.includes(who)),
    'groupMembership.without': made.map(([one, who]) => one.without(who)),
  },
  others: ['parseAccounts'],
});
