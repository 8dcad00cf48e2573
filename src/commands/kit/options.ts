import { z } from 'zod';
import { UsageError } from '../../errors.js';
import { floppyBytes } from '../../targets/kit/folder/kit-files.js';

export interface KitExportOptions {
  readonly server?: string;
  readonly stage?: string;
  readonly step?: readonly string[];
  readonly beyond: boolean;
  readonly answers?: string;
  /** A fresh collect kit, although readings are there. */
  readonly collect: boolean;
  readonly volume?: string;
  readonly deadMan: boolean;
  readonly yes: boolean;
  readonly overrideSoak?: string;
  readonly overrideOrder?: string;
}

/** Bytes of a volume: `1440k`, `720k`, `2m`. @throws UsageError */
export function volumeBytes(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, digits = '', unit = ''] = /^(\d{1,6})([km])$/i.exec(text) ?? [];
  const bytes = Number(digits) * (unit.toLowerCase() === 'm' ? 1_000_000 : 1000);
  if (digits === '' || bytes < 30_000) {
    throw new UsageError(`--volume takes a size such as 1440k, at least 30k, not ${text}.`);
  }
  return Math.min(bytes, /^1440k$/i.test(text) ? floppyBytes : bytes);
}

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,14}$/);

/** @throws UsageError for what is no computer name of NT 4.0 that a script may hold */
export function serverName(text: string): string {
  const result = name.safeParse(text);
  if (result.success) return result.data.toUpperCase();
  throw new UsageError(
    `--server takes the server's computer name, up to 15 letters, digits and hyphens, not ${text}.`,
  );
}

/** Nothing is written in this process on such a server: the command that carries it is the answer. */
export const carriedByHand = (
  folder: string,
  command: 'export' | 'undo',
  words: readonly string[] = [],
): UsageError =>
  new UsageError(
    `Nothing reaches this server but what is carried to it. Use batten kit ${[command, folder, ...words].join(' ')}; ` +
      'batten assess and batten status show what the last results told.',
  );
