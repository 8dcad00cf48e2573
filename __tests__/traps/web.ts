import { by, type Trap } from './trap.js';

/** iis-ssl, design_warnings. */
export const webWarnings: readonly Trap[] = [
  {
    id: 'lockdown-first',
    index: 0,
    says: 'The lockdown before SSL and logging, because its undo loses every later change to IIS.',
    tests: [
      ...by('steps/order', 'has the lockdown, whose undo would lose them, under all changes to IIS'),
      ...by('steps/urlscan', 'has the lockdown under everything that its undo would lose, and says so'),
      ...by('engine/undo', 'takes what stands on a step before the step itself'),
    ],
  },
  {
    id: 'key-before-ssl',
    index: 1,
    says: 'SSL is required only once a key is bound, or the site is dead.',
    tests: by(
      'steps/require-ssl',
      'is refused while no key is bound, whatever is chosen',
      'stands on an installed certificate and on the lockdown',
    ),
  },
  {
    id: 'one-mask',
    index: 2,
    says: 'The SSL flags are one mask at one node, where inherited is not 0.',
    tests: by(
      'steps/require-ssl',
      'sets one mask of 264 at the root with the strong build, and undo deletes it',
      'keeps client certificate bits and brings back a 0 as a 0',
    ),
  },
  {
    id: 'adsutil-deletes-directories',
    index: 3,
    says: 'DELETE of adsutil may take a whole virtual directory.',
    tests: by(
      'resources/metabase-value',
      'deletes what was absent, looks first, and warns of the directory that would go',
      'reads with adsutil and takes its not set for absent, not for 0',
    ),
  },
  {
    id: 'urlscan-file-kills-web-access',
    index: 4,
    says: "Microsoft's own file for Exchange 5.5 refuses .asp.",
    tests: by(
      'steps/urlscan',
      'lets .asp through, which the file of Microsoft refuses, and keeps refusing programs',
    ),
  },
  {
    id: 'no-client-of-today',
    index: 5,
    says: 'Nothing of today shares a cipher with IIS 4.0: an old browser has to try.',
    tests: by(
      'steps/certificates',
      'is tried with an old browser, because nothing of today shares a cipher with IIS 4.0',
    ),
  },
  {
    id: 'short-keys-are-over',
    index: 6,
    says: 'Public authorities want what IIS 4.0 may not take: two ways on.',
    tests: [
      ...by('certificates/request/advice', 'offers the two ways on, and the one that Key Manager has'),
      ...by('steps/certificates', 'says that neither a long key nor SHA-256 is known to work on IIS 4.0'),
    ],
  },
  {
    id: 'key-manager-requests',
    index: 7,
    says: 'A request of Key Manager has no alternative name and an MD5 signature.',
    tests: [
      ...by('steps/certificates', 'says what a request of Key Manager lacks for an authority'),
      ...by(
        'certificates/request/read',
        'takes one that OpenSSL made, signed with MD5 as those of Key Manager',
      ),
    ],
  },
  {
    id: 'verify-the-file',
    index: 8,
    says: 'A request that verifies in memory says nothing about the file.',
    tests: by('certificates/request/create', 'finds a damaged request', 'finds the key of another request'),
  },
  {
    id: 'pending-key-is-spoilt',
    index: 9,
    says: 'A wrong certificate spoils the pending key: save it first.',
    tests: by(
      'steps/certificates',
      'wants the pending key saved before anything else, since a wrong certificate spoils it',
    ),
  },
  {
    id: 'anonymous-iis-stays',
    index: 10,
    says: 'The logon page needs anonymous access of IIS; the advice of the article is about Exchange.',
    tests: [
      ...by('steps/require-ssl', 'never touches the anonymous access that the logon page needs'),
      ...by('steps/internet-protocols', 'touches nothing of IIS, whose logon page is anonymous'),
    ],
  },
  {
    id: 'site-one-is-a-guess',
    index: 11,
    says: 'Site 1 is only usually the one of Outlook Web Access.',
    tests: by('steps/require-ssl', 'refuses a site that does not hold Outlook Web Access, by its name'),
  },
];
