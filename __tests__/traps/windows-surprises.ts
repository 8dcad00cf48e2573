import { by, type Trap } from './trap.js';

const noNet = "Batten runs none of Samba's command-line tools";

/** windows-nt4, surprises. */
export const windowsSurprises: readonly Trap[] = [
  {
    id: 'services-that-must-stay',
    index: 0,
    says: 'RpcLocator, NtLmSsp and Server carry Exchange, whatever general checklists say.',
    tests: [
      ...by('steps/services', 'never disables %s, and says why'),
      ...by(
        'steps/lab-server',
        'nothing that Exchange or Outlook Web Access needs is disabled, whatever is chosen',
      ),
    ],
  },
  {
    id: 'share-is-not-folder',
    index: 1,
    says: 'Everyone leaves the shares; the folders below Exchsrvr stay open for Outlook Web Access.',
    tests: by(
      'steps/exchange-shares',
      'leaves the NTFS permissions of the Exchange folders to Outlook Web Access',
    ),
  },
  {
    id: 'setup-lets-everyone-in-again',
    index: 2,
    says: 'Setup and service packs of Exchange open the shares again.',
    tests: [
      ...by('steps/exchange-shares', 'says that service packs let Everyone in again'),
      ...by(
        'steps/order',
        'closes the shares after every patch, and has each service pack say that they are to be looked at again',
      ),
    ],
  },
  {
    id: 'maildata-is-open',
    index: 3,
    says: 'maildat$ is open to everybody, and the article does not name it.',
    tests: by('steps/exchange-shares', 'closes maildat$ or leaves it, %s'),
  },
  {
    id: 'net-share-sets-no-permissions',
    index: 4,
    says: 'net share sets no permissions, and a share made anew is open to everybody.',
    tests: by(
      'resources/acl-kinds',
      'is set with grants before removals, and never by making the share anew',
    ),
  },
  {
    id: 'net-rpc-registry-keeps-silent',
    index: 5,
    says: 'net rpc registry calls writes done that it did not make: read back always.',
    tests: [
      ...by(
        'engine/apply',
        'calls a write that reads back different ineffective, stops there, and keeps its undo until that has looked',
      ),
      ...by(
        'peers/samba-registry',
        'keeps type and bytes of every registry type, as an independent reader sees them too',
      ),
    ],
  },
  {
    id: 'net-rpc-registry-makes-no-keys',
    index: 6,
    says: 'net rpc registry hides errors, reads numbers as decimal and makes no key.',
    reason: `${noNet}; its own driver makes missing keys and is read back like any other.`,
  },
  {
    id: 'net-rpc-audit-writes-all',
    index: 7,
    says: 'net rpc audit writes all categories back at once.',
    reason: `${noNet}, and the audit policy is set in User Manager.`,
  },
  {
    id: 'samba-refuses-nt4',
    index: 8,
    says: 'Samba as it comes refuses SMB1 without signing.',
    reason: 'No step is concerned: the target for Samba asks for SMB1 and signs only where the server does.',
  },
  {
    id: 'net-rpc-service-deletes',
    index: 9,
    says: 'net rpc service knows no start type, and a delete that must never be called.',
    reason: `${noNet}; a service is disabled or left, never deleted.`,
  },
  {
    id: 'guest-makes-tests-succeed',
    index: 10,
    says: 'With Guest enabled wrong passwords succeed, and SMTP relays.',
    tests: [
      ...by('steps/guest-account', 'says that while it is enabled a failed logon relays mail for strangers'),
      ...by('steps/order', 'has Guest disabled before everything that trusts a refused logon'),
      ...by('steps/privileged-passwords', 'tries no password: it only asks'),
    ],
  },
  {
    id: 'order-matters',
    index: 11,
    says: 'Length before PASSFILT, rollup before Syskey, Guest before passwords, auditing before accounts.',
    tests: [
      ...by(
        'steps/password-policy',
        'sets the length before the filter, or users are told that 0 characters will do',
      ),
      ...by(
        'steps/privileged-passwords',
        'comes after a way back and after the rollup without which it is weak',
      ),
      ...by(
        'steps/order',
        'has Guest disabled before everything that trusts a refused logon',
        'changes no account before it was said how to have that recorded',
      ),
    ],
  },
  {
    id: 'what-does-not-come-back',
    index: 12,
    says: 'NTFS and Syskey stay; switching the service account is for one layout only, deleting it is fatal.',
    tests: [
      ...by('steps/ntfs', 'is irreversible, warns of slow databases and wants a backup first'),
      ...by(
        'steps/privileged-passwords',
        'comes after a way back and after the rollup without which it is weak',
      ),
      ...by(
        'steps/service-account',
        'never plans to switch an account itself, and warns of deleting the old one',
      ),
    ],
  },
  {
    id: 'ageing-service-password',
    index: 13,
    says: 'A maximum age or a lockout stops Exchange weeks later through its account.',
    tests: [
      ...by(
        'steps/service-account',
        'warns of a lockout policy and of a password that ages, which stop mail weeks later',
      ),
      ...by('steps/order', 'is otherwise not touched by what the article wants'),
    ],
  },
  {
    id: 'grants-before-membership',
    index: 14,
    says: 'The service account leaves Administrators only without SSL, and after its grants.',
    tests: [
      ...by(
        'steps/service-account',
        'grants three keys and the rights before the membership goes, and leaves other members alone',
        'is out of the question where the Internet Mail Service uses SSL',
      ),
      ...by(
        'steps/service-account-whose',
        '%s, its rights and groups are out of the question',
        'names the other servers of the site, which share the account, and what SSL on their mail service needs',
      ),
    ],
  },
  {
    id: 'restrict-anonymous-costs',
    index: 15,
    says: 'RestrictAnonymous costs pages of a remote Exchange Administrator, and 2 does not exist on NT 4.0.',
    tests: by(
      'steps/restrict-anonymous',
      'says what it costs: pages of a remote Exchange Administrator',
      'brings the 2 of later Windows versions down to 1',
    ),
  },
  {
    id: 'failures-alone-lose-much',
    index: 16,
    says: 'Failures alone lose the events that matter, because they are successes.',
    tests: by(
      'steps/audit-policy',
      'records failures alone when told to, taking successes away, and says what that loses',
    ),
  },
  {
    id: 'policies-are-local',
    index: 17,
    says: 'A member server has policies of its own, which those of the domain do not change.',
    tests: [
      ...by(
        'steps/audit-policy',
        'says whose policy it is, and shows the tool of a member server and of a domain controller',
      ),
      ...by(
        'steps/password-policy',
        'asks for 8 characters on the accounts of the server itself unless told otherwise',
      ),
    ],
  },
  {
    id: 'security-configuration-manager',
    index: 18,
    says: 'The Security Configuration Manager shows and takes back less than it says.',
    tests: by(
      'steps/audit-policy',
      'says that the Security Configuration Manager does not take everything back',
    ),
  },
  {
    id: 'registry-files',
    index: 19,
    says: 'A registry file for NT 4.0 is ANSI with its own line ends, and may not delete a value.',
    reason: 'No target writes registry files: values are set over the network or typed into regedt32.',
  },
  {
    id: 'reg-exe-versions',
    index: 20,
    says: 'Each version of reg.exe leaves something undone.',
    reason: 'No instruction uses reg.exe: a person types into regedt32.',
  },
  {
    id: 'names-are-translated',
    index: 21,
    says: 'Account and group names are translated, so only numbers name them.',
    tests: [
      ...by(
        'steps/german-server',
        'finds and plans the same',
        'takes everything back, German names included',
      ),
      ...by('steps/guest-account', 'means account 501 of the server itself, whatever it is called'),
    ],
  },
  {
    id: 'articles-disagree',
    index: 22,
    says: 'Some articles put winreg and RestrictNullSessAccess in the wrong place, or advise what stops NT.',
    tests: [
      ...by(
        'steps/restrict-remote-registry',
        'writes where NT reads: winreg below Control, RestrictNullSessAccess at the server service',
      ),
      ...by('steps/order', 'is otherwise not touched by what the article wants'),
    ],
  },
  {
    id: 'self-lockout',
    index: 23,
    says: 'winreg, shares of administrators, signing, logon levels, services and rights may lock out whoever sets them.',
    tests: [
      ...by(
        'steps/order',
        'is risky and says so where the registry is closed, and is the last change of its step',
        'is otherwise not touched by what the article wants',
      ),
      ...by(
        'steps/restrict-remote-registry',
        'never strikes Administrators or SYSTEM, by which Batten comes in',
      ),
      ...by('steps/services', 'keep the browser of a domain controller'),
    ],
  },
  {
    id: 'guests-and-the-application-log',
    index: 24,
    says: 'Guests shut out of the Application log may break attachments in Outlook Web Access.',
    tests: by('steps/order', 'is otherwise not touched by what the article wants'),
  },
  {
    id: 'outlook-express-comes-along',
    index: 25,
    says: 'The Internet Explorer that the article asks for brings Outlook Express.',
    tests: [
      ...by('steps/internet-explorer', 'leaves Outlook Express out and says what it writes over'),
      ...by('steps/no-mail-client', 'comes after Internet Explorer, whose setup brings a mail client'),
    ],
  },
  {
    id: 'two-user-managers',
    index: 26,
    says: 'The article names User Manager for Domains for member servers and means domain controllers.',
    tests: by(
      'steps/audit-policy',
      'says whose policy it is, and shows the tool of a member server and of a domain controller',
    ),
  },
];
