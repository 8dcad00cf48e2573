import { by, type Trap } from './trap.js';

/** exchange55, traps_for_design. */
export const exchangeTraps: readonly Trap[] = [
  {
    id: 'web-access-needs-ldap',
    index: 0,
    says: 'Outlook Web Access stops without LDAP or without anonymous LDAP, and the article advises against both.',
    tests: [
      ...by('steps/internet-protocols', 'refuses HTTP and LDAP where Outlook Web Access is %p'),
      ...by(
        'steps/internet-protocols',
        'leaves anonymous LDAP to Outlook Web Access, and takes it where there is none',
      ),
    ],
  },
  {
    id: 'ldap-is-the-way-in',
    index: 1,
    says: 'Without LDAP nobody sees the directory over the network any more, so it goes last.',
    tests: [
      ...by(
        'steps/internet-protocols',
        'takes LDAP last, since it may be the way to the directory',
        'leaves LDAP alone until the operator says that nothing else needs the directory',
      ),
      ...by('steps/order', 'is left to the end of the Exchange steps where the directory is closed'),
    ],
  },
  {
    id: 'zero-is-two-things',
    index: 2,
    says: '0 lets nothing pass in the directory and everything in the registry; no limit is no value.',
    tests: [
      ...by(
        'steps/mail-limits',
        'counts in KB in the directory, and its undo deletes the limit instead of writing 0',
        'replaces a limit of 0, which nothing passes',
        'takes a 0 for no limit and a text for none at all',
      ),
      ...by('steps/recipient-limit', 'takes a 0 for no limit, not for a strict one'),
      ...by('resources/directory-attribute', 'takes a limit back with No limit, never with 0'),
    ],
  },
  {
    id: 'units-of-limits',
    index: 3,
    says: 'The directory counts in KB, the registry in bytes.',
    tests: by(
      'steps/mail-limits',
      'counts in bytes in the registry and sets both directions',
      'counts in KB in the directory, and its undo deletes the limit instead of writing 0',
    ),
  },
  {
    id: 'site-reaches-others',
    index: 4,
    says: 'What belongs to the site changes its other servers too: name them and ask.',
    tests: [
      ...by(
        'steps/internet-protocols',
        'names the other servers of the site and asks',
        'asks also where the other servers were not found out',
      ),
      ...by('steps/mail-limits', 'names the other servers that begin to write logs'),
    ],
  },
  {
    id: 'server-follows-site',
    index: 5,
    says: "A server's own value counts only once it no longer follows the site, which freezes its other values.",
    tests: by(
      'steps/internet-protocols',
      'on one server stops following the site first, then switches off, and undo goes the other way',
      'says that a server which stops following the site keeps its other values as they stand',
    ),
  },
  {
    id: 'service-account-and-tools',
    index: 6,
    says: 'A service account that is no administrator rules out SSL of the Internet Mail Service and cn=admin binds.',
    tests: by(
      'steps/service-account',
      'is out of the question where the Internet Mail Service uses SSL',
      'says that leaving Administrators ends administrative LDAP binds',
    ),
  },
  {
    id: 'ldap-in-clear-text',
    index: 7,
    says: 'A simple bind shows the password, and the SSL of the time is refused by current programs.',
    tests: by('peers/directory-session', 'sends no password where nobody agreed, and says what to give'),
  },
  {
    id: 'unseen-is-not-absent',
    index: 8,
    says: 'A careless LDAP search misses what needs a name, a right or another page, and calls it absent.',
    tests: [
      ...by(
        'steps/no-admin-mailboxes',
        'does not claim to have seen hidden mailboxes without the rights for it',
      ),
      ...by('resources/directory-attribute', 'goes to raw mode for what no page shows'),
      ...by(
        'peers/directory-driver',
        'asks for operational attributes by name, and gives each resource its own reading',
        'does not take an answer that was cut off for a short list',
      ),
    ],
  },
  {
    id: 'internet-mail-keeps-its-own',
    index: 9,
    says: 'The Internet Mail Service keeps its tracking switch where nothing but its own page may write.',
    tests: by('steps/mail-limits', 'switches store and MTA on and leaves Internet mail to a person'),
  },
  {
    id: 'who-restarts',
    index: 10,
    says: 'Each setting has its service to restart, and the System Attendant takes all others down with it.',
    tests: by(
      'steps/order',
      'are asked of the service that reads the setting, and of none for the recipient limit',
      'of the System Attendant name the Exchange services that it takes down',
    ),
  },
  {
    id: 'shares-keep-their-people',
    index: 11,
    says: 'Service account and Exchange administrators stay on the shares, or Exchange Administrator loses pages.',
    tests: by(
      'steps/exchange-shares',
      'lets in whom it must before Everyone goes: one write holds both',
      'touches nothing while it does not know whom to let in',
    ),
  },
];
