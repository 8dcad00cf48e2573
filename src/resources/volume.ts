import { z } from 'zod';
import { expectExact, type Expectation } from '../model/expectation.js';
import type { HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present } from '../model/reading.js';

type Address = Readonly<{ drive: string }>;

/** `fileSystem` is what the operator changes; the other members are read along. */
export type VolumeValue = Readonly<{
  kind: 'fixed' | 'cd-rom' | 'removable' | 'network';
  fileSystem: string;
  label?: string;
  sizeMb?: number;
  freeMb?: number;
  clusterBytes?: number;
  /** What is known to lie on it, in words: `Exchange databases`. */
  holds?: readonly string[];
}>;

const drives = ['fixed', 'cd-rom', 'removable', 'network'] as const;

const address: z.ZodType<Address> = z.object({
  drive: z
    .string()
    .regex(/^[a-z]:$/i, 'a drive is a letter and a colon')
    .transform((drive) => drive.toUpperCase()),
});

const value: z.ZodType<VolumeValue> = z.object({
  kind: z.enum(drives),
  fileSystem: z.string(),
  label: z.string().exactOptional(),
  sizeMb: z.number().exactOptional(),
  freeMb: z.number().exactOptional(),
  clusterBytes: z.number().exactOptional(),
  holds: z.array(z.string()).exactOptional(),
});

export const kind = defineKind<Address, VolumeValue>({
  name: 'volume',
  title: 'volume',
  doneBy: 'operator',
  address,
  value,
  identity: ({ drive }) => drive.toLowerCase(),
  describe: ({ drive }) => ({ place: 'Volumes', name: drive }),
  show: ({ kind, fileSystem, holds = [] }) =>
    [kind, fileSystem === '' ? 'no medium' : fileSystem].join(', ') +
    (holds.length === 0 ? '' : ` (${holds.join(', ')})`),
  equal: (a, b) => a.kind === b.kind && a.fileSystem.toUpperCase() === b.fileSystem.toUpperCase(),
  byHand: {
    look: ({ drive }) => ({
      clicks: [
        'Choose Start, Programs, Administrative Tools (Common), Disk Administrator.',
        `Read the box of ${drive}: its file system, and whether it is on a hard disk. Close it without changing anything.`,
      ],
      typed: [`chkdsk ${drive}`],
      notes: ['chkdsk without any option only reads, and begins with the type of the file system.'],
    }),
    change,
    question: ({ drive }) => `Kind and file system of ${drive}, such as fixed NTFS or cd-rom CDFS`,
    parse(answer) {
      const [, word = '', fileSystem = ''] = /^\s*(\S+)(?:[\s,]+(\S+))?\s*$/.exec(answer) ?? [];
      const found = drives.find((one) => one === word.toLowerCase());
      return found === undefined || (found === 'fixed' && fileSystem === '')
        ? { problem: `Answer with one of ${drives.join(', ')}, then the file system.` }
        : { value: { kind: found, fileSystem: fileSystem.toUpperCase() } };
    },
  },
});

/** A hard disk volume has NTFS. A drive that is not there, is no hard disk or has no medium is fine as it is. */
export function ntfsVolume(drive: string): Expectation {
  const resource = kind.resource({ drive });
  const expectation = expectExact<VolumeValue, VolumeValue>(resource, kind.typed, {
    get: (found) => found,
    set: (found, wanted) => ({ ...found, ...wanted }),
    show: () => 'NTFS',
    equal: ({ kind: drive, fileSystem }) => drive !== 'fixed' || fileSystem.toUpperCase() === 'NTFS',
    absentMeets: true,
  }).exactly({ kind: 'fixed', fileSystem: 'NTFS' });
  return { ...expectation, words: 'is NTFS' };
}

function change({ drive }: Address, to: Present<VolumeValue> | Absent): HandText {
  if (to.state === 'absent')
    return { clicks: [`Nothing to do: Batten takes no volumes away, ${drive} stays.`] };
  const { fileSystem, holds = [] } = to.value;
  if (fileSystem.toUpperCase() !== 'NTFS') {
    return {
      clicks: [
        `NT cannot turn NTFS back into ${fileSystem === '' ? 'what it was' : fileSystem}: format ${drive} and restore the backup.`,
      ],
    };
  }
  const exchange = holds.some((one) => one.includes('Exchange'));
  return {
    clicks: [
      ...(exchange
        ? [
            `${drive} holds ${holds.join(', ')}: in Control Panel, Services stop Microsoft Exchange System Attendant and, when asked, what depends on it.`,
          ]
        : []),
      'No window converts a volume: open a command prompt and type what is shown below.',
      'A volume in use is converted at the next start: answer Y and restart the server.',
      `Disk Administrator shows NTFS for ${drive} afterwards.`,
    ],
    typed: [...(exchange ? ['net stop MSExchangeSA'] : []), `convert ${drive} /FS:NTFS`],
    notes: [
      ...(exchange
        ? [
            // convert always makes clusters of 512 bytes
            'A database is slow on a converted volume; better back it up, format the volume with NTFS and restore (Q231756).',
          ]
        : []),
      'Afterwards Everyone has full control of it: set permissions anew; for the system volume fixacls of the Resource Kit does.',
    ],
  };
}
