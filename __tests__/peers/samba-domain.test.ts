import { appendFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { withDomain } from '../../src/connect/connect-domain.js';
import { assess } from '../../src/engine/assess.js';
import { findPeople, type People } from '../../src/discovery/people.js';
import type { Facts } from '../../src/model/facts.js';
import { present, type Reading } from '../../src/model/reading.js';
import { accountPolicy } from '../../src/resources/account-policy.js';
import { account } from '../../src/resources/account.js';
import { administrators } from '../../src/resources/account/sid.js';
import { groupMembership } from '../../src/resources/group-membership.js';
import { accessTo } from '../../src/targets/access.js';
import type { Driver } from '../../src/targets/driver.js';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import type { SambaTarget } from '../../src/targets/samba/samba.js';
import { noAdminMailboxesStep } from '../../steps/security-changes/exchange/no-admin-mailboxes.js';
import { passwordPolicyStep } from '../../steps/security-changes/windows/password-policy.js';
import { privilegedPasswordsStep } from '../../steps/security-changes/windows/privileged-passwords.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';
import { startScriptedServer, type ScriptedServer } from '../support/scripted-rpc.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const domain = 'S-1-5-21-7-8-9';
const clock = { now: () => new Date('2003-03-03T10:00:00Z') };

/** The primary controller of EXAMPLE with a SID of its own choice; clerk, 1101, is in Domain Admins. */
async function controller(sid: string): Promise<SambaServer> {
  const server = await startSambaServer(
    'server role = classic primary domain controller',
    'workgroup = EXAMPLE',
  );
  await server.own('net', 'sam', 'delmem', 'BUILTIN\\Administrators', 'EXAMPLE\\Administrator');
  await server.own('net', 'setdomainsid', sid);
  await server.own('net', 'setlocalsid', sid);
  await server.own('pdbedit', '-r', '-u', 'clerk', '-U', '1101');
  // It asks for its SID when it starts
  await server.cut();
  await server.start();
  await server.own('net', 'sam', 'addmem', 'BUILTIN\\Administrators', 'EXAMPLE\\Administrator');
  appendFileSync(`${server.folder}/group`, 'ntdomadm:x:20014:clerk\n');
  await server.own(
    ...['net', 'groupmap', 'add', `sid=${sid}-512`, 'unixgroup=ntdomadm', 'type=domain'],
    'ntgroup=Domain Admins',
  );
  for (const [rid, name] of Object.entries({ 548: 'Account', 549: 'Server', 550: 'Print' })) {
    appendFileSync(`${server.folder}/group`, `nt${rid}:x:${20400 + Number(rid)}:\n`);
    await server.own(
      ...['net', 'groupmap', 'add', `sid=S-1-5-32-${rid}`, `unixgroup=nt${rid}`, 'type=builtin'],
      `ntgroup=${name} Operators`,
    );
  }
  return server;
}

/** What a person is asked to do. */
function operator(): { driver: Driver; asked: string[] } {
  const asked: string[] = [];
  const driver: Driver = {
    asks: 'to read and write',
    read: (resources) => {
      asked.push(...resources.map(({ key }) => `read ${key}`));
      return Promise.resolve(resources.map(() => present({ members: [] })));
    },
    write: ({ key }) => {
      asked.push(`write ${key}`);
      return Promise.resolve();
    },
  };
  return { driver, asked };
}

describePeer(
  `A member server and a controller of its domain${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let server: SambaServer;
    const opened: (SambaTarget | ScriptedServer)[] = [];

    beforeAll(async () => {
      server = await controller(domain);
    }, 60_000);
    afterEach(async () => {
      for (const one of opened.splice(0).reverse()) await ('stop' in one ? one.stop() : one.close());
    });
    afterAll(async () => {
      await server.stop();
    });

    async function member(
      place: string | undefined,
      byHand = operator().driver,
      { user = 'EXAMPLE', password = server.password } = {},
    ): Promise<{ target: SambaTarget; peer: ScriptedServer }> {
      const peer = await startScriptedServer('domain-member.py');
      opened.push(peer);
      const target = await withDomain(peer.target, {
        address: smbAddress({ domain: user, user: server.user, host: '127.0.0.1' }),
        password,
        byHand,
        options: { clock },
        controller: place,
      });
      if (target !== peer.target) opened.push(target);
      return { target, peer };
    }

    const found = async ({ target }: { target: SambaTarget }): Promise<People> => {
      if (target.census === undefined) throw new Error('no census');
      return findPeople(accessTo(target, new Map(), undefined), target.census, await target.identify(), []);
    };

    const place = (): string => `${server.host}:${server.port}`;

    it('show who is an administrator through a group of the domain, and who administers the domain', async () => {
      const { people, privilegedGroups } = await found(await member(place()));
      expect(people.find(({ sid }) => sid === `${domain}-1101`)).toEqual({
        sid: `${domain}-1101`,
        name: 'EXAMPLE\\clerk',
        kind: 'user',
        privileges: [
          { group: administrators, through: [`${domain}-512`] },
          { group: `${domain}-512`, through: [] },
        ],
      });
      expect(privilegedGroups).toContainEqual({
        sid: administrators,
        name: 'VORDEFINIERT\\Administratoren',
      });
      expect(privilegedGroups).toContainEqual({
        sid: administrators,
        of: 'EXAMPLE',
        name: 'EXAMPLE\\Administrators',
      });
    });

    it('let steps look at everybody whom the article means, on the server and in the domain', async () => {
      const one = await member(place());
      const facts: Facts = {
        ...(await one.target.identify()),
        role: 'ServerNT',
        domainRole: 'member',
        exchange: true,
        exchangeAdministrators: [],
        ...(await found(one)),
      };
      const access = accessTo(one.target, new Map(), undefined);
      const [passwords, mailboxes, policy] = await assess(
        [privilegedPasswordsStep, noAdminMailboxesStep, passwordPolicyStep],
        (step) =>
          step.id === 'no-admin-mailboxes' ? { organization: 'Example', siteName: 'HQ' } : undefined,
        facts,
        access,
      );
      expect(
        passwords?.checks.find(({ expectation }) => expectation.resource.key === 'account:example\\1101'),
      ).toMatchObject({
        reading: { state: 'present' },
      });
      expect(passwords?.scope).toEqual({
        looked: [
          'the groups of NTEX01',
          'Domain Admins of EXAMPLE',
          'the administrators and operators of EXAMPLE',
        ],
        left: [],
      });
      expect(JSON.stringify(mailboxes?.checks[0]?.expectation.resource)).toContain(`${domain}-1101`);
      expect(
        policy?.checks.find(({ expectation }) =>
          expectation.resource.key.startsWith('account-policy:example'),
        ),
      ).toMatchObject({ reading: { state: 'present' } });
    });

    it("read the domain's accounts and policy, and leave what changes them to a person", async () => {
      const { driver: byHand, asked } = operator();
      const { target } = await member(place(), byHand);
      const access = accessTo(target, new Map(), byHand);
      const length = accountPolicy('EXAMPLE', 'minimumPasswordLength').atLeast(8).resource;
      const [clerk, policy] = await access.read([account('EXAMPLE', 1101).resource, length]);
      expect(clerk).toMatchObject({ state: 'present', value: { name: 'clerk' } });
      expect(policy).toMatchObject({ state: 'present' });
      expect(asked).toEqual([]);
      await access.write(length, present({ value: 8 }));
      expect(asked).toEqual([`write ${length.key}`]);
    });

    it('say why not where no controller answers, and then ask a person', async () => {
      const { driver: byHand, asked } = operator();
      // Nobody listens on port 139 of this machine, which the member names
      const one = await member(undefined, byHand);
      const { privilegedGroups } = await found(one);
      expect(one.peer.calls('netlogon.netr_GetAnyDCName')).toHaveLength(1);
      expect(privilegedGroups.find(({ sid }) => sid === `${domain}-512`)?.unread).toMatch(
        /no controller of EXAMPLE tells it: smb:\/\/localhost refuses connections/,
      );
      const admins = groupMembership('EXAMPLE', `${domain}-512`).resource;
      await accessTo(one.target, new Map(), byHand).read([admins]);
      expect(asked).toEqual([`read ${admins.key}`]);
    });

    it('do not believe a controller of another domain', async () => {
      const other = await controller('S-1-5-21-10-11-12');
      try {
        const { driver: byHand } = operator();
        const { password } = other;
        const { target } = await member(`${other.host}:${other.port}`, byHand, { password });
        const [reading]: readonly Reading[] = await accessTo(target, new Map(), byHand).read([
          groupMembership('EXAMPLE', `${domain}-512`).resource,
        ]);
        expect(reading).toMatchObject({
          state: 'unreadable',
          reason: expect.stringContaining('keeps other accounts than those of EXAMPLE') as unknown,
        });
      } finally {
        await other.stop();
      }
    }, 60_000);

    it.each([
      ['with an account of the server', '', undefined],
      ['with an account of the server, named', 'NTEX01', undefined],
      ['where nobody wants it', 'EXAMPLE', 'none'],
    ])('are not put together %s', async (_, user, where) => {
      const { target, peer } = await member(where, operator().driver, { user });
      expect(target).toBe(peer.target);
    });
  },
);
