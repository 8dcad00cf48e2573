import { DataError } from '../../../errors.js';
import { lintFile } from '../scripts/lint.js';

/** A kit's files by name; texts with CR and LF, captured evidence as bytes. */
export type KitFiles = ReadonlyMap<string, string | Uint8Array>;

export const kitFile = (name: string, lines: readonly string[]): readonly [string, string] => [
  name,
  `${lines.join('\r\n')}\r\n`,
];

/** @throws DataError when a file is nothing that NT 4.0 can be given: a fault of Batten's, and no kit is written */
export function refuseUnfit(files: KitFiles): void {
  const problems = [...files].flatMap(([name, content]) => lintFile(name, content));
  const [first] = problems;
  if (first === undefined) return;
  throw new DataError(
    `The kit was not written: ${first}${problems.length > 1 ? `, and ${problems.length - 1} more` : ''}. ` +
      'Leave the step out with --step, and report this.',
  );
}

/** Room on a 1.44 MB floppy, less its folder entries. */
export const floppyBytes = 1_440_000;

const cluster = 512;

/** Distributes files over volumes of a size, in their order. @throws DataError for a file that is larger than one volume */
export function splitVolumes(files: KitFiles, bytes: number): readonly KitFiles[] {
  const volumes: Map<string, string | Uint8Array>[] = [new Map<string, string | Uint8Array>()];
  let used = 0;
  for (const [name, content] of files) {
    const size = Math.ceil((content.length + 1) / cluster) * cluster;
    if (size > bytes) {
      throw new DataError(
        `${name} has ${content.length} bytes and does not fit a volume of ${bytes}. Give a larger --volume.`,
      );
    }
    if (used + size > bytes) {
      volumes.push(new Map());
      used = 0;
    }
    volumes.at(-1)?.set(name, content);
    used += size;
  }
  return volumes;
}
