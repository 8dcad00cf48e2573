import { createHash } from 'node:crypto';

/** What stands before the first record in the chain. */
export const noPrevious = '0'.repeat(64);

const ending = /,"checksum":"([0-9a-f]{64})"\}$/;

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** A record as its line, with its checksum as the last member, and that checksum. */
export function sealedLine(record: object): { readonly line: string; readonly checksum: string } {
  const body = JSON.stringify(record);
  const checksum = sha256(body);
  return { line: `${body.slice(0, -1)},"checksum":"${checksum}"}`, checksum };
}

/**
 * What the next record names as the one before it: the checksum that a line holds, or for a line of format 1, which has
 * none, its hash. Undefined where the checksum is not that of the line.
 */
export function chainLinkOf(line: string, format: number): string | undefined {
  const found = ending.exec(line);
  // A last record of format 2 that says 1 would otherwise be believed unread.
  if (format === 1) return found === null ? sha256(line) : undefined;
  const said = found?.[1];
  if (found === null || said === undefined) return undefined;
  return sha256(`${line.slice(0, found.index)}}`) === said ? said : undefined;
}
