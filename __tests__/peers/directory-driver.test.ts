import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { directoryAttribute, kind } from '../../src/resources/directory-attribute.js';
import { kind as searchKind } from '../../src/resources/directory-search.js';
import { absent, present, type Reading } from '../../src/model/reading.js';
import type { Resource } from '../../src/model/resource.js';
import { DirectoryConnection, type DirectoryPlace } from '../../src/targets/directory/connection.js';
import { directoryOf, type Directory } from '../../src/targets/directory/directory.js';
import type { Driver } from '../../src/targets/driver.js';
import { directoryMissing, startDirectoryServer, type DirectoryServer } from '../support/directory-server.js';

const missing = directoryMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const site = 'ou=HQ,o=Example';
const configuration = `cn=Configuration,${site}`;
const pop3 = `cn=POP3,cn=Protocols,cn=NTEX01,cn=Servers,${configuration}`;
const mta = `cn=Microsoft MTA,cn=NTEX01,cn=Servers,${configuration}`;

const nobody: Driver = {
  asks: 'to read and write',
  read: () => Promise.reject(new Error('nobody is there')),
  write: () => Promise.reject(new Error('nobody is there')),
};

describePeer(`the directory on a real slapd${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: DirectoryServer;
  const opened: Directory[] = [];

  beforeAll(async () => {
    server = await startDirectoryServer();
  });

  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  afterAll(async () => {
    await server.stop();
  });

  function open(as: Partial<DirectoryPlace> = {}): Directory {
    const directory = directoryOf({
      place: () => Promise.resolve({ ...server.place, ...as }),
      mayAsk: false,
      byHand: nobody,
    });
    opened.push(directory);
    return directory;
  }

  function driverOf(resource: Resource, directory: Directory): Driver {
    const driver = directory.drivers.get(resource.kind);
    if (driver === undefined) throw new Error(`no driver for ${resource.kind}`);
    return driver;
  }

  async function read(resource: Resource, directory = open()): Promise<Reading> {
    const [reading] = await driverOf(resource, directory).read([resource]);
    if (reading === undefined) throw new Error('no reading');
    return reading;
  }

  const at = (dn: string, attribute: string): Resource => directoryAttribute(dn, attribute).resource;

  it('reads what ldapsearch sees, whatever the case of names and the blanks in them', async () => {
    const value = present({ values: ['TRUE'] });
    expect(await server.seen(pop3, 'Enabled-Protocol-Cfg')).toEqual(['Enabled-Protocol-Cfg: TRUE']);
    expect(await read(at(pop3, 'Enabled-Protocol-Cfg'))).toEqual(value);
    expect(await read(at(pop3.toUpperCase().replaceAll(',', ' , '), 'enabled-protocol-cfg'))).toEqual(value);
  });

  it('asks for operational attributes by name, and gives each resource its own reading', async () => {
    const resources = [at(pop3, 'structuralObjectClass'), at(mta, 'Deliv-Cont-Length'), at(pop3, 'rdn')];
    expect(await driverOf(at(pop3, 'rdn'), open()).read(resources)).toEqual([
      present({ values: ['Protocol-Cfg'] }),
      absent,
      present({ values: ['POP3'] }),
    ]);
  });

  it('writes what ldapsearch then sees, and tells 0 from absent', async () => {
    const limit = at(mta, 'Deliv-Cont-Length');
    const directory = open();
    const driver = driverOf(limit, directory);
    for (const values of [['20480'], ['0']]) {
      await driver.write(limit, present({ values }));
      expect(await server.seen(mta, 'Deliv-Cont-Length')).toEqual(
        values.map((one) => `Deliv-Cont-Length: ${one}`),
      );
      expect(await read(limit, directory)).toEqual(present({ values }));
    }
    await driver.write(limit, absent);
    expect(await server.seen(mta, 'Deliv-Cont-Length')).toEqual([]);
    expect(await read(limit, directory)).toEqual(absent);
    // Taking away what is not there is no failure: an undo may come twice
    await driver.write(limit, absent);
  });

  it('gives texts back equal, also several and in no order', async () => {
    const notes = at(mta, 'Admin-Description');
    const driver = driverOf(notes, open());
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text, { minLength: 1, maxLength: 4 }), async (values) => {
        // slapd compares values after preparing them (RFC 4518), so some of them are one value to it
        try {
          await driver.write(notes, present({ values }));
        } catch (error) {
          fc.pre(!/LDAP (20|21)/.test(String(error)));
          throw error;
        }
        const [reading] = await driver.read([notes]);
        expect(reading?.state === 'present' && kind.equal(reading, present({ values }))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('finds objects whose names have to be escaped', async () => {
    const dn = `cn= #a+b;c<d>\\ ,cn=Connections,${configuration}`;
    expect(await read(at(dn, 'rdn'))).toEqual(absent);
    const reading = await read(at(dn, 'Deliv-Cont-Length'));
    // Not 34: the name was understood, the object is not there
    expect(reading).toMatchObject({ state: 'unreadable', reason: expect.stringContaining('(LDAP 32)') });
  });

  it('keeps bytes as digits and gives the same bytes back', async () => {
    const descriptor = at(mta, 'nt-security-descriptor');
    const directory = open();
    const connection = await DirectoryConnection.open(server.place);
    const bytes = Buffer.from([1, 0, 4, 128, 255, 0, 10]);
    await connection.replace(mta, { 'NT-Security-Descriptor': [bytes] }, 'preparing');
    await connection.close();
    const before = await read(descriptor, directory);
    expect(before).toEqual(present({ values: ['01000480FF000A'] }));
    await driverOf(descriptor, directory).write(descriptor, present({ values: ['01000480FF000B'] }));
    expect(await server.seen(mta, 'NT-Security-Descriptor')).toEqual([
      'NT-Security-Descriptor:: AQAEgP8ACw==',
    ]);
    await driverOf(descriptor, directory).write(descriptor, absent);
  });

  it('uses no attribute that the schema does not show', async () => {
    // slapd itself knows it
    expect(await read(at(pop3, 'Port-Number'))).toMatchObject({
      state: 'unreadable',
      reason: expect.stringMatching(/schema .* no attribute Port-Number/),
    });
  });

  it('takes an object that is not there for absent only where it is asked for its name', async () => {
    const nowhere = `cn=Nowhere,${configuration}`;
    expect(await read(at(nowhere, 'rdn'))).toEqual(absent);
    expect(await read(at(nowhere, 'Message-Tracking-Enabled'))).toMatchObject({ state: 'unreadable' });
  });

  it('pages through more mailboxes than the directory gives at once, and names those of the accounts', async () => {
    const owners = ['S-1-5-21-1-2-3-500', 'S-1-5-21-1-2-3-1150'];
    expect(await read(searchKind.resource({ base: site, owners }))).toEqual(
      present({
        mailboxes: [
          `S-1-5-21-1-2-3-1150 cn=user1150,cn=Recipients,${site}`,
          `S-1-5-21-1-2-3-500 cn=Administrator,cn=Recipients,${site}`,
        ],
      }),
    );
  });

  it('does not take an answer that was cut off for a short list', async () => {
    const search = searchKind.resource({ base: site, owners: ['S-1-5-21-1-2-3-500'] });
    expect(await read(search, open({ user: 'Reader' }))).toMatchObject({
      state: 'unreadable',
      reason: expect.stringMatching(/cut off .*\(LDAP 4\)/),
    });
  });

  it('says what to do about a refused password, and never reads as anybody', async () => {
    const refused = await read(at(pop3, 'rdn'), open({ password: 'wrong' }));
    expect(refused).toMatchObject({
      state: 'unreadable',
      reason: expect.stringMatching(/password was refused\. Give the domain in --target .*\(LDAP 49\)$/),
    });
    const without = await read(at(pop3, 'rdn'), open({ password: '' }));
    expect(without).toMatchObject({
      state: 'unreadable',
      reason: expect.stringContaining('without a password'),
    });
  });

  it('says what to do about a missing right, and leaves the value', async () => {
    const wanted = at(pop3, 'Enabled-Protocol-Cfg');
    const directory = open({ user: 'Reader' });
    await expect(driverOf(wanted, directory).write(wanted, present({ values: ['FALSE'] }))).rejects.toThrow(
      /refused NTEX01\\Reader writing Enabled-Protocol-Cfg .*lacks the right.*\(LDAP 50\)/,
    );
    expect(await server.seen(pop3, 'Enabled-Protocol-Cfg')).toEqual(['Enabled-Protocol-Cfg: TRUE']);
  });

  it('says so where nothing listens, and how to go on by hand', async () => {
    const [wanted, directory] = [at(pop3, 'Enabled-Protocol-Cfg'), open({ port: 1 })];
    expect(await read(wanted, directory)).toMatchObject({
      state: 'unreadable',
      reason: expect.stringContaining('--directory by-hand'),
    });
    await expect(driverOf(wanted, directory).write(wanted, absent)).rejects.toThrow(/--directory by-hand/);
  });

  it('takes a lost connection for an error, never for an absent attribute, and does not come back unbound', async () => {
    const own = await startDirectoryServer();
    try {
      const directory = open(own.place);
      const wanted = at(pop3, 'rdn');
      expect(await read(wanted, directory)).toEqual(present({ values: ['POP3'] }));
      await own.cut();
      await expect(read(wanted, directory)).rejects.toThrow(/was lost|did not answer/);
      await own.start();
      await expect(read(wanted, directory)).rejects.toThrow(/was lost/);
    } finally {
      await own.stop();
    }
  });
});
