import { join } from 'node:path';
import { withGiven } from '../discovery/asked-facts.js';
import { discover } from '../discovery/discover.js';
import { differenceOf } from '../model/identity.js';
import { namesOf, type Facts } from '../model/facts.js';
import type { Access } from '../model/access.js';
import { JournalError } from '../errors.js';
import { JournalFile, readJournal } from '../journal/file.js';
import { foldJournal } from '../journal/history.js';
import type { JournalRecord } from '../journal/record.js';
import { holderNow } from '../journal/holder-now.js';
import { acquireLock } from '../journal/lock.js';
import { folderOf, journalPath, journalOwner } from '../journal/servers.js';
import { operatorName, prepareState, stateFolder } from '../journal/state-folder.js';
import { eachInTurn } from '../files/each-in-turn.js';
import { sweepDrafts } from '../files/write-whole.js';
import { unreadable } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import { accessTo, asksOver, driverFor } from '../targets/access.js';
import type { Driver } from '../targets/driver.js';
import { FileStore } from '../targets/file-store.js';
import { storeDriver } from '../targets/store.js';
import type { Target } from '../targets/target.js';
import { version } from '../files/version.js';
import type { Context } from './context.js';
import { connect } from './connect.js';
import { clockWithServer } from './server-clock.js';
import { systemClock } from './system-clock.js';

export interface ReadServer {
  readonly target: Target;
  readonly facts: Facts;
  readonly access: Access;
  /** Finds the facts out anew, on the server or on a twin of it. @param known what was found or told before */
  discover(known: Facts, on?: Access): Promise<Facts>;
  /** The server's own folder in the state folder. */
  readonly folder: string;
  /** What its journal held when it was reached; nothing where there was none. */
  readonly records: readonly JournalRecord[];
  /** Whether its driver may ask the operator. */
  asks(resource: Resource): Driver['asks'];
  /** Has the operator told what accounts are called by these facts from now on. */
  nameAs(newest: () => Facts): void;
  close(): Promise<void>;
}

export interface OpenServer extends ReadServer {
  readonly journal: JournalFile;
}

/** Drivers of a command's own for things that live on the workstation, by kind. */
export type OnWorkstation = (target: Target, folder: string) => ReadonlyMap<string, Driver>;

/** Reaches a server and finds out who it is; writes nothing, neither there nor here. */
export async function readServer(
  url: string,
  context: Context,
  onWorkstation: OnWorkstation = () => new Map(),
): Promise<ReadServer> {
  const state = stateFolder(context.globals.state, context.environment);
  const { target: reached, byHand, knowing } = await connect(url, state, systemClock(), context);
  try {
    const target = { ...reached, clock: await clockWithServer(reached) };
    const self = await target.identify?.();
    const find = (known: Facts | undefined, on?: Access): Promise<Facts> =>
      discover({
        access: accessForDiscovery(target, byHand, on),
        self,
        census: target.census,
        directory: target.directory,
        told: target.told?.(),
        administrators: known?.exchangeAdministratorsSid,
        now: target.clock.now(),
        origin: target.factsFrom,
      });
    const found = await find(undefined);
    const folder = await folderOf(state, found, target.url);
    const { records } = await readJournal(journalPath(folder));
    const { facts: recorded } = foldJournal(records);
    // Whose journal it is shows only now, and with it what a person told before
    const isTold = recorded?.exchangeAdministratorsSid !== undefined && found.people !== undefined;
    const whole = isTold && found.exchangeAdministrators === undefined ? await find(recorded) : found;
    const facts = withGiven(recorded, whole);
    const nameAs = (newest: () => Facts): void => {
      knowing(folder, () => namesOf(newest()));
    };
    nameAs(() => facts);
    const local = new Map(onWorkstation(target, folder));
    // The operator's word is kept beside the journal; only the lab's belongs to the simulated server.
    if (!target.simulated)
      local.set('attestation', storeDriver(new FileStore(join(folder, 'attestations.json'))));
    const driverOf = driverFor(target, local, byHand);
    const asks = (resource: Resource): Driver['asks'] => asksOver(driverOf(resource) ?? byHand, byHand);
    return {
      target,
      facts,
      folder,
      records,
      asks,
      discover: find,
      access: accessTo(target, local, byHand),
      nameAs,
      close: () => target.close(),
    };
  } catch (error) {
    await reached.close();
    throw error;
  }
}

/** Nobody is asked meanwhile, but at a server that only a person reaches. @param on a twin, where it is not the server itself */
function accessForDiscovery(target: Target, byHand: Driver, on: Access | undefined): Access {
  if (target.factsFrom === 'operator') return on ?? accessTo(target, new Map(), byHand);
  if (on !== undefined) return withoutAsking(on, target, byHand);
  const quiet = (kind: string): Driver | undefined => {
    const driver = target.driver(kind);
    return driver?.asks === 'to read and write' ? undefined : driver;
  };
  return accessTo({ ...target, driver: quiet }, new Map(), undefined);
}

/** What only a person could tell is unreadable: a few questions are asked instead, and only where a step wants to know. */
function withoutAsking(access: Access, target: Target, byHand: Driver): Access {
  const driverOf = driverFor(target, new Map(), byHand);
  const asks = (resource: Resource): boolean =>
    asksOver(driverOf(resource) ?? byHand, byHand) === 'to read and write';
  return {
    ...access,
    async read(resources) {
      const quiet = resources.filter((resource) => !asks(resource));
      const readings = await access.read(quiet);
      return resources.map(
        (resource) => readings[quiet.indexOf(resource)] ?? unreadable('only a person can look there'),
      );
    },
  };
}

/**
 * Reaches a server and takes hold of its journal.
 * @throws JournalError when it is locked, damaged or another server's
 */
export async function openServer(
  url: string,
  command: string,
  context: Context,
  onWorkstation?: OnWorkstation,
): Promise<OpenServer> {
  await prepareState(stateFolder(context.globals.state, context.environment));
  const server = await readServer(url, context, onWorkstation);
  const { target, facts, folder } = server;
  const operator = operatorName();
  const closing: (() => Promise<void>)[] = [() => server.close()];
  const close = (): Promise<void> => eachInTurn(closing.toReversed());
  try {
    const lock = await acquireLock(folder, holderNow(command));
    closing.push(() => lock.release());
    await sweepDrafts(folder);
    if (lock.tookOver !== undefined) {
      const { operator: who, pid, since } = lock.tookOver;
      context.terminal.say(
        `Took over the lock of ${who}, process ${pid}, since ${since}: it no longer runs.`,
      );
    }
    const journal = await JournalFile.open(
      journalPath(folder),
      { operator, version: version() },
      target.clock,
    );
    closing.push(() => journal.close());
    await checkWhose(journal, facts, context);
    server.nameAs(() => foldJournal(journal.records).facts ?? facts);
    return { ...server, journal, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function checkWhose(journal: JournalFile, facts: Facts, { terminal }: Context): Promise<void> {
  const last = journal.records.at(-1);
  if (last?.type === 'recovered') {
    terminal.say(
      `The journal's last line was cut off (${last.lostBytes} bytes); it was set aside. ` +
        'What it was about is looked up on the server where that matters.',
    );
  }
  const recorded = journalOwner(journal.records);
  if (recorded === undefined) await journal.append({ type: 'server', facts });
  const difference = recorded === undefined ? undefined : differenceOf(recorded, facts);
  if (difference !== undefined) {
    throw new JournalError(
      `The journal ${journal.path} is not this server's: ${difference}. Nothing was touched. ` +
        'Give another state folder with --state DIR.',
    );
  }
}
