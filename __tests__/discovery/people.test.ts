import { describe, expect, it } from '@jest/globals';
import { discover, type DiscoverOptions } from '../../src/discovery/discover.js';
import type { Access } from '../../src/model/access.js';
import type { Facts } from '../../src/model/facts.js';
import type { Principal } from '../../src/model/principal.js';
import { unreadable } from '../../src/model/reading.js';
import { templatePath } from '../../src/files/package-root.js';
import { directoryAttribute } from '../../src/resources/directory-attribute.js';
import { kind as groupKind, groupMembership } from '../../src/resources/group-membership.js';
import { readScene, type Scene } from '../../src/targets/lab/scene.js';
import { german } from '../support/german-scene.js';
import { lookingAt } from '../support/scene-census.js';
import { securityDescriptor, type Grant } from '../support/security-descriptor.js';

const now = new Date('2003-03-03T10:00:00Z');
const scene = await readScene(templatePath('lab/server.yaml'));

const domain = 'S-1-5-21-1060284298-1417001333-682003330';
const machine = 'S-1-5-21-1284227242-1935655697-725345543';
const administrators = 'S-1-5-32-544';

/** Of BUILTIN of the domain, which has the numbers of the server's own. */
const controllersGroups = [
  { sid: administrators, name: 'EXAMPLE\\Administrators', of: 'EXAMPLE' },
  { sid: 'S-1-5-32-548', name: 'EXAMPLE\\Account Operators', of: 'EXAMPLE' },
  { sid: 'S-1-5-32-549', name: 'EXAMPLE\\Server Operators', of: 'EXAMPLE' },
  { sid: 'S-1-5-32-550', name: 'EXAMPLE\\Print Operators', of: 'EXAMPLE' },
  { sid: 'S-1-5-32-551', name: 'EXAMPLE\\Backup Operators', of: 'EXAMPLE' },
];

const person = ({ people }: Facts, sid: string): Principal | undefined =>
  people?.find((one) => one.sid === sid);

/** The scene with other members of a group. */
const withMembers = (of: Scene, authority: string, sid: string, members: readonly string[]): Scene => {
  const { resource } = groupMembership(authority, sid);
  return {
    ...of,
    resources: [
      ...of.resources.filter((one) => one.resource.key !== resource.key),
      { resource, reading: { state: 'present', value: { members: [...members] } } },
    ],
  };
};

/** The same, but of groups of the domain nobody tells the members. */
const blindToDomain = ({ access, ...rest }: DiscoverOptions): DiscoverOptions => {
  const blind: Access = {
    ...access,
    async read(resources) {
      const readings = await access.read(resources);
      return resources.map((resource, index) =>
        resource.kind === groupKind.name && groupKind.addressOf(resource).authority === 'EXAMPLE'
          ? unreadable('the server does not keep the accounts of EXAMPLE')
          : (readings[index] ?? unreadable('')),
      );
    },
  };
  return { access: blind, ...rest };
};

describe('the people of a server', () => {
  it('are found in its groups of power, through other groups too, with the way that leads there', async () => {
    const facts = await discover(lookingAt(scene, now));
    expect(facts.privilegedGroups).toEqual([
      { sid: administrators, name: 'BUILTIN\\Administrators' },
      { sid: 'S-1-5-32-551', name: 'BUILTIN\\Backup Operators' },
      { sid: `${domain}-512`, name: 'EXAMPLE\\Domain Admins' },
      ...controllersGroups,
      { sid: `${domain}-1020`, name: 'EXAMPLE\\Exchange Admins' },
    ]);
    expect(person(facts, `${machine}-1003`)).toEqual({
      sid: `${machine}-1003`,
      name: 'NTEX01\\backupadm',
      kind: 'user',
      privileges: [{ group: administrators, through: [] }],
    });
    expect(person(facts, `${domain}-1011`)).toEqual({
      sid: `${domain}-1011`,
      name: 'EXAMPLE\\mailadmin',
      kind: 'user',
      privileges: [
        { group: administrators, through: [`${domain}-512`] },
        { group: `${domain}-512`, through: [] },
        { group: administrators, of: 'EXAMPLE', through: [`${domain}-512`] },
        { group: `${domain}-1020`, through: [] },
      ],
    });
    expect(person(facts, `${domain}-1101`)).toBeUndefined();
  });

  it('are found by number however high it is, without anybody who named it', async () => {
    const changed = withMembers(scene, 'NTEX01', administrators, [`${machine}-2100`]);
    const named = {
      ...changed,
      population: {
        ...scene.population,
        principals: [
          ...scene.population.principals,
          { sid: `${machine}-2100`, name: 'NTEX01\\helper', kind: 'user' as const },
        ],
      },
    };
    expect(person(await discover(lookingAt(named, now)), `${machine}-2100`)).toMatchObject({
      name: 'NTEX01\\helper',
      privileges: [{ group: administrators }],
    });
  });

  it('stay found where two groups are in each other', async () => {
    const circle = withMembers(scene, 'EXAMPLE', `${domain}-512`, [`${domain}-1020`, `${domain}-1011`]);
    const closed = withMembers(circle, 'EXAMPLE', `${domain}-1020`, [`${domain}-512`, `${domain}-1012`]);
    const facts = await discover(lookingAt(closed, now));
    expect(person(facts, `${domain}-1012`)?.privileges).toContainEqual({
      group: administrators,
      through: [`${domain}-512`, `${domain}-1020`],
    });
  });

  it('are said to be incomplete where a group could not be read', async () => {
    const facts = await discover(blindToDomain(lookingAt(scene, now)));
    expect(facts.privilegedGroups).toContainEqual({
      sid: administrators,
      name: 'BUILTIN\\Administrators',
      unread: 'EXAMPLE\\Domain Admins: the server does not keep the accounts of EXAMPLE',
    });
    expect(person(facts, `${domain}-512`)).toMatchObject({ kind: 'group' });
    expect(person(facts, `${domain}-1011`)).toBeUndefined();
  });

  it('are said to be incomplete where a member has no name, because it may be a group', async () => {
    const strange = withMembers(scene, 'NTEX01', administrators, ['S-1-5-21-7-8-9-1000']);
    const { privilegedGroups } = await discover(lookingAt(strange, now));
    expect(privilegedGroups?.find(({ sid }) => sid === administrators)?.unread).toMatch(
      /^S-1-5-21-7-8-9-1000: the server cannot name it, so it may be a group$/,
    );
  });

  it('are not looked for where the server can name nobody', async () => {
    const { access } = lookingAt(scene, now);
    const facts = await discover({ access, now });
    expect(facts.people).toBeUndefined();
    expect(facts.privilegedGroups).toBeUndefined();
    expect(facts.accountNames).toBeUndefined();
  });
});

describe('the account of the Exchange services', () => {
  it('is found with its SID, that of each service beside it', async () => {
    const facts = await discover(lookingAt(scene, now));
    expect(facts).toMatchObject({
      serviceAccount: 'EXAMPLE\\ExchSrv',
      serviceAccountSid: `${domain}-1010`,
      serviceAccounts: {
        MSExchangeSA: { account: 'EXAMPLE\\ExchSrv', sid: `${domain}-1010` },
        MSExchangeIMC: { account: 'EXAMPLE\\Administrator', sid: `${domain}-500` },
      },
      sources: { serviceAccount: { from: 'services' }, serviceAccountSid: { from: 'lsa' } },
    });
    expect(Object.keys(facts.serviceAccounts ?? {})).not.toContain('Alerter');
  });
});

describe('names on a German server', () => {
  it('are its own, found from SIDs and leading back to them', async () => {
    const facts = await discover(lookingAt(german(scene), now));
    expect(facts.accountNames).toMatchObject({
      [administrators]: 'VORDEFINIERT\\Administratoren',
      'S-1-1-0': 'Jeder',
      [`${domain}-512`]: 'EXAMPLE\\Domänen-Admins',
      [`${machine}-501`]: 'NTEX01\\Gast',
    });
    expect(facts.accountSids).toMatchObject({
      'VORDEFINIERT\\Administratoren': administrators,
      'EXAMPLE\\Domänen-Admins': `${domain}-512`,
      Jeder: 'S-1-1-0',
    });
    expect(facts.privilegedGroups).toContainEqual({
      sid: `${domain}-512`,
      name: 'EXAMPLE\\Domänen-Admins',
    });
    expect(facts.serviceAccountSid).toBe(`${domain}-1010`);
  });

  it('is known to be German by its registry', async () => {
    expect((await discover(lookingAt(german(scene), now))).language).toEqual({
      lcid: 0x407,
      ansiCodePage: 1252,
      oemCodePage: 850,
    });
  });
});

describe('what a server lists of itself', () => {
  it('are the accounts that it keeps, whatever their numbers, and its shared folders', async () => {
    const facts = await discover(lookingAt(scene, now));
    expect(facts.ownAccounts?.map(({ rid }) => rid)).toEqual([500, 501, 1001, 1002, 1003]);
    expect(facts.ownAccounts).toContainEqual({ rid: 1003, name: 'backupadm' });
    expect(facts.shares).toContainEqual({ name: 'tracking.log', path: 'C:\\Exchsrvr\\TRACKING.LOG' });
    expect(facts.shares?.map(({ name }) => name)).not.toContain('ADMIN$');
    expect(facts.sources).toMatchObject({ ownAccounts: { from: 'sam' }, shares: { from: 'shares' } });
  });

  it('are not the accounts of a domain, which its controllers keep', async () => {
    const { census, ...looking } = lookingAt(scene, now);
    if (census === undefined) throw new Error('no census');
    const accounts = [{ rid: 500, name: 'Administrator' }];
    const ofDomain = { ...census, accounts: () => Promise.resolve({ authority: 'EXAMPLE', accounts }) };
    expect((await discover({ ...looking, census: ofDomain })).ownAccounts).toBeUndefined();
  });

  it('is unknown where it does not tell', async () => {
    const { census, ...looking } = lookingAt(scene, now);
    if (census === undefined) throw new Error('no census');
    const silent = {
      ...census,
      accounts: () => Promise.resolve(undefined),
      shares: () => Promise.resolve(undefined),
    };
    const facts = await discover({ ...looking, census: silent });
    expect([facts.ownAccounts, facts.shares, facts.sources?.['shares']]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

const site = 'ou=HQ,o=Example';
const configuration = `cn=Configuration,${site}`;

/** The scene with an attribute of an object of its directory, or without it. */
const withAttribute = (of: Scene, dn: string, attribute: string, values: readonly string[]): Scene => {
  const { resource } = directoryAttribute(dn, attribute);
  return {
    ...of,
    resources: [
      ...of.resources.filter((one) => one.resource.key !== resource.key),
      ...(values.length === 0
        ? []
        : [{ resource, reading: { state: 'present' as const, value: { values: [...values] } } }]),
    ],
  };
};

const withPermissions = (of: Scene, dn: string, grants: readonly Grant[]): Scene =>
  withAttribute(of, dn, 'NT-Security-Descriptor', [securityDescriptor(grants).toString('hex')]);

describe('the directory of an Exchange site', () => {
  it('tells the other servers and what connects the site, each with its source', async () => {
    const two = withAttribute(scene, `cn=NTEX02,cn=Servers,${configuration}`, 'rdn', ['NTEX02']);
    const facts = await discover(lookingAt(two, now));
    expect(facts).toMatchObject({
      otherServersOfSite: ['NTEX02'],
      siteConnections: ['Internet Mail Connector (NTEX01)', 'Microsoft Mail Connector (NTEX01)'],
      sources: { otherServersOfSite: { from: 'directory', at: now.toISOString() } },
    });
  });

  it('tells nothing where it does not show the server itself: it may hide others', async () => {
    const hidden = withAttribute(scene, `cn=NTEX01,cn=Servers,${configuration}`, 'rdn', []);
    const facts = await discover(lookingAt(hidden, now));
    expect(facts.otherServersOfSite).toBeUndefined();
    expect(facts.exchangeAdministrators).toBeUndefined();
  });

  it('tells nothing where nobody agreed to ask it', async () => {
    const { directory, ...looking } = lookingAt(scene, now);
    expect(directory).toBeDefined();
    const facts = await discover(looking);
    expect(facts.otherServersOfSite).toBeUndefined();
    expect(facts.exchangeAdministrators).toBeUndefined();
  });

  it('tells who administers Exchange by what they may do, and groups of them are looked into', async () => {
    const group = withMembers(scene, 'EXAMPLE', `${domain}-1020`, [`${domain}-1012`]);
    const granted = withPermissions(group, configuration, [
      { sid: `${domain}-1020`, mask: 0x100a7 },
      { sid: `${domain}-1011`, mask: 0x10027 },
      // View Only Admin and User
      { sid: `${domain}-1101`, mask: 0x20 },
      { sid: `${domain}-1102`, mask: 0x1a },
    ]);
    const facts = await discover(lookingAt(granted, now));
    expect(facts.exchangeAdministrators).toEqual([
      { sid: `${domain}-1010`, on: ['o=Example', site] },
      { sid: `${domain}-1020`, on: ['o=Example', site, configuration] },
      { sid: `${domain}-1011`, on: [configuration] },
    ]);
    expect(facts.privilegedGroups).toContainEqual({
      sid: `${domain}-1020`,
      name: 'EXAMPLE\\Exchange Admins',
    });
    expect(person(facts, `${domain}-1012`)?.privileges).toContainEqual({
      group: `${domain}-1020`,
      through: [],
    });
    expect(person(facts, `${domain}-1010`)).toMatchObject({ kind: 'user' });
    expect(person(facts, `${domain}-1101`)).toBeUndefined();
  });

  it('is no longer needed where a person told who administers Exchange: that group is looked into', async () => {
    const { directory, ...looking } = lookingAt(scene, now);
    expect(directory).toBeDefined();
    const facts = await discover({ ...looking, administrators: `${domain}-1020` });
    expect(facts.privilegedGroups).toContainEqual({
      sid: `${domain}-1020`,
      name: 'EXAMPLE\\Exchange Admins',
    });
    expect(person(facts, `${domain}-1012`)?.privileges).toContainEqual({
      group: `${domain}-1020`,
      through: [],
    });
    expect(facts.exchangeAdministrators).toBeUndefined();
  });

  it('does not tell who administers Exchange where one of the three objects hides its permissions', async () => {
    for (const dn of ['o=Example', site, configuration]) {
      const hidden = withAttribute(scene, dn, 'NT-Security-Descriptor', []);
      expect((await discover(lookingAt(hidden, now))).exchangeAdministrators).toBeUndefined();
      const broken = withAttribute(scene, dn, 'NT-Security-Descriptor', ['0100']);
      expect((await discover(lookingAt(broken, now))).exchangeAdministrators).toBeUndefined();
    }
  });
});
