import { resolve } from 'node:path';
import { UsageError } from '../errors.js';

/**
 * The one spelling of a target's address, as journals hold it: a folder of kits is known by its whole path, from
 * wherever it is named. Reaches nothing.
 * @throws UsageError for what is no address
 */
export async function targetUrl(given: string): Promise<string> {
  if (given === 'lab:') return given;
  if (given.startsWith('kit:')) return `kit:${resolve(given.slice('kit:'.length))}`;
  if (given.startsWith('smb://'))
    return (await import('../targets/samba/connection/address.js')).parseSmbUrl(given).url;
  if (!given.startsWith('hand:')) {
    throw new UsageError(
      `${given} is no target. Use lab:, smb://[DOMAIN;]user@host[:port], or hand:NAME or kit:FOLDER for a server that no network reaches.`,
    );
  }
  const name = given.slice('hand:'.length);
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,14}$/.test(name)) return `hand:${name.toUpperCase()}`;
  throw new UsageError(
    `${given} does not name a server: hand:NAME takes its computer name, up to 15 characters.`,
  );
}
