import { z } from 'zod';
import type { Expectation } from '../../../src/model/expectation.js';
import type { Facts } from '../../../src/model/facts.js';
import { defineStep } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';
import { ntfsVolume } from '../../../src/resources/volume.js';

const drive = z
  .string()
  .regex(/^[c-z]:$/i, 'a drive is a letter from C on and a colon')
  .transform((letter) => letter.toUpperCase());

export const ntfsStep = defineStep({
  id: 'ntfs',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-09'],
  line: 27,
  title: 'NTFS on every hard disk',
  why: 'A FAT volume has no permissions at all: who gets at the disk or a share on it reads everything. Exchange databases on FAT are open to all who log on.',
  mayBreak: [
    'Converting makes clusters of 512 bytes, slow for big Exchange databases: better back up, format with NTFS and restore (Q231756).',
    'After the conversion Everyone has full control of the volume until permissions are set.',
    'It needs free space and the volume for itself: stop Exchange first; a volume in use is converted at the next start.',
    'The system partition of an Alpha or MIPS machine and a partition shared with DOS have to stay FAT.',
    'Never switch on NTFS compression where Exchange keeps its data.',
  ],
  sources: ['Q135645', 'Q157963', 'Q231756', 'Q170009'],
  reversibility: 'irreversible',
  effect: 'reboot',
  needs: ['recovery-ready'],
  unconfirmed: [
    'Where the server does not list its drives, that there are no others is the word of a person. CD-ROM and removable drives are left alone.',
  ],
  options: z.strictObject({
    drives: z
      .array(drive)
      .min(1, 'name at least one drive')
      .exactOptional()
      .describe('Drives to look at, where not all that the server lists, or C: to F:'),
  }),
  expects(given, facts) {
    const letters = lettersOf(given, facts);
    return [
      ...letters.map((letter) => ntfsVolume(letter)),
      ...(listed(facts).length === 0 ? [noOthers(letters)] : []),
    ];
  },
  scope(given, facts) {
    const letters = lettersOf(given, facts);
    const words = (letter: string): string => `drive ${letter}`;
    return {
      looked: letters.map(words),
      left: listed(facts)
        .filter((letter) => !letters.includes(letter))
        .map(words),
    };
  },
});

interface Options {
  readonly drives?: readonly string[];
}

const usual = ['C:', 'D:', 'E:', 'F:'];

function lettersOf({ drives }: Options, facts: Facts): readonly string[] {
  const found = listed(facts);
  return [...new Set(drives ?? (found.length > 0 ? found : usual))];
}

/** A: and B: are for floppies. */
const listed = ({ drives = [] }: Facts): readonly string[] => drives.filter((letter) => letter >= 'C:');

const noOthers = (letters: readonly string[]): Expectation =>
  attestation('no-other-drives').attested(
    `Disk Administrator shows no partition of a hard disk besides ${letters.join(', ')}.`,
  );
