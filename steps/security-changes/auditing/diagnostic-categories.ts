import type { Facts } from '../../../src/model/facts.js';
import { diagnosticKeys } from '../../../src/resources/registry/diagnostics.js';

export interface Category {
  readonly key: string;
  /** The value's name without the number and the blank before it. */
  readonly text: string;
  /** Place in the printed list of the service's categories, which the number before the name follows. */
  readonly place: number;
  readonly tells: string;
}

/** Categories with a use for security. Those that write message content to files are left out on purpose. */
export const categories = {
  'directory-security': {
    key: diagnosticKeys.directory,
    text: 'Security Events',
    place: 2,
    tells: 'who changed which object or permission of the directory',
  },
  'directory-ldap': {
    key: diagnosticKeys.directory,
    text: 'LDAP Interface',
    place: 10,
    tells: 'who connects over LDAP, and what is refused',
  },
  'mta-security': {
    key: diagnosticKeys.transferAgent,
    text: 'Security',
    place: 3,
    tells: 'what the MTA reports about security',
  },
  'mailbox-logons': {
    key: diagnosticKeys.privateStore,
    text: 'Logons',
    place: 2,
    tells: 'who opens which mailbox',
  },
  'mailbox-access': {
    key: diagnosticKeys.privateStore,
    text: 'Access Control',
    place: 3,
    tells: 'how rights on mailboxes are checked',
  },
  'internet-mail': {
    key: diagnosticKeys.internetMail,
    text: 'SMTP Interface Events',
    place: 4,
    tells: 'refused relaying, with address and account',
  },
  'pop3-logons': {
    key: diagnosticKeys.pop3,
    text: 'Authentication',
    place: 3,
    tells: 'logons over POP3',
  },
  'imap4-logons': {
    key: diagnosticKeys.imap4,
    text: 'Authentication',
    place: 3,
    tells: 'logons over IMAP4',
  },
  'nntp-logons': {
    key: diagnosticKeys.nntp,
    text: 'Authentication',
    place: 4,
    tells: 'logons over NNTP',
  },
} as const satisfies Readonly<Record<string, Category>>;

export type CategoryId = keyof typeof categories;

export const categoryIds = Object.keys(categories) as CategoryId[];

/**
 * The names that a category may have. Where the names below its key were listed, those with its text; its printed place for one that
 * is not among them, so that its absence is seen. Where they were not, those around its place, since few numbers are documented.
 */
export function namesOfCategory(
  { key, text, place }: Category,
  { diagnosticCategories }: Pick<Facts, 'diagnosticCategories'>,
): readonly string[] {
  const listed = diagnosticCategories?.[key];
  if (listed !== undefined) {
    const fitting = listed.filter((name) => textOf(name).toLowerCase() === text.toLowerCase());
    return fitting.length > 0 ? fitting : [`${place} ${text}`];
  }
  const first = Math.max(1, place - 2);
  return Array.from({ length: place + 3 - first }, (_, index) => `${first + index} ${text}`);
}

/** What stands after the number. */
const textOf = (name: string): string => name.slice(name.indexOf(' ') + 1);
