import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { directoryAttribute } from '../../../src/resources/directory-attribute.js';
import { kind as searchKind } from '../../../src/resources/directory-search.js';
import { absent, present, type Reading } from '../../../src/model/reading.js';
import type { Resource } from '../../../src/model/resource.js';
import { directoryOf, type Directory } from '../../../src/targets/directory/directory.js';
import { PageWatch } from '../../../src/targets/directory/page-watch.js';
import type { Driver } from '../../../src/targets/driver.js';
import {
  startScriptedDirectory,
  type ScriptedDirectory,
  type ScriptedPage,
} from '../../support/scripted-directory.js';

const site = 'ou=HQ,o=Example';
const owner = 'Assoc-NT-Account';
const sid = 'S-1-5-21-1-2-3-500';
const bytes = '010500000000000515000000010000000200000003000000F4010000';

const nobody: Driver = {
  read: () => Promise.reject(new Error('nobody is there')),
  write: () => Promise.reject(new Error('nobody is there')),
};

describe('the directory', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function start(...script: Parameters<typeof startScriptedDirectory>): Promise<ScriptedDirectory> {
    const server = await startScriptedDirectory(...script);
    closing.push(() => server.stop());
    return server;
  }

  function open(port: number): Directory {
    const place = { host: '127.0.0.1', port, user: 'Administrator', domain: 'EXAMPLE', password: 'secret' };
    const directory = directoryOf({ place: () => Promise.resolve(place), mayAsk: false, byHand: nobody });
    closing.push(() => directory.close());
    return directory;
  }

  const driverFor = ({ kind }: Resource, directory: Directory): Driver =>
    directory.drivers.get(kind) ?? nobody;

  async function read(resource: Resource, directory: Directory): Promise<Reading> {
    const [reading] = await driverFor(resource, directory).read([resource]);
    return reading ?? { state: 'unreadable', reason: 'none' };
  }

  it('that refuses the logon is unreadable, says why, and is tried once a session', async () => {
    const server = await start(49);
    const directory = open(server.port);
    const flag = directoryAttribute(`cn=POP3,cn=Protocols,${site}`, 'Use-Site-Values').resource;
    const mailboxes = searchKind.resource({ base: site, owners: [sid] });
    for (const resource of [flag, mailboxes, flag]) {
      expect(await read(resource, directory)).toMatchObject({
        state: 'unreadable',
        reason: expect.stringMatching(/user, domain or password was refused.*\(LDAP 49\)$/),
      });
    }
    await expect(driverFor(flag, directory).write(flag, absent)).rejects.toThrow(/\(LDAP 49\)/);
    expect(server).toMatchObject({ binds: 1, connections: 1 });
  });

  const mailboxPages = (...pages: readonly ScriptedPage[]) => {
    return (base: string, given: number): ScriptedPage => {
      if (base === '') return page(false, ['', 'supportedControl', '1.2.840.113556.1.4.319']);
      if (base.includes('Microsoft DMD')) return page(false, [base, 'description', owner]);
      return pages[given] ?? page(false);
    };
  };
  const page = (more: boolean, ...entries: readonly (readonly [string, string, string])[]): ScriptedPage => ({
    more,
    entries: entries.map(([dn, attribute, value]) => ({ dn, attribute, value })),
  });
  const mailbox = (name: string) => [`cn=${name},cn=Recipients,${site}`, owner, bytes] as const;

  it.each<[string, readonly ScriptedPage[], unknown]>([
    ['full pages and a last one', [page(true, mailbox('a')), page(false, mailbox('b'))], ['a', 'b']],
    ['an empty last page that promises nothing', [page(true, mailbox('a')), page(false)], ['a']],
    ['no mailbox at all', [page(false)], []],
    ['an empty page that promises another', [page(true, mailbox('a')), page(true)], undefined],
    ['nothing but a promise', [page(true)], undefined],
  ])('takes %s for what it is', async (_, pages, names) => {
    const server = await start(0, mailboxPages(...pages));
    const reading = await read(searchKind.resource({ base: site, owners: [sid] }), open(server.port));
    expect(reading).toEqual(
      Array.isArray(names)
        ? present({ mailboxes: names.map((name) => `${sid} cn=${String(name)},cn=Recipients,${site}`) })
        : { state: 'unreadable', reason: expect.stringMatching(/empty page .* may be short/) },
    );
  });
});

describe('what the directory lists', () => {
  const servers = `cn=Servers,cn=Configuration,${site}`;

  it('is asked for only once somebody agreed, and nobody is asked twice', async () => {
    const server = await startScriptedDirectory(0, (base) => ({
      entries:
        base === servers
          ? ['NTEX01', 'NTEX02'].map((name) => ({
              dn: `cn=${name},${servers}`,
              attribute: 'rdn',
              value: name,
            }))
          : [],
      more: false,
    }));
    let agreed = 0;
    const place = { host: '127.0.0.1', port: server.port, user: 'A', domain: 'EXAMPLE', password: 'secret' };
    const directory = directoryOf({
      place: () => {
        agreed++;
        return Promise.resolve(place);
      },
      mayAsk: true,
      byHand: nobody,
    });
    try {
      expect(await directory.listing.namesBelow(servers)).toBeUndefined();
      expect({ agreed, connections: server.connections }).toEqual({ agreed: 0, connections: 0 });
      await directory.listing.agree?.();
      await directory.listing.agree?.();
      expect(await directory.listing.namesBelow(servers)).toEqual(['NTEX01', 'NTEX02']);
      expect({ agreed, connections: server.connections }).toEqual({ agreed: 1, connections: 1 });
    } finally {
      await directory.close();
      await server.stop();
    }
  });

  it('is nothing where somebody said no, or it lets nobody in', async () => {
    const server = await startScriptedDirectory(49);
    const place = { host: '127.0.0.1', port: server.port, user: 'A', domain: 'EXAMPLE', password: 'secret' };
    for (const way of [undefined, place]) {
      const directory = directoryOf({ place: () => Promise.resolve(way), mayAsk: true, byHand: nobody });
      await directory.listing.agree?.();
      expect(await directory.listing.namesBelow(servers)).toBeUndefined();
      await directory.close();
    }
    await server.stop();
  });
});

describe('watching pages', () => {
  // End of a search with the paged control, as slapd 2.5 sends it: cookie of 8 bytes, and none
  const ends = ['0800000000000000', ''].map((cookie) => {
    const value = `02010004${hexLength(cookie)}${cookie}`;
    const sequence = `30${hexLength(value)}${value}`;
    const control = `0416312e322e3834302e3131333535362e312e342e33313904${hexLength(sequence)}${sequence}`;
    const controls = `30${hexLength(control)}${control}`;
    const message = `02010365070a010004000400a0${hexLength(controls)}${controls}`;
    return Buffer.from(`30${hexLength(message)}${message}`, 'hex');
  });

  it('sees the same however the bytes come in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(300), { maxLength: 12 }),
        (which, cuts) => {
          const stream = Buffer.concat(which.map((one) => ends[one] ?? Buffer.alloc(0)));
          const watch = new PageWatch();
          const places = [...cuts.filter((cut) => cut < stream.length), stream.length].sort((a, b) => a - b);
          let from = 0;
          for (const to of places) {
            watch.see(stream.subarray(from, to));
            from = to;
          }
          expect(watch.more).toBe(which.at(-1) === 0);
        },
      ),
    );
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        expect(() => {
          new PageWatch().see(Buffer.from(noise));
        }).not.toThrow();
      }),
    );
  });
});

function hexLength(hex: string): string {
  return (hex.length / 2).toString(16).padStart(2, '0');
}
