import fc from 'fast-check';
import { kind, mailboxesOf } from '../../../../src/resources/directory-search.js';
import { kindSample } from '../kind-sample.js';
import { anyText, lineText, sid, sids, upperAndLower } from '../texts.js';

const base = fc.oneof(
  fc.constant('ou=HQ,o=Example'),
  lineText(',="').map((name) => `ou=${name},o=Example`),
);
const mailbox = fc
  .tuple(sid, fc.oneof(fc.constantFrom('mailop', 'Administrator'), anyText()))
  .map(([owner, name]) => `${owner} cn=${name},cn=Recipients,ou=HQ,o=Example`);

export const sample = kindSample(kind, {
  addresses: fc.record({ base, owners: sids }),
  values: () => fc.record({ mailboxes: fc.array(mailbox, { maxLength: 6 }) }),
  spellings: ({ base, owners }) => [
    ...[...upperAndLower(base), base.replaceAll(',', ' , ')].map((spelled) => ({ base: spelled, owners })),
    { base, owners: [] },
  ],
  examples: () => [],
  answer: ({ mailboxes }) =>
    mailboxes.every((one) => one === one.trim() && !one.includes('|')) ? mailboxes.join(' | ') : undefined,
  constructors: { mailboxesOf: () => mailboxesOf('o=Example', []) },
  expectations: {
    'mailboxesOf.without': fc.tuple(base, sids).map(([base, owners]) => mailboxesOf(base, owners).without()),
  },
});
