import { by, type Trap } from './trap.js';

/** patches, rules. */
export const patchRules: readonly Trap[] = [
  {
    id: 'key-is-not-enough',
    index: 0,
    says: 'A key survives a service pack that put old files back: the file decides.',
    tests: [
      ...by('steps/nt4-hotfixes', 'asks again where only the key is there'),
      ...by('patches/signs', 'make it one to put on again when the key is there and the file is older'),
    ],
  },
  {
    id: 'reapply-chain',
    index: 1,
    says: 'After components from the CD everything goes on again, service pack first and before the restart.',
    tests: [
      ...by(
        'patches/missing',
        'asks again for everything that stands on a service pack which goes on again, service pack first',
      ),
      ...by(
        'patches/instructions',
        'says in which order everything goes on again after components were added',
      ),
    ],
  },
  {
    id: 'syskey-against-uninstall',
    index: 2,
    says: 'With Syskey on, an old hotfix.exe that takes a patch off leaves a server that hangs.',
    tests: [
      ...by('steps/order', 'has Syskey after all patches, and says what can no longer be taken off then'),
      ...by(
        'steps/by-the-operator',
        'warns of Syskey before the rollup and says that the Exchange service pack stays',
      ),
      ...by(
        'patches/instructions',
        'warns of Syskey before it names hotfix.exe, for every fix of that family',
      ),
    ],
  },
  {
    id: 'newest-off-first',
    index: 3,
    says: 'Fixes that share a file come off newest first.',
    tests: [
      ...by('patches/instructions', 'names what comes off first, newest first, where files are shared'),
      ...by('patches/catalogue', 'is the newest first where files are shared'),
    ],
  },
  {
    id: 'one-uninstall-folder',
    index: 4,
    says: 'A service pack goes on again without a second uninstall folder.',
    tests: by('patches/instructions', 'puts the service pack on again without a second uninstall folder'),
  },
  {
    id: 'z-means-two-things',
    index: 5,
    says: '-z of hotfix.exe means no restart, /z of packages with windows a restart.',
    tests: by(
      'patches/instructions',
      'of hotfix.exe are never shown for a package with windows, nor the other way round',
    ),
  },
  {
    id: 'silent-returns-early',
    index: 6,
    says: 'With /s a package for Exchange returns before it is done.',
    tests: by('patches/instructions', 'with /s return too early for Exchange'),
  },
  {
    id: 'service-pack-5-that-never-was',
    index: 7,
    says: 'Fixes of Exchange register below a Service Pack 5 that never came, under names of several kinds.',
    tests: by(
      'patches/catalogue',
      'of Exchange lie below a Service Pack 5, under names of several kinds, and in two places for MS02-011',
    ),
  },
  {
    id: 'q-or-kb',
    index: 8,
    says: 'Keys begin with Q or KB, and their number need not be that of the bulletin.',
    tests: by(
      'patches/catalogue',
      'have Q names first and KB names later, and either in between',
      'do not follow from the bulletin article',
    ),
  },
  {
    id: 'versions-by-language',
    index: 9,
    says: 'File versions differ between language editions.',
    tests: by(
      'patches/signs',
      'is held against the lowest version of the English edition',
      'tells nothing by its number on another edition',
    ),
  },
  {
    id: 'terminal-server',
    index: 10,
    says: 'Terminal Server Edition has builds of its own.',
    tests: [
      ...by(
        'steps/terminal-server',
        '%s asks a person for the package of that edition, and for none of the others',
        'has Exchange patched like any other server',
      ),
      ...by(
        'patches/missing',
        'is on Terminal Server Edition, whose own builds are others, what Exchange lacks',
      ),
    ],
  },
  {
    id: 'internet-explorer-first',
    index: 11,
    says: 'Internet Explorer before MS02-050 and MS03-023, whose files it writes over.',
    tests: [
      ...by('steps/nt4-hotfixes', 'comes after Internet Explorer, which writes over files of two fixes'),
      ...by('steps/internet-explorer', 'leaves Outlook Express out and says what it writes over'),
    ],
  },
  {
    id: 'iis-wants-its-restart',
    index: 12,
    says: 'A patch of IIS 4.0 protects from the next start on, not before.',
    tests: [
      ...by('steps/iis4-updates', 'wants the restart, without which IIS 4.0 is not protected'),
      ...by('patches/instructions', 'asks for the restart of IIS even where the package does not'),
    ],
  },
  {
    id: 'higher-build-contains-lower',
    index: 13,
    says: 'Within one component of Exchange a higher build contains the lower ones.',
    tests: by('steps/exchange-updates', 'does not ask for a component whose higher build is on'),
  },
  {
    id: 'exchange-order-is-derived',
    index: 14,
    says: 'The order for Exchange is derived, so that no file is replaced by an older one.',
    tests: [
      ...by('patches/catalogue', 'keeps every file of Exchange from being replaced by an older build'),
      ...by('steps/exchange-updates', 'stands on the service pack and says what its order rests on'),
    ],
  },
  {
    id: 'no-older-store',
    index: 15,
    says: 'An older Store.exe is never put back once a newer one has started.',
    tests: by('patches/instructions', 'never puts an older store back by hand'),
  },
  {
    id: 'clusters',
    index: 16,
    says: 'Packages of Exchange know nothing of clusters: each node in turn.',
    tests: by('patches/instructions', 'says for a cluster that each node is patched'),
  },
  {
    id: 'counters-can-crash',
    index: 17,
    says: 'Reading the counters of the database can stop the server until it is patched.',
    tests: by(
      'patches/instructions',
      'keeps monitors away from the database counters until the engine is patched',
    ),
  },
  {
    id: 'two-holes-for-ever',
    index: 18,
    says: 'MS03-010 and MS05-012 were never closed on NT 4.0: only something in front helps.',
    tests: [
      ...by(
        'steps/nt4-hotfixes',
        'takes the later baseline there and back too, with the word that port 135 is filtered',
      ),
      ...by(
        'steps/exchange-updates',
        'asks for a filter against TNEF, for which there is no fix, with the later baseline',
      ),
    ],
  },
  {
    id: 'requirement-met-by-successor',
    index: 19,
    says: 'What contains a required patch meets the requirement too.',
    tests: [
      ...by('patches/missing', 'takes a requirement for met by whatever contains it'),
      ...by('patches/catalogue', 'follows what a fix is contained in through a chain'),
    ],
  },
  {
    id: 'two-eras',
    index: 20,
    says: 'The date of the article leaves worm holes open: there is a later baseline too.',
    tests: by('patches/catalogue', 'are two eras: the later one closes the holes of Blaster and of TNEF'),
  },
];
