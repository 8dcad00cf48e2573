import { z } from 'zod';
import { present, type Settable } from '../model/reading.js';
import type { Expectation } from '../model/expectation.js';
import type { HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';

type Address = Readonly<{ id: string }>;

/** A scan that somebody made and brought as a file. */
export type ScanResultValue = Readonly<{
  tool: string;
  /** What it leaves to be done, by name; nothing where all is well. */
  open: readonly string[];
  /** ISO time of the scan; undefined where nothing tells. */
  taken?: string;
  /** True where something was installed after the scan. */
  outdated?: boolean;
}>;

const address: z.ZodType<Address> = z.object({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a scan is named in small letters with hyphens'),
});

const value: z.ZodType<ScanResultValue> = z.object({
  tool: z.string(),
  open: z.array(z.string()),
  taken: z.string().exactOptional(),
  outdated: z.boolean().exactOptional(),
});

export const kind = defineKind<Address, ScanResultValue>({
  name: 'scan-result',
  title: 'scan result',
  doneBy: 'operator',
  address,
  value,
  identity: ({ id }) => id,
  describe: ({ id }) => ({ place: 'Scans', name: id }),
  show: ({ tool, open, taken, outdated }) =>
    [
      `${tool}${taken === undefined ? '' : ` of ${taken.slice(0, 10)}`}`,
      open.length === 0 ? 'nothing missing' : `open: ${open.join(', ')}`,
      ...(outdated === true ? ['older than the last installation'] : []),
    ].join('; '),
  // When it was made and what happened since is not what it says.
  equal: (a, b) => sortedText(a) === sortedText(b),
  byHand: {
    look: () => ({ clicks: ['Look at the last result that was brought: batten assess shows it.'] }),
    change: (_, to) =>
      to.state === 'absent' ? { clicks: ['Forgets the result; nothing on the server changes.'] } : howToScan,
    question: () => 'What the scan leaves open, by bulletin, or: nothing missing',
    parse(answer) {
      const said = answer.trim();
      if (said === '') return { problem: 'Answer with bulletins, or with: nothing missing.' };
      const open = /^nothing( missing)?$/i.test(said) ? [] : said.split(/[\s,]+/);
      return { value: { tool: 'by hand', open } };
    },
  },
});

/** MBSA does not install on NT 4.0: it scans from Windows 2000 or XP over the network. */
const howToScan: HandText = {
  clicks: [
    'On Windows 2000 or XP, as an administrator of the server, put MBSA 1.1 and its mssecure.cab in one folder and open a command prompt there.',
    'Type mbsacli.exe /hf -h NAME -v -o tab -f scan.txt, with the name of the server for NAME. Its exit code says nothing; the file does.',
    'Bring the file here: batten assess --scan scan.txt',
    'Install what it finds missing, restart the server, and scan again until nothing is left.',
  ],
  typed: ['mbsacli.exe /hf -v -o tab -f scan.txt'],
  notes: [
    'On the server itself only the command line of MBSA runs, as above.',
    'For a server that is not English add -nosum: its files have other checksums.',
  ],
};

export interface ScanExpectations {
  /** The result is newer than the last installation and leaves nothing open but what was acknowledged. */
  clean(acknowledged: readonly string[]): Expectation;
}

/** The last result of a scan that was brought. */
export function scanResult(id: string): ScanExpectations {
  const resource = kind.resource({ id });
  return {
    clean(acknowledged) {
      const known = new Set(acknowledged.map((one) => one.toUpperCase()));
      const met = (reading: Settable): boolean => {
        const found = kind.typed(reading);
        if (found.state !== 'present' || found.value.outdated === true) return false;
        return found.value.open.every((one) => known.has(one.toUpperCase()));
      };
      return {
        resource,
        words: 'is newer than the last installation and leaves nothing open',
        met,
        aim: (reading) => (met(reading) ? reading : present({ tool: 'mbsacli /hf', open: [] })),
      };
    },
  };
}

const sortedText = ({ open }: ScanResultValue): string => [...open].sort().join('\n');
