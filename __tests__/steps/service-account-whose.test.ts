import { describe, expect, it } from '@jest/globals';
import type { Facts } from '../../src/model/facts.js';
import { absent, present } from '../../src/model/reading.js';
import { account } from '../../src/resources/account.js';
import { groupMembership } from '../../src/resources/group-membership.js';
import { kind as serviceKind, service } from '../../src/resources/service.js';
import { steps } from '../../steps/index.js';
import { exchangeServices } from '../../steps/security-changes/windows/exchange-accounts.js';
import { separateWord } from '../../steps/security-changes/windows/separate-word.js';
import { serviceAccountPasswordStep as password } from '../../steps/security-changes/windows/service-account-password.js';
import { serviceAccountRightsStep as rights } from '../../steps/security-changes/windows/service-account-rights.js';
import { serviceAccountSeparateStep as separate } from '../../steps/security-changes/windows/service-account-separate.js';
import { exchangePeople, memberServer, without } from '../support/facts.js';
import { objections } from '../support/lab-step.js';
import { sceneServer, type SceneServer } from '../support/scene-server.js';

const { domainSid, serviceAccountSid } = exchangePeople;
const domainAdmins = groupMembership('EXAMPLE', `${domainSid}-512`).resource;

/** Gives all services of Exchange that are there another account, as setup did where it ran as that account. */
async function logOnAs(server: SceneServer, logon: string): Promise<void> {
  for (const name of exchangeServices) {
    const { resource } = service(name);
    const reading = serviceKind.typed(await server.read(resource));
    if (reading.state === 'present') {
      await server.put(resource, present({ ...reading.value, account: logon }));
    }
  }
}

/** Somebody said that the account which the facts name is Exchange's own. */
async function giveWord(server: SceneServer, facts: Facts): Promise<void> {
  const word = separateWord(facts);
  await server.put(word.resource, word.aim(absent));
}

const runBy = (rid: number, name: string): Facts => ({
  ...memberServer,
  serviceAccount: `EXAMPLE\\${name}`,
  serviceAccountSid: `${domainSid}-${rid}`,
});

describe('where Exchange runs as the built-in administrator', () => {
  it.each([
    ['of the domain', `${domainSid}-500`],
    ['of the server itself', `${memberServer.machineSid ?? ''}-500`],
    ['of another domain', 'S-1-5-21-1-2-3-500'],
  ])('%s, its rights and groups are out of the question', async (_, serviceAccount) => {
    const server = await sceneServer(rights, { ...memberServer, serviceAccountSid: serviceAccount });
    const found = await server.assess();
    expect(found).toMatchObject({ state: 'needs-operator', checks: [], changes: [] });
    expect(found.reason).toMatch(/built-in administrator.*service-account-separate first/);
    // Nor where the operator gives the number
    const given = await (await sceneServer(rights)).assess({ serviceAccount });
    expect(given).toMatchObject({ state: 'needs-operator', checks: [], changes: [] });
  });

  it('takes no word for rights that nobody can look up, as long as a service logs on so', async () => {
    const server = await sceneServer(rights, without(memberServer, 'serviceAccountSid'));
    await logOnAs(server, 'EXAMPLE\\Administrator');
    const found = await server.assess();
    expect(found).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(found)).toEqual([expect.stringMatching(/built-in administrator/)]);
  });

  it('is seen without knowing the domain: by number, and by the name of the local one', async () => {
    const stranger = without(without(memberServer, 'domain'), 'serviceAccount');
    const byName = await sceneServer(separate, stranger);
    await logOnAs(byName, 'EXAMPLE\\administrator');
    expect(objections(await byName.assess())).toEqual([expect.stringMatching(/built-in administrator/)]);

    const renamed = await sceneServer(separate, stranger);
    await renamed.put(account('NTEX01', 500).resource, present({ name: 'Chef', disabled: false }));
    await logOnAs(renamed, 'EXAMPLE\\CHEF');
    expect(objections(await renamed.assess())).toEqual([expect.stringMatching(/built-in administrator/)]);

    const byNumber = await sceneServer(separate, { ...stranger, serviceAccountSid: `${domainSid}-500` });
    await logOnAs(byNumber, 'EXAMPLE\\Boss');
    expect(objections(await byNumber.assess())).toEqual([expect.stringMatching(/built-in administrator/)]);
  });
});

describe("where Exchange runs as a person's account", () => {
  const person = runBy(1011, 'mailadmin');

  it('gets no right and leaves no group, until it is separate', async () => {
    const server = await sceneServer(rights, person);
    await logOnAs(server, 'EXAMPLE\\mailadmin');
    const found = await server.assess();
    expect(found).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(found)).toEqual([
      expect.stringMatching(/EXAMPLE\\mailadmin is in Domain Admins.*service-account-separate first/),
    ]);
  });

  it.each(['accountOfItsOwn', 'the word of another step'])('goes on with %s', async (way) => {
    const server = await sceneServer(way === 'accountOfItsOwn' ? separate : rights, person);
    await logOnAs(server, 'EXAMPLE\\mailadmin');
    if (way === 'accountOfItsOwn') {
      expect(objections(await server.assess())).toEqual([expect.stringMatching(/accountOfItsOwn/)]);
      expect((await server.assess({ accountOfItsOwn: true })).changes).toHaveLength(1);
    } else {
      await giveWord(server, person);
      expect((await server.assess()).changes.map(({ resource }) => resource.key)).toContain(domainAdmins.key);
    }
  });

  it('is seen in a group that administers Exchange, which the account of its services is not in', async () => {
    const admins = `${domainSid}-1020`;
    const on = ['o=Example'];
    const held = (sid: string, group: string): Facts => ({
      ...runBy(1101, 'abauer'),
      exchangeAdministratorsSid: admins,
      exchangeAdministrators: [
        { sid: admins, on },
        { sid: `${domainSid}-1101`, on },
      ],
      people: [{ sid, kind: 'user', privileges: [{ group, through: [] }] }],
    });
    const server = await sceneServer(rights, held(`${domainSid}-1101`, admins));
    await logOnAs(server, 'EXAMPLE\\abauer');
    expect(objections(await server.assess())).toEqual([
      expect.stringMatching(/abauer administers Exchange too.*service-account-separate first/),
    ]);
    const other = await sceneServer(rights, held(`${domainSid}-1012`, admins));
    await logOnAs(other, 'EXAMPLE\\abauer');
    expect(objections(await other.assess()).join()).not.toContain('administers Exchange too');
  });

  it('counts no word that was given for another account', async () => {
    const server = await sceneServer(rights, person);
    await logOnAs(server, 'EXAMPLE\\mailadmin');
    await giveWord(server, memberServer);
    expect(await server.assess()).toMatchObject({ state: 'needs-operator', changes: [] });

    const asked = await sceneServer(separate, runBy(1101, 'abauer'));
    await logOnAs(asked, 'EXAMPLE\\abauer');
    await giveWord(asked, memberServer);
    expect((await asked.assess()).changes[0]?.words).toMatch(
      /log on with EXAMPLE\\abauer, an account of their own/,
    );
  });

  it('sees a person in Domain Admins through another group', async () => {
    const nested = {
      sid: `${domainSid}-1101`,
      kind: 'user' as const,
      privileges: [{ group: `${domainSid}-512`, through: [`${domainSid}-1021`] }],
    };
    const facts = { ...runBy(1101, 'abauer'), people: [nested] };
    const server = await sceneServer(separate, facts);
    await logOnAs(server, 'EXAMPLE\\abauer');
    expect(objections(await server.assess())).toEqual([
      expect.stringMatching(/Domain Admins through another group/),
    ]);
  });

  it('takes an Exchange administrator for a person too', async () => {
    const administrator = { ...runBy(1010, 'ExchSrv'), exchangeAdministratorsSid: serviceAccountSid };
    expect(objections(await (await sceneServer(rights, administrator)).assess())).toEqual([
      expect.stringMatching(/administers Exchange/),
    ]);
  });
});

describe('an account that is an administrator through another group', () => {
  const infoDesk = groupMembership('EXAMPLE', `${domainSid}-1021`).resource;
  const nested: Facts = {
    ...memberServer,
    accountNames: { [`${domainSid}-1021`]: 'EXAMPLE\\Info Desk' },
    people: [
      {
        sid: serviceAccountSid,
        kind: 'user',
        privileges: [
          { group: 'S-1-5-32-544', through: [`${domainSid}-1021`] },
          // Domain Admins are in Administrators, and the step takes it out of those itself
          { group: 'S-1-5-32-544', through: [`${domainSid}-512`] },
        ],
      },
    ],
  };

  it('is not done before a person took it out of there', async () => {
    const server = await sceneServer(rights, nested);
    await server.put(infoDesk, present({ members: [serviceAccountSid] }));
    await server.apply();
    const left = await server.assess();
    expect(left).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(left)).toEqual([expect.stringMatching(/through EXAMPLE\\Info Desk too/)]);
    await server.put(infoDesk, present({ members: [] }));
    expect((await server.assess()).state).toBe('satisfied');
  });
});

describe('services of others that log on with the account', () => {
  const backup: Facts = {
    ...memberServer,
    serviceAccounts: {
      MSExchangeSA: { account: 'EXAMPLE\\ExchSrv', sid: serviceAccountSid },
      'LME-NOTES': { account: 'EXAMPLE\\ExchSrv', sid: serviceAccountSid },
      BackupExec: { account: 'EXAMPLE\\ExchSrv', sid: serviceAccountSid },
      Scanner: { account: 'example\\EXCHSRV' },
      Other: { account: 'EXAMPLE\\other', sid: `${domainSid}-1101` },
    },
  };

  it('keep it an administrator until they are looked after', async () => {
    const server = await sceneServer(rights, backup);
    const groups = (keys: readonly string[]) => keys.filter((key) => key.startsWith('group-membership:'));
    const found = await server.assess();
    expect(groups(found.changes.map(({ resource }) => resource.key))).toEqual([]);
    expect(objections(found)).toEqual([
      expect.stringMatching(/^BackupExec, Scanner logs on with the account too/),
    ]);
    const told = await server.assess({ otherServices: ['backupexec', 'Scanner'] });
    expect(groups(told.changes.map(({ resource }) => resource.key))).toHaveLength(1);
  });

  it('are named where its password is typed', () => {
    const words = password
      .expects({}, backup)
      .map((one) => one.words)
      .join(' ');
    expect(words).toMatch(/every other service that uses the account \(BackupExec, Scanner\)\./);
  });
});

describe('on a domain controller', () => {
  it('knows the account under the name of the domain', async () => {
    const facts: Facts = { ...memberServer, role: 'LanmanNT', machineSid: domainSid };
    const server = await sceneServer(rights, facts);
    await server.put(account('NTEX01', 1010).resource, present({ name: 'ExchSrv', disabled: false }));
    expect(objections(await server.assess())).toEqual([]);
    await logOnAs(server, 'EXAMPLE\\other');
    expect(objections(await server.assess())).toEqual([
      expect.stringMatching(/MSExchangeSA logs on as EXAMPLE\\other/),
    ]);
  });
});

describe('an account that is another than that of the services', () => {
  it('is refused by its name', async () => {
    const server = await sceneServer(rights);
    const found = await server.assess({ serviceAccount: `${domainSid}-1101` });
    expect(found).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(found)).toEqual([
      expect.stringMatching(/EXAMPLE\\abauer.*MSExchangeSA logs on as EXAMPLE\\ExchSrv/),
    ]);
  });
});

describe('leaving Domain Admins', () => {
  const shared: Facts = { ...memberServer, otherServersOfSite: ['NTEX02', 'NTEX03'] };
  const inBoth = async (facts: Facts): Promise<SceneServer> => {
    const server = await sceneServer(rights, facts);
    await server.put(domainAdmins, present({ members: [serviceAccountSid] }));
    await giveWord(server, facts);
    return server;
  };
  const leaves = (keys: readonly string[]) => keys.filter((key) => key.startsWith('group-membership:'));

  it('names the other servers of the site, which share the account, and what SSL on their mail service needs', async () => {
    const server = await inBoth(shared);
    const found = await server.assess();
    expect(objections(found)).toEqual([expect.stringMatching(/NTEX02, NTEX03.*Q173496.*everyServer/)]);
    expect(leaves(found.changes.map(({ resource }) => resource.key))).toEqual([
      'group-membership:ntex01\\S-1-5-32-544',
    ]);
    const told = await server.assess({ everyServer: true });
    expect(leaves(told.changes.map(({ resource }) => resource.key))).toContain(domainAdmins.key);
  });

  it('names those of them that have a mail service, where the directory told', async () => {
    const siteConnections = ['Internet Mail Connector (NTEX01)', 'Internet Mail Connector (NTEX03)', 'X400'];
    const found = await (await inBoth({ ...shared, siteConnections })).assess();
    expect(objections(found)).toEqual([expect.stringMatching(/Q173496\); there is one on NTEX03\. Set/)]);
  });

  it('asks where the servers of the site were not found out', async () => {
    const found = await (await inBoth(without(memberServer, 'otherServersOfSite'))).assess();
    expect(objections(found)).toEqual([expect.stringMatching(/not found out.*everyServer/)]);
  });

  it('counts the Administrators of a domain controller as a group of all controllers', async () => {
    const found = await (await inBoth({ ...shared, role: 'LanmanNT' })).assess();
    expect(leaves(found.changes.map(({ resource }) => resource.key))).toEqual([]);
  });

  it('says that nobody looked at it where the domain has no name that is known', async () => {
    const nameless = without(without(memberServer, 'domain'), 'serviceAccount');
    const server = await sceneServer(rights, nameless);
    const unsure = await server.assess();
    expect(unsure).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(unsure)).toContainEqual(
      expect.stringMatching(/Domain Admins could not be read.*first/),
    );

    await giveWord(server, nameless);
    await server.apply();
    expect(await server.assess()).toMatchObject({
      state: 'partly',
      reason: 'not looked at: Domain Admins',
    });
  });
});

describe('the two steps', () => {
  it('stand in the order in which they are safe, with typed consent for the second', () => {
    const ids = steps.map(({ id }) => id);
    expect(ids.indexOf('service-account-separate')).toBeLessThan(ids.indexOf('service-account-rights'));
    expect(rights.needs).toEqual(['service-account-separate']);
    expect([...(separate.after ?? []), ...(separate.needs ?? [])]).not.toContain('service-account-rights');
    expect(rights.risky).toBe(true);
  });
});

describe('where Exchange runs as the system itself', () => {
  const facts: Facts = { ...memberServer, serviceAccount: 'LocalSystem', serviceAccountSid: 'S-1-5-18' };

  it('takes no word that it has an account of its own', async () => {
    const server = await sceneServer(separate, facts);
    await logOnAs(server, 'LocalSystem');
    const found = await server.assess();
    expect(found).toMatchObject({ state: 'needs-operator', changes: [] });
    expect(objections(found)).toEqual([expect.stringMatching(/logs on as the system itself/)]);
  });

  it.each([
    ['where its SID is known', facts],
    ['where it is not', without(facts, 'serviceAccountSid')],
  ])('gives the system no rights and takes none, %s', async (_, known) => {
    const server = await sceneServer(rights, known);
    await logOnAs(server, 'LocalSystem');
    expect(await server.assess()).toMatchObject({ state: 'needs-operator', changes: [] });
  });
});
