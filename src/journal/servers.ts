import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Facts } from '../model/facts.js';
import { differenceOf } from '../model/identity.js';
import { JournalError, WorkstationError } from '../errors.js';
import { codeOf } from '../files/error-code.js';
import { readJournal } from './file.js';
import { foldJournal, type History } from './history.js';
import type { JournalRecord } from './record.js';

/** A server that has a journal in the state folder. */
export interface KnownServer {
  readonly folder: string;
  readonly facts: Facts;
  readonly history: History;
  /** Bytes of a last line that was cut off. */
  readonly tornBytes: number;
  /** Every address it was reached by, newest last. */
  readonly targets: readonly string[];
}

export const journalPath = (folder: string): string => join(folder, 'journal.jsonl');

/** All servers of the state folder, by name. @throws JournalError when a journal is damaged */
export async function knownServers(state: string): Promise<readonly KnownServer[]> {
  const home = join(state, 'servers');
  const names = await readdir(home).catch((cause: unknown) => {
    const code = codeOf(cause);
    if (code === 'ENOENT') return [];
    throw new WorkstationError(
      `The state folder ${home} cannot be read (${code}). Give another one with --state DIR.`,
      {
        cause,
      },
    );
  });
  const servers: KnownServer[] = [];
  for (const name of names.sort()) {
    const folder = join(home, name);
    const { records, tornBytes } = await readJournal(journalPath(folder));
    const history = foldJournal(records);
    if (history.facts === undefined) continue;
    const targets = records.flatMap((record) => (record.type === 'session' ? [record.target] : []));
    servers.push({ folder, facts: history.facts, history, tornBytes, targets });
  }
  return servers;
}

/** The server that an address was last used for, without asking it. */
export async function serverOfTarget(state: string, url: string): Promise<KnownServer | undefined> {
  const servers = (await knownServers(state)).filter((server) => server.targets.includes(url));
  return servers.sort((a, b) => lastTime(a).localeCompare(lastTime(b))).at(-1);
}

/**
 * The folder of the server that answers at an address now: its own, or a new one.
 * @throws JournalError when the address belonged to another server before
 */
export async function folderOf(state: string, facts: Facts, url: string): Promise<string> {
  const servers = await knownServers(state);
  const same = servers.find((server) => differenceOf(server.facts, facts) === undefined);
  if (same !== undefined) return same.folder;
  const other = servers.find((server) => server.targets.includes(url));
  if (other !== undefined) {
    throw new JournalError(
      `${url} was ${other.facts.name} (${differenceOf(other.facts, facts) ?? 'another server'}) when its journal ` +
        `was written. Nothing was touched. If the server was replaced, move ${other.folder} away first.`,
    );
  }
  const taken = new Set(servers.map((server) => server.folder));
  const base = join(state, 'servers', serverFolderName(facts.name));
  for (let number = 1; ; number++) {
    const folder = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(folder)) return folder;
  }
}

/**
 * Whose journal it is: the facts of its first record, but for those about lines that were cut off before it. Undefined
 * where nothing else was recorded yet. @throws JournalError where something else comes first
 */
export function journalOwner(records: readonly JournalRecord[]): Facts | undefined {
  const first = records.find((record) => record.type !== 'recovered');
  if (first === undefined) return undefined;
  if (first.type === 'server') return first.facts;
  throw new JournalError(
    `The journal does not say whose it is: its record ${first.sequence} is of type ${first.type}. Nothing was touched. Put back a whole copy of it.`,
  );
}

/** A server's name as a folder can be called on any system; Windows keeps some names for devices. */
export function serverFolderName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 60);
  return plain === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(plain) ? `_${plain}` : plain;
}

const lastTime = (server: KnownServer): string => server.history.records.at(-1)?.time ?? '';
