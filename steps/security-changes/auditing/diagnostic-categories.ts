const services = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';

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
    key: `${services}\\MSExchangeDS\\Diagnostics`,
    text: 'Security Events',
    place: 2,
    tells: 'who changed which object or permission of the directory',
  },
  'directory-ldap': {
    key: `${services}\\MSExchangeDS\\Diagnostics`,
    text: 'LDAP Interface',
    place: 10,
    tells: 'who connects over LDAP, and what is refused',
  },
  'mta-security': {
    key: `${services}\\MSExchangeMTA\\Diagnostics`,
    text: 'Security',
    place: 3,
    tells: 'what the MTA reports about security',
  },
  'mailbox-logons': {
    key: `${services}\\MSExchangeIS\\Diagnostics\\Private`,
    text: 'Logons',
    place: 2,
    tells: 'who opens which mailbox',
  },
  'mailbox-access': {
    key: `${services}\\MSExchangeIS\\Diagnostics\\Private`,
    text: 'Access Control',
    place: 3,
    tells: 'how rights on mailboxes are checked',
  },
  'internet-mail': {
    key: `${services}\\MSExchangeIMC\\Diagnostics`,
    text: 'SMTP Interface Events',
    place: 4,
    tells: 'refused relaying, with address and account',
  },
  'pop3-logons': {
    key: `${services}\\MSExchangeIS\\Diagnostics\\Internet Protocols\\POP3`,
    text: 'Authentication',
    place: 3,
    tells: 'logons over POP3',
  },
  'imap4-logons': {
    key: `${services}\\MSExchangeIS\\Diagnostics\\Internet Protocols\\IMAP4rev1`,
    text: 'Authentication',
    place: 3,
    tells: 'logons over IMAP4',
  },
  'nntp-logons': {
    key: `${services}\\MSExchangeIS\\Diagnostics\\Internet Protocols\\NNTP`,
    text: 'Authentication',
    place: 4,
    tells: 'logons over NNTP',
  },
} as const satisfies Readonly<Record<string, Category>>;

export type CategoryId = keyof typeof categories;

export const categoryIds = Object.keys(categories) as CategoryId[];

/** The names that a category may have: few numbers are documented, so those around its place are looked at. */
export function candidateNames({ text, place }: Category): readonly string[] {
  const first = Math.max(1, place - 2);
  return Array.from({ length: place + 3 - first }, (_, index) => `${first + index} ${text}`);
}
