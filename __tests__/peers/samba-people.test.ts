import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { administrators } from '../../src/resources/account/sid.js';
import type { SambaTarget } from '../../src/targets/samba/samba.js';
import { batten } from '../support/batten.js';
import { temporaryFolder } from '../support/folder.js';
import { logOn } from '../support/samba-kind.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';
import { startScriptedServer, type ScriptedServer } from '../support/scripted-rpc.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const attendant = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeSA';

const productOptions = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions';

const assessment = z.object({
  server: z.object({ facts: z.record(z.string(), z.unknown()) }),
});

/** The primary controller of EXAMPLE: clerk is in Domänen-Admins, which is in Administrators; smbd's own groups stay English. */
async function germanServer(): Promise<SambaServer> {
  const server = await startSambaServer(
    'server role = classic primary domain controller',
    'workgroup = EXAMPLE',
    'svcctl list = MSExchangeSA',
  );
  appendFileSync(join(server.folder, 'group'), 'ntdomadm:x:20014:clerk\n');
  await server.addAccount('ExchSrv');
  const domain = await domainSid(server);
  await server.own(
    ...['net', 'groupmap', 'add', `sid=${domain}-512`, 'unixgroup=ntdomadm'],
    ...['type=domain', 'ntgroup=Domänen-Admins'],
  );
  for (const member of ['EXAMPLE\\Domänen-Admins', 'EXAMPLE\\ExchSrv'])
    await server.own('net', 'sam', 'addmem', 'BUILTIN\\Administrators', member);
  await server.netRegistry(['setvalue', productOptions, 'ProductType', 'sz', 'LanmanNT']);
  // smbd makes the key when services are first asked for
  await server.client('net', 'rpc', 'service', 'list', '-S', server.host);
  await server.netRegistry(['setvalue', attendant, 'ObjectName', 'sz', 'EXAMPLE\\ExchSrv']);
  return server;
}

const domainSid = async (server: SambaServer): Promise<string> =>
  /S-1-5-21-[\d-]+/.exec(await server.own('net', 'getdomainsid'))?.[0] ?? '';

describePeer(
  `People of a German server on the network${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let server: SambaServer;
    let target: SambaTarget;
    let domain: string;

    beforeAll(async () => {
      server = await germanServer();
      target = await logOn(server);
      domain = await domainSid(server);
    }, 60_000);
    afterAll(async () => {
      await target.close();
      await server.stop();
    });

    it('have the names that the server gives them, as rpcclient sees them, and SIDs lead back', async () => {
      const sids = [administrators, `${domain}-512`, 'S-1-1-0', 'S-1-5-18'];
      const named = (await target.census?.named(sids)) ?? [];
      expect(named).toEqual([
        { sid: administrators, name: 'BUILTIN\\Administrators', kind: 'alias' },
        { sid: `${domain}-512`, name: 'EXAMPLE\\Domänen-Admins', kind: 'group' },
        { sid: 'S-1-1-0', name: 'Everyone', kind: 'well-known' },
        { sid: 'S-1-5-18', name: 'NT Authority\\SYSTEM', kind: 'well-known' },
      ]);
      const seen = await server.client('rpcclient', '-c', `lookupsids ${domain}-512`, server.host);
      expect(seen).toContain('EXAMPLE\\Domänen-Admins');
      const names = named.map(({ name }) => name);
      expect((await target.census?.withNames(names))?.map(({ sid }) => sid)).toEqual(sids);
    });

    it('leave out what the server does not know, alone or beside what it knows', async () => {
      const unknown = `${domain}-9999`;
      expect(await target.census?.named([unknown])).toEqual([]);
      expect(await target.census?.named([unknown, administrators])).toHaveLength(1);
      expect(await target.census?.withNames(['EXAMPLE\\nobody at all'])).toEqual([]);
      expect(await target.census?.withNames(['EXAMPLE\\clerk', 'EXAMPLE\\nobody at all'])).toMatchObject([
        { name: 'EXAMPLE\\clerk', kind: 'user' },
      ]);
      expect(await target.census?.named([])).toEqual([]);
    });

    it('are listed with its services, and it trusts nobody', async () => {
      expect(await target.census?.services()).toEqual(
        expect.arrayContaining(['MSExchangeSA', 'NETLOGON', 'Spooler']),
      );
      expect(await target.census?.trustedDomains()).toEqual([]);
    });

    it('are found without a question by an assessment, each fact with its source', async () => {
      const url = `smb://${server.user}@${server.host}:${server.port}`;
      const run = await batten(await temporaryFolder(), [
        ...['assess', '--json', '--target', url, '--password-file', server.passwordFile],
      ]);
      const { facts } = assessment.parse(JSON.parse(run.stdout)).server;
      const clerk = (await target.census?.withNames(['EXAMPLE\\clerk']))?.[0]?.sid;
      const exchange = (await target.census?.withNames(['EXAMPLE\\ExchSrv']))?.[0]?.sid;
      expect(facts).toMatchObject({
        domainRole: 'primary controller',
        exchange: true,
        serviceAccount: 'EXAMPLE\\ExchSrv',
        serviceAccountSid: exchange,
        serviceAccounts: { MSExchangeSA: { account: 'EXAMPLE\\ExchSrv', sid: exchange } },
        privilegedGroups: expect.arrayContaining([
          { sid: administrators, name: 'BUILTIN\\Administrators' },
          { sid: `${domain}-512`, name: 'EXAMPLE\\Domänen-Admins' },
        ]) as unknown,
        people: expect.arrayContaining([
          {
            sid: clerk,
            name: 'EXAMPLE\\clerk',
            kind: 'user',
            privileges: [
              { group: administrators, through: [`${domain}-512`] },
              { group: `${domain}-512`, through: [] },
            ],
          },
          {
            sid: exchange,
            name: 'EXAMPLE\\ExchSrv',
            kind: 'user',
            privileges: [{ group: administrators, through: [] }],
          },
        ]) as unknown,
        accountNames: { [`${domain}-512`]: 'EXAMPLE\\Domänen-Admins' },
        accountSids: { 'EXAMPLE\\Domänen-Admins': `${domain}-512` },
        sources: {
          domainRole: { from: 'lsa' },
          exchange: { from: 'registry' },
          cluster: { from: 'services' },
          serviceAccount: { from: 'services' },
          serviceAccountSid: { from: 'lsa' },
          people: { from: 'sam' },
          servicePack: { from: 'registry' },
        },
      });
      const sources = z.record(z.string(), z.object({ at: z.iso.datetime() })).parse(facts['sources']);
      expect(Object.keys(sources).sort()).toEqual(
        Object.keys(facts)
          .filter((one) => one !== 'sources')
          .sort(),
      );
    }, 60_000);
  },
);

/** smbd cannot give its own groups German names. */
describePeer(
  `Names of a German server of the tests' own${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let server: ScriptedServer;

    beforeAll(async () => {
      server = await startScriptedServer('german-member.py');
    });
    afterAll(async () => {
      await server.stop();
    });

    it('lead from SIDs to names and back, in its own language', async () => {
      const { census } = server.target;
      const sids = [administrators, 'S-1-5-21-7-8-9-512', 'S-1-5-18', 'S-1-1-0'];
      const named = (await census?.named([...sids, 'S-1-5-21-7-8-9-4711'])) ?? [];
      expect(named).toEqual([
        { sid: administrators, name: 'VORDEFINIERT\\Administratoren', kind: 'alias' },
        { sid: 'S-1-5-21-7-8-9-512', name: 'EXAMPLE\\Domänen-Admins', kind: 'group' },
        { sid: 'S-1-5-18', name: 'NT-AUTORITÄT\\SYSTEM', kind: 'well-known' },
        { sid: 'S-1-1-0', name: 'Jeder', kind: 'well-known' },
      ]);
      const back = await census?.withNames([...named.map(({ name }) => name), 'EXAMPLE\\niemand']);
      expect(back).toEqual(named);
    });

    it('are those of nobody where it knows nobody', async () => {
      expect(await server.target.census?.named(['S-1-5-21-7-8-9-4711'])).toEqual([]);
      expect(await server.target.census?.withNames(['EXAMPLE\\niemand'])).toEqual([]);
    });

    it('of the domains that it trusts come in as many answers as they take', async () => {
      expect(await server.target.census?.trustedDomains()).toEqual([
        { name: 'EXAMPLE', sid: 'S-1-5-21-7-8-9' },
        { name: 'PARTNER', sid: 'S-1-5-21-10-11-12' },
      ]);
    });

    it('of services are not told by a server without the call, which is no failure', async () => {
      expect(await server.target.census?.services()).toBeUndefined();
    });
  },
);
