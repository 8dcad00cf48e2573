import { z } from 'zod';
import { distinguishedName, sameName } from './directory-attribute.js';
import { expectExact, type Expectation } from '../model/expectation.js';
import type { AccountNames, HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present } from '../model/reading.js';
import { calledIn, nameNotes, sidIn, unknownAccount } from './account/names.js';
import type { Resource } from '../model/resource.js';

/** Mailboxes at or below `base` that belong to one of these accounts; the accounts do not make it another search. */
type Address = Readonly<{ base: string; owners: readonly string[] }>;

/** One line a mailbox: the SID of Assoc-NT-Account, a blank, the distinguished name. */
type Value = Readonly<{ mailboxes: readonly string[] }>;

const sid = z.string().regex(/^S-1(-\d+)+$/, 'an account is named by its SID, S-1-5-21-...');

const address: z.ZodType<Address> = z.object({ base: distinguishedName, owners: z.array(sid) });

const value: z.ZodType<Value> = z.object({
  mailboxes: z.array(
    z
      .string()
      .regex(/^S-1(-\d+)+ \w+=/, 'a mailbox is written as the SID of its owner and its directory name'),
  ),
});

/** Read by paging through objectClass=organizationalPerson and comparing SIDs here; nothing filters on them there. */
export const kind = defineKind<Address, Value>({
  name: 'directory-search',
  title: 'search of the directory',
  doneBy: 'operator',
  address,
  value,
  identity: ({ base }) => sameName(base),
  describe: ({ base }) => ({ place: base, name: 'mailboxes of administrators and operators' }),
  show: ({ mailboxes }) =>
    mailboxes.length === 0
      ? 'none'
      : `${mailboxes.slice(0, 4).map(shortly).join(', ')}${mailboxes.length > 4 ? ` and ${mailboxes.length - 4} more` : ''}`,
  list: {
    items: ({ mailboxes }) => mailboxes,
    withItems: (_, mailboxes) => ({ mailboxes }),
  },
  byHand: {
    look: ({ owners }, names) => ({
      clicks: [
        'In Exchange Administrator choose Tools, Directory Export. Export all recipients, hidden objects included.',
        `In the file look in the column Primary Windows NT Account for ${owners.map((one) => calledIn(names, one)).join(', ')} (Q188628).`,
        'Note each line that is found, with the directory name of its mailbox.',
      ],
      notes: ['A group as owner makes every member an owner (Q188628).', ...nameNotes(names, owners)],
    }),
    change,
    question: () => 'Each mailbox that belongs to one of them: owner, blank, directory name; | between',
    parse(answer, _address, names) {
      const mailboxes: string[] = [];
      for (const one of answer.split('|').map((part) => part.trim())) {
        if (one === '') continue;
        const [, owner = '', name = ''] = /^(.+?)\s+(\w+=.*)$/s.exec(one) ?? [];
        const sid = sidIn(names, owner);
        if (sid === undefined)
          return {
            problem: `${unknownAccount(owner)} After the owner stands a blank and the directory name.`,
          };
        mailboxes.push(`${sid} ${name}`);
      }
      const read = value.safeParse({ mailboxes });
      return read.success
        ? { value: read.data }
        : { problem: 'Write each mailbox as the name or SID of its owner, a blank and its directory name.' };
    },
  },
});

export interface MailboxExpectations {
  readonly resource: Resource;
  /** None of the accounts owns a mailbox; where no mailbox was found there is none. */
  without(): Expectation;
}

/**
 * @param base such as `ou=HQ,o=Example`
 * @param owners SIDs; names are translated and renamed
 */
export function mailboxesOf(base: string, owners: readonly string[]): MailboxExpectations {
  const resource = kind.resource({ base, owners });
  const ownedBy = (mailbox: string): boolean => owners.includes(mailbox.split(' ', 1)[0] ?? '');
  return {
    resource,
    without() {
      const none = expectExact<Value, readonly string[]>(resource, kind.typed, {
        get: ({ mailboxes }) => mailboxes.filter(ownedBy),
        set: (found) => ({ mailboxes: (found?.mailboxes ?? []).filter((one) => !ownedBy(one)) }),
        show: () => 'none',
        equal: (found) => found.length === 0,
        absentMeets: true,
      });
      return { ...none.exactly([]), words: 'holds none of them' };
    },
  };
}

/** `mailop (S-1-5-21-...-1012)`: the whole SID would fill the line, the last number tells accounts of a domain apart. */
function shortly(mailbox: string): string {
  const [, rid = '', name = ''] = /-(\d+) \w+=([^,]+)/.exec(mailbox) ?? [];
  return `${name} (account ${rid})`;
}

function change({ owners }: Address, to: Present<Value> | Absent, names: AccountNames): HandText {
  const kept = to.state === 'present' ? to.value.mailboxes : [];
  const called = (mailbox: string): string => {
    const [sid = '', ...name] = mailbox.split(' ');
    return `${name.join(' ')} by ${calledIn(names, sid)}`;
  };
  return {
    clicks: [
      `Start Exchange Administrator and open Recipients. The accounts in question are ${owners.map((one) => calledIn(names, one)).join(', ')}.`,
      'Double-click each mailbox of one of them: page General, Primary Windows NT Account, choose the everyday account of the person, OK.',
      'Or move its mail elsewhere and delete the mailbox here; over LDAP the mail would be orphaned (Q284199).',
      kept.length === 0
        ? 'Afterwards none of the accounts owns a mailbox.'
        : `Afterwards these are owned as follows: ${kept.map(called).join('; ')}`,
    ],
    notes: nameNotes(names, owners),
  };
}
