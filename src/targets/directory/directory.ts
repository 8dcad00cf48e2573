import type { DirectoryListing } from '../../model/census.js';
import { kind as attributeKind } from '../../resources/directory-attribute.js';
import { TargetError } from '../../errors.js';
import { kind as searchKind } from '../../resources/directory-search.js';
import { unreadable } from '../../model/reading.js';
import { driverOf, type Driver } from '../driver.js';
import { DirectoryConnection, type DirectoryPlace } from './connection.js';
import { DirectoryAttributeDriver } from './directory-attribute.js';
import { findMailboxes } from './directory-search.js';
import { namesBelow } from './names-below.js';
import { DirectorySchema } from './schema.js';

export interface Directory {
  /** Drivers by kind. Until the way is known they may ask. */
  readonly drivers: ReadonlyMap<string, Driver>;
  /** Never asks: it tells nothing before LDAP was agreed to. */
  readonly listing: DirectoryListing;
  close(): Promise<void>;
}

export interface DirectoryOptions {
  /** Where LDAP is agreed to and how to get there; undefined: by hand. Asked for at the first use, and once. */
  readonly place: () => Promise<DirectoryPlace | undefined>;
  /** True where `place` asks somebody. */
  readonly mayAsk: boolean;
  readonly byHand: Driver;
}

interface Opened {
  readonly connection: DirectoryConnection;
  readonly attributes: Driver;
  readonly mailboxes: Driver;
}

/** It let nobody in, or nobody answered. One try a session: a wrong password counts towards the account lockout. */
interface Closed {
  readonly refusal: TargetError;
}

/** The Exchange directory of a server. Nothing is asked, sent or opened before a resource of it is wanted. */
export function directoryOf({ place, mayAsk, byHand }: DirectoryOptions): Directory {
  let opening: Promise<Opened | Closed | undefined> | undefined;
  let decided: 'ldap' | 'hand' | undefined;
  const opened = (): Promise<Opened | Closed | undefined> => (opening ??= open());
  async function open(): Promise<Opened | Closed | undefined> {
    const where = await place();
    decided = where === undefined ? 'hand' : 'ldap';
    if (where === undefined) return undefined;
    const connection = await DirectoryConnection.open(where).catch((error: unknown) => {
      if (error instanceof TargetError) return error;
      throw error;
    });
    if (connection instanceof TargetError) return { refusal: connection };
    const schema = new DirectorySchema(connection);
    return {
      connection,
      attributes: driverOf(attributeKind, new DirectoryAttributeDriver(connection, schema)),
      mailboxes: driverOf(searchKind, {
        async read(addresses) {
          const readings = [];
          for (const address of addresses) readings.push(await findMailboxes(address, connection, schema));
          return readings;
        },
        // A mailbox changes hands in Exchange Administrator: over LDAP its mail would be orphaned (Q284199)
        write: () => Promise.reject(new Error('mailboxes are written by hand')),
      }),
    };
  }
  const driver = (pick: (way: Opened) => Driver, writes: 'over LDAP' | 'by hand'): Driver => ({
    get asks() {
      if (decided === 'hand' || (decided === undefined && mayAsk)) return byHand.asks;
      return writes === 'by hand' ? 'to write' : undefined;
    },
    async read(resources) {
      const way = await opened();
      if (way === undefined) return byHand.read(resources);
      if (!('refusal' in way)) return pick(way).read(resources);
      const reason = way.refusal.message.replace(/\.$/, '');
      return resources.map(() => unreadable(reason));
    },
    async write(resource, to) {
      const way = writes === 'by hand' ? undefined : await opened();
      if (way !== undefined && 'refusal' in way) throw way.refusal;
      await (way === undefined ? byHand : pick(way)).write(resource, to);
    },
  });
  return {
    drivers: new Map([
      [attributeKind.name, driver((way) => way.attributes, 'over LDAP')],
      [searchKind.name, driver((way) => way.mailboxes, 'by hand')],
    ]),
    listing: {
      async namesBelow(dn) {
        if (decided === undefined && mayAsk) return undefined;
        const way = await opened();
        return way === undefined || 'refusal' in way ? undefined : namesBelow(dn, way.connection);
      },
      async agree() {
        if (mayAsk) await opened();
      },
    },
    async close() {
      const way = await opening?.catch(() => undefined);
      if (way !== undefined && 'connection' in way) await way.connection.close();
    },
  };
}
