import { by, type Trap } from './trap.js';

/** windows-nt4, sequence. */
export const windowsOrder: readonly Trap[] = [
  {
    id: 'a-way-back-first',
    index: 0,
    says: 'Backup, repair disk and every reading before anything else.',
    tests: [
      ...by('steps/by-the-operator', 'wants a way back on record before anything is installed'),
      ...by('engine/apply', 'writes the intent, with the reading before, ahead of the server'),
    ],
  },
  {
    id: 'patches-before-settings',
    index: 1,
    says: 'Service packs, rollup and hotfixes come before settings.',
    tests: by('steps/index', 'come stage by stage'),
  },
  {
    id: 'audit-before-accounts',
    index: 2,
    says: 'Auditing and a larger log before accounts, so that the rest is recorded.',
    tests: by('steps/order', 'changes no account before it was said how to have that recorded'),
  },
  {
    id: 'guest-third',
    index: 3,
    says: 'Then Guest is disabled.',
    tests: by('steps/order', 'has Guest disabled before everything that trusts a refused logon'),
  },
  {
    id: 'passwords-fourth',
    index: 4,
    says: "Then passwords of administrators, a member server's own accounts included.",
    tests: by(
      'steps/privileged-passwords',
      'waits for the guest account, without whose end every password seems to fit',
      'ends the empty-password flag of the forgotten administrator and asks for word about the rest',
    ),
  },
  {
    id: 'length-before-filter',
    index: 5,
    says: 'The length before PASSFILT.',
    tests: by(
      'steps/password-policy',
      'sets the length before the filter, or users are told that 0 characters will do',
    ),
  },
  {
    id: 'rotation-without-lockout',
    index: 6,
    says: 'The service account is cleaned up and gets its password while no lockout is on.',
    tests: by(
      'steps/service-account',
      'warns of a lockout policy and of a password that ages, which stop mail weeks later',
    ),
  },
  {
    id: 'anonymous-then-winreg',
    index: 7,
    says: 'RestrictAnonymous, winreg and null sessions, with one restart for all.',
    tests: [
      ...by(
        'steps/restrict-remote-registry',
        'comes after the anonymous restriction and the rights of the service account',
      ),
      ...by('steps/restrict-anonymous', 'waits for the next start of the server'),
    ],
  },
  {
    id: 'ntfs-before-permissions',
    index: 8,
    says: 'Conversion to NTFS before permissions.',
    tests: by('steps/order', 'converts disks before it sets permissions on them'),
  },
  {
    id: 'shares-after-patches',
    index: 9,
    says: 'Shares after all service packs of Exchange.',
    tests: by(
      'steps/order',
      'closes the shares after every patch, and has each service pack say that they are to be looked at again',
    ),
  },
  {
    id: 'services-a-few-at-a-time',
    index: 10,
    says: 'Services a few at a time, with a look at what depends on them.',
    tests: by(
      'steps/services',
      'advises to switch off a few at a time',
      'are raised when a service that stays needs the one that goes',
    ),
  },
  {
    id: 'syskey-and-repair-disk',
    index: 11,
    says: 'Syskey with its key on the server, then a new repair disk.',
    tests: by('steps/privileged-passwords', 'wants a repair disk of before, and another after'),
  },
  {
    id: 'lockout-last-and-look-again',
    index: 12,
    says: 'A lockout policy last of all, and another look after every later service pack.',
    tests: by(
      'steps/order',
      'is otherwise not touched by what the article wants',
      'closes the shares after every patch, and has each service pack say that they are to be looked at again',
    ),
  },
];
