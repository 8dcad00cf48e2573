import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { absent, present } from '../../src/model/reading.js';
import { kind as directoryAttribute } from '../../src/resources/directory-attribute.js';
import { kind as directorySearch } from '../../src/resources/directory-search.js';
import { directoryOf, type Directory } from '../../src/targets/directory/directory.js';
import type { Driver } from '../../src/targets/driver.js';
import { expectPlaces, keepsTheContract, type DriverPlaces } from '../support/contract/driver-contract.js';
import { directoryMissing, startDirectoryServer, type DirectoryServer } from '../support/directory-server.js';

const lacking = directoryMissing();
if (lacking !== undefined && process.env['CI'] === 'true') throw new Error(lacking);
const describePeer = lacking === undefined ? describe : describe.skip;

const file = '__tests__/peers/directory-contract.test.ts';
const site = 'ou=HQ,o=Example';
const mta = `cn=Microsoft MTA,cn=NTEX01,cn=Servers,cn=Configuration,${site}`;

const nobody: Driver = {
  read: () => Promise.reject(new Error('nobody is there')),
  write: () => Promise.reject(new Error('nobody is there')),
};

describePeer(`The drivers of the directory${lacking === undefined ? '' : ` (${lacking})`}`, () => {
  let server: DirectoryServer;
  let directory: Directory;

  beforeAll(async () => {
    server = await startDirectoryServer();
    directory = directoryOf({ place: () => Promise.resolve(server.place), mayAsk: false, byHand: nobody });
  }, 60_000);
  afterAll(async () => {
    await directory.close();
    await server.stop();
  });

  const places: Readonly<Record<string, () => DriverPlaces>> = {
    'directory-attribute': () => ({
      there: directoryAttribute.at({ dn: mta, attribute: 'Deliv-Cont-Length' }),
      values: [['20480'], ['0'], ['1']].map((values) => present({ values })),
      missing: directoryAttribute.at({ dn: mta, attribute: 'Admin-Description' }),
      closed: directoryAttribute.at({ dn: `cn=Nowhere,${site}`, attribute: 'Deliv-Cont-Length' }),
    }),
    'directory-search': () => ({
      there: directorySearch.at({ base: site, owners: ['S-1-5-21-1-2-3-500'] }),
      values: [present({ mailboxes: [] }), absent],
      refuses: /nobody is there/,
      missing: { none: 'a search finds something or nothing' },
      closed: directorySearch.at({ base: `cn=Nowhere,${site}`, owners: [] }),
    }),
  };

  it('are all tried here', () => {
    expectPlaces(directory.drivers.keys(), places, file);
  });

  for (const [name, placesOf] of Object.entries(places)) {
    describe(`that of ${name}`, () => {
      keepsTheContract(
        () => directory.drivers.get(name) ?? nobody,
        () => Promise.resolve(placesOf()),
      );
    });
  }
});
