import { z } from 'zod';
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
    'Nothing lists the drives of a server, so that there are no others is the word of a person. CD-ROM and removable drives are left alone.',
  ],
  options: z.strictObject({
    drives: z
      .array(drive)
      .min(1, 'name at least one drive')
      .default(['C:', 'D:', 'E:', 'F:'])
      .describe('Drives to look at'),
  }),
  expects({ drives }) {
    const letters = [...new Set(drives)];
    return [
      ...letters.map((letter) => ntfsVolume(letter)),
      attestation('no-other-drives').attested(
        `Disk Administrator shows no partition of a hard disk besides ${letters.join(', ')}.`,
      ),
    ];
  },
  scope: ({ drives }) => ({ looked: [...new Set(drives)].map((letter) => `drive ${letter}`), left: [] }),
});
