import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { openQuestions } from '../../src/discovery/asked-facts.js';
import type { Facts } from '../../src/model/facts.js';
import { batten, type Run } from '../support/batten.js';
import { directoryMissing, startDirectoryServer, type DirectoryServer } from '../support/directory-server.js';
import { temporaryFolder } from '../support/folder.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';
import { securityDescriptor } from '../support/security-descriptor.js';

const missing = sambaMissing() ?? directoryMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const site = 'ou=HQ,o=Example';
const configuration = `cn=Configuration,${site}`;
const attendant = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeSA';

const facts = z.custom<Facts>((one) => typeof one === 'object');
const assessment = z.object({ server: z.object({ facts }) });

/** The primary controller of EXAMPLE with Exchange: mailop is in Exchange-Verwalter, ExchSrv runs the services. */
async function controller(): Promise<SambaServer> {
  const server = await startSambaServer(
    'server role = classic primary domain controller',
    'workgroup = EXAMPLE',
    'svcctl list = MSExchangeSA',
  );
  for (const account of ['ExchSrv', 'mailop', 'chief']) await server.addAccount(account);
  appendFileSync(`${server.folder}/group`, 'ntexadm:x:20015:mailop\n');
  await server.own(
    ...['net', 'groupmap', 'add', `sid=${await domainOf(server)}-2020`, 'unixgroup=ntexadm'],
    ...['type=domain', 'ntgroup=Exchange-Verwalter'],
  );
  await server.netRegistry([
    'setvalue',
    'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions',
    ...['ProductType', 'sz', 'LanmanNT'],
  ]);
  // smbd makes the key when services are first asked for
  await server.client('net', 'rpc', 'service', 'list', '-S', server.host);
  await server.netRegistry(['setvalue', attendant, 'ObjectName', 'sz', 'EXAMPLE\\ExchSrv']);
  return server;
}

const domainOf = async (server: SambaServer): Promise<string> =>
  /S-1-5-21-[\d-]+/.exec(await server.own('net', 'getdomainsid'))?.[0] ?? '';

/** As rpcclient, which shares no code with Batten, looks it up. */
const sidOf = async (server: SambaServer, name: string): Promise<string> =>
  /S-1-5-21-[\d-]+/.exec(await server.client('rpcclient', '-c', `lookupnames ${name}`, server.host))?.[0] ??
  '';

describePeer(
  `The principals of a server and its directory${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let server: SambaServer;
    let directory: DirectoryServer;

    beforeAll(async () => {
      server = await controller();
      directory = await startDirectoryServer(server.password);
      const [exchange, chief, group] = [
        await sidOf(server, 'ExchSrv'),
        await sidOf(server, 'chief'),
        `${await domainOf(server)}-2020`,
      ];
      const grants = [
        { sid: exchange, mask: 0x100ff },
        { sid: group, mask: 0x100a7 },
        { sid: chief, mask: 0x10027 },
      ];
      // As Exchange gives bytes: hexadecimal digits
      const digits = securityDescriptor(grants).toString('hex').toUpperCase();
      for (const dn of ['o=Example', site, configuration]) {
        await directory.modify(
          `dn: ${dn}\nchangetype: modify\nreplace: NT-Security-Descriptor\nNT-Security-Descriptor: ${digits}\n`,
        );
      }
      await directory.modify(
        `dn: cn=NTEX02,cn=Servers,${configuration}\nchangetype: add\nobjectClass: Container\nobjectClass: Exchange-Object\ncn: NTEX02\nrdn: NTEX02\n`,
      );
    }, 60_000);
    afterAll(async () => {
      await directory.stop();
      await server.stop();
    });

    const assess = async (...args: readonly string[]): Promise<{ run: Run; found: Facts }> => {
      const run = await batten(await temporaryFolder(), [
        ...['assess', '--json', '--target', `smb://${server.user}@${server.host}:${server.port}`],
        ...['--password-file', server.passwordFile, ...args],
      ]);
      return { run, found: assessment.parse(JSON.parse(run.stdout)).server.facts };
    };

    it('are found without a question, each with its source', async () => {
      const { run, found } = await assess('--directory', `ldap:${directory.place.port}`);
      expect(run.stderr).not.toContain('?');
      const group = `${await domainOf(server)}-2020`;
      expect(found).toMatchObject({
        domainRole: 'primary controller',
        serviceAccount: 'EXAMPLE\\ExchSrv',
        serviceAccountSid: await sidOf(server, 'ExchSrv'),
        otherServersOfSite: ['NTEX02'],
        siteConnections: ['Internet Mail Connector (NTEX01)'],
        exchangeAdministrators: [
          { sid: await sidOf(server, 'ExchSrv'), on: ['o=Example', site, configuration] },
          { sid: group, on: ['o=Example', site, configuration] },
          { sid: await sidOf(server, 'chief'), on: ['o=Example', site, configuration] },
        ],
        privilegedGroups: expect.arrayContaining([
          { sid: group, name: 'EXAMPLE\\Exchange-Verwalter' },
        ]) as unknown,
        people: expect.arrayContaining([
          expect.objectContaining({
            sid: await sidOf(server, 'mailop'),
            name: 'EXAMPLE\\mailop',
            privileges: [{ group, through: [] }],
          }),
          expect.objectContaining({ sid: await sidOf(server, 'chief'), name: 'EXAMPLE\\chief' }),
        ]) as unknown,
        sources: {
          otherServersOfSite: { from: 'directory' },
          exchangeAdministrators: { from: 'directory' },
          people: { from: 'sam' },
          serviceAccountSid: { from: 'lsa' },
        },
      });
      const open = [...openQuestions('os-updates', found), ...openQuestions('security-changes', found)];
      expect(open.map(({ member }) => member).filter((one) => /Sid$|^otherServers/.test(one))).toEqual([]);
    }, 60_000);

    it('of the directory stay unknown where nobody agreed to ask it, and are then asked for', async () => {
      const { found } = await assess();
      expect(found.otherServersOfSite).toBeUndefined();
      expect(found.exchangeAdministrators).toBeUndefined();
      expect(openQuestions('security-changes', found).map(({ member }) => member)).toEqual(
        expect.arrayContaining(['exchangeAdministratorsSid', 'otherServersOfSite']),
      );
    }, 60_000);

    it('are unknown where the directory lets the account in and hides the permissions', async () => {
      await directory.modify(`dn: ${site}\nchangetype: modify\ndelete: NT-Security-Descriptor\n`);
      const { found } = await assess('--directory', `ldap:${directory.place.port}`);
      expect(found.otherServersOfSite).toEqual(['NTEX02']);
      expect(found.exchangeAdministrators).toBeUndefined();
    }, 60_000);
  },
);
