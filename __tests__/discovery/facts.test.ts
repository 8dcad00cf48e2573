import { describe, expect, it } from '@jest/globals';
import { askedFacts, givenFacts, givenOf, withAnswers, withGiven } from '../../src/discovery/asked-facts.js';
import { discover } from '../../src/discovery/discover.js';
import { saySame } from '../../src/model/same-facts.js';
import { differenceOf } from '../../src/model/identity.js';
import { templatePath } from '../../src/files/package-root.js';
import { unreadable } from '../../src/model/reading.js';
import { readScene } from '../../src/targets/lab/scene.js';
import { MemoryStore, storeDriver } from '../../src/targets/store.js';

const scene = await readScene(templatePath('lab/server.yaml'));
const now = new Date('2003-03-03T10:00:00Z');
const lab = storeDriver(new MemoryStore(scene.resources));

describe('discovery', () => {
  it('finds out who the lab server is from its readings alone', async () => {
    const { sources, ...facts } = await discover({ access: lab, now });
    expect(facts).toEqual({
      name: 'NTEX01',
      installDate: 916757352,
      role: 'ServerNT',
      windows: '4.0',
      servicePack: 4,
      terminalServer: false,
      cluster: false,
      language: { lcid: 0x409, ansiCodePage: 1252, oemCodePage: 437 },
      internetInformationServer: true,
      exchange: true,
      exchangeServicePack: 3,
      outlookWebAccess: true,
      internetMailService: true,
      connectors: { 'ms-mail': 'installed', 'cc-mail': 'none', notes: 'none', dirsync: 'installed' },
      serviceAccount: 'EXAMPLE\\ExchSrv',
      serviceAccounts: expect.objectContaining({
        MSExchangeSA: { account: 'EXAMPLE\\ExchSrv' },
        MSExchangeIMC: { account: 'EXAMPLE\\Administrator' },
      }) as object,
      organization: 'Example',
      site: 'HQ',
      systemRoot: 'C:\\WINNT',
      exchangeFolder: 'C:\\Exchsrvr',
      trackingLogFolder: 'C:\\Exchsrvr\\Tracking.log',
      fullyQualifiedName: 'ntex01.example.com',
    });
    expect(Object.keys(sources ?? {}).sort()).toEqual(Object.keys(facts).sort());
    expect(sources).toMatchObject({
      servicePack: { from: 'registry', at: now.toISOString() },
      cluster: { from: 'services', at: now.toISOString() },
    });
  });

  it('says of each fact whether the registry or the server itself told it', async () => {
    const self = {
      name: 'ntex01',
      machineSid: 'S-1-5-21-1-2-3',
      domain: 'EXAMPLE',
      domainSid: 'S-1-5-21-4-5-6',
    };
    const { sources } = await discover({ access: lab, self, now });
    expect(sources).toMatchObject({
      name: { from: 'lsa' },
      machineSid: { from: 'lsa' },
      domainSid: { from: 'lsa' },
      servicePack: { from: 'registry' },
    });
  });

  it('names a kit, a person or the lab as the source of all that comes through them', async () => {
    const { sources } = await discover({ access: lab, self: { name: 'ntex01' }, now, origin: 'capture' });
    expect(new Set(Object.values(sources ?? {}).map((source) => source?.from))).toEqual(new Set(['capture']));
  });

  it('claims nothing about what cannot be read', async () => {
    const blind = {
      read: (resources: readonly unknown[]) =>
        Promise.resolve(resources.map(() => unreadable('access denied'))),
      write: () => Promise.resolve(),
    };
    const { sources, ...facts } = await discover({ access: blind, self: { name: 'ntex01' }, now });
    expect(facts).toEqual({ name: 'NTEX01' });
    expect(Object.keys(sources ?? {})).toEqual(['name']);
  });

  it('tells no service pack from a service pack that cannot be read', async () => {
    const bare = await discover({ access: storeDriver(new MemoryStore()), self: { name: 'NTEX01' }, now });
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

describe('facts with their sources', () => {
  const read = { from: 'registry', at: '2003-03-03T10:00:00.000Z' } as const;
  const told = { from: 'operator', at: '2003-03-01T10:00:00.000Z' } as const;

  it('keep what was read over what was told, and the word of the operator beside it', () => {
    const recorded = {
      name: 'NTEX01',
      terminalServer: false,
      servicePack: 4,
      sources: { terminalServer: told },
    };
    const found = { name: 'NTEX01', servicePack: 6, sources: { servicePack: read } };
    expect(withGiven(recorded, found)).toEqual({
      name: 'NTEX01',
      servicePack: 6,
      terminalServer: false,
      sources: { terminalServer: told, servicePack: read },
    });
  });

  it('name the operator for what was asked for', () => {
    const facts = { name: 'NTEX01', sources: { name: read } };
    expect(withAnswers(facts, { terminalServer: false }, new Date(told.at))).toEqual({
      name: 'NTEX01',
      terminalServer: false,
      sources: { name: read, terminalServer: told },
    });
  });

  it('are no news where only the time differs, and are where the value or the kind of source does', () => {
    const one = { name: 'NTEX01', servicePack: 4, sources: { servicePack: read } };
    expect(
      saySame(one, { sources: { servicePack: { ...read, at: told.at } }, servicePack: 4, name: 'NTEX01' }),
    ).toBe(true);
    expect(saySame(one, { ...one, servicePack: 6 })).toBe(false);
    expect(saySame(one, { ...one, sources: { servicePack: told } })).toBe(false);
  });

  it('are read from a journal of before, which has no sources', () => {
    const recorded = { name: 'NTEX01', msMailConnector: true };
    expect(withGiven(recorded, { name: 'NTEX01' })).toEqual({
      name: 'NTEX01',
      msMailConnector: true,
      sources: {},
    });
  });
});

describe('facts that only a person knows', () => {
  it('are taken out of all facts, and nothing else is', () => {
    const facts = { name: 'NTEX01', servicePack: 6, terminalServer: false, otherServersOfSite: ['NTEX02'] };
    expect(givenOf(facts)).toEqual({ terminalServer: false, otherServersOfSite: ['NTEX02'] });
    // Exchange that runs as the system itself
    expect(givenOf({ ...facts, serviceAccountSid: 'S-1-5-18' })).toEqual(givenOf(facts));
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
