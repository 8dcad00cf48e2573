import type { kind } from '../../resources/directory-search.js';
import { present, unreadable, type Reading } from '../../model/reading.js';
import type { DirectoryConnection } from './connection.js';
import { clauseOf } from './errors.js';
import { ldapName } from './names.js';
import { ownerOf } from './owner.js';
import type { DirectorySchema } from './schema.js';

type Address = ReturnType<typeof kind.addressOf>;
type Value = Readonly<{ mailboxes: readonly string[] }>;

const owner = 'Assoc-NT-Account';

/** Reads whose mailboxes there are: pages through all of them and compares here, as nothing filters on owners there. */
export async function findMailboxes(
  { base, owners }: Address,
  connection: DirectoryConnection,
  schema: DirectorySchema,
): Promise<Reading<Value>> {
  const problem = await schema.problemOf(owner, base);
  if (problem !== undefined) return unreadable(problem);
  const answer = await connection.search(
    { base: ldapName(base), scope: 'sub', attributes: [owner], filter: '(objectClass=organizationalPerson)' },
    `searching ${base} for mailboxes`,
  );
  if ('refused' in answer) return unreadable(`the mailboxes below ${base}: ${clauseOf(answer.refused)}`);
  const found = answer.entries.map((entry) => ({ dn: entry.dn, owner: entry.valuesOf(owner)[0] }));
  if (found.length > 0 && found.every((one) => one.owner === undefined)) {
    return unreadable(`none of ${found.length} mailboxes shows its owner to this account`);
  }
  const mailboxes: string[] = [];
  for (const { dn, owner: value } of found) {
    if (value === undefined) continue;
    const sid = ownerOf(value);
    if (sid === undefined) return unreadable(`the owner of ${dn} is no SID`);
    if (owners.includes(sid)) mailboxes.push(`${sid} ${dn}`);
  }
  return present({ mailboxes: mailboxes.sort() });
}
