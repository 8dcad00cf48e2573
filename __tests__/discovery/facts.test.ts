import { describe, expect, it } from '@jest/globals';
import { askedFacts, givenFacts, givenOf } from '../../src/discovery/asked-facts.js';
import { discover } from '../../src/discovery/discover.js';
import { differenceOf } from '../../src/model/identity.js';
import { templatePath } from '../../src/files/package-root.js';
import { unreadable } from '../../src/model/reading.js';
import { readScene } from '../../src/targets/lab/scene.js';
import { MemoryStore, storeDriver } from '../../src/targets/store.js';

const scene = await readScene(templatePath('lab/server.yaml'));

describe('discovery', () => {
  it('finds out who the lab server is from its readings alone', async () => {
    expect(await discover(storeDriver(new MemoryStore(scene.resources)), undefined)).toEqual({
      name: 'NTEX01',
      installDate: 916757352,
      role: 'ServerNT',
      windows: '4.0',
      servicePack: 4,
      exchangeServicePack: 3,
      outlookWebAccess: true,
      internetMailService: true,
      organization: 'Example',
      site: 'HQ',
      systemRoot: 'C:\\WINNT',
      exchangeFolder: 'C:\\Exchsrvr',
      fullyQualifiedName: 'ntex01.example.com',
    });
  });

  it('claims nothing about what cannot be read', async () => {
    const blind = {
      read: (resources: readonly unknown[]) =>
        Promise.resolve(resources.map(() => unreadable('access denied'))),
      write: () => Promise.resolve(),
    };
    expect(await discover(blind, { name: 'ntex01' })).toEqual({ name: 'NTEX01' });
  });

  it('tells no service pack from a service pack that cannot be read', async () => {
    const bare = await discover(storeDriver(new MemoryStore()), { name: 'NTEX01' });
    expect(bare).toMatchObject({ servicePack: 0, outlookWebAccess: false, internetMailService: false });
  });
});

describe('whose facts they are', () => {
  const one = { name: 'NTEX01', machineSid: 'S-1-5-21-1-2-3', installDate: 1 };

  it('is told by the machine SID, whatever the server is called now', () => {
    expect(differenceOf(one, { ...one, name: 'NTEX02' })).toBeUndefined();
    expect(differenceOf(one, { ...one, machineSid: 'S-1-5-21-9-9-9' })).toMatch(/machine SID S-1-5-21-1-2-3/);
  });

  it('without a SID on both sides is told by name and date of installation', () => {
    expect(differenceOf(one, { name: 'ntex01' })).toBeUndefined();
    expect(differenceOf(one, { name: 'NTEX02' })).toMatch(/name NTEX01, not NTEX02/);
    expect(differenceOf({ name: 'A', installDate: 0 }, { name: 'A', installDate: 86_400 })).toMatch(
      /1970-01-01, not of 1970-01-02/,
    );
  });
});

describe('facts that only a person knows', () => {
  it('are taken out of all facts, and nothing else is', () => {
    const facts = { name: 'NTEX01', servicePack: 6, terminalServer: false, otherServersOfSite: ['NTEX02'] };
    expect(givenOf(facts)).toEqual({ terminalServer: false, otherServersOfSite: ['NTEX02'] });
  });

  it('are each asked for by exactly one question', () => {
    expect(askedFacts.map((fact) => fact.member).sort()).toEqual(Object.keys(givenFacts.shape).sort());
  });

  it.each([
    [{ serviceAccountSid: 'EXAMPLE\\ExchSrv' }],
    [{ otherServersOfSite: ['a server with blanks'] }],
    [{ serviceAccount: 'S-1-5-21-1-2-3-4' }],
  ])('refuse %j', (given) => {
    expect(givenFacts.safeParse(given).success).toBe(false);
  });
});
