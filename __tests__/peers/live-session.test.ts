import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { batten, type Run } from '../support/batten.js';
import { directoryMissing, startDirectoryServer, type DirectoryServer } from '../support/directory-server.js';
import { fileServerMissing, startFileServer, type FileServer } from '../support/file-server.js';
import { programFile } from '../support/program-file.js';
import { temporaryFolder } from '../support/folder.js';

const missing = fileServerMissing() ?? directoryMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const control = 'HKLM\\SYSTEM\\CurrentControlSet\\Control';
const winreg = `${control}\\SecurePipeServers\\winreg`;
const windowsNt = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const webFolder = 'WINNT/System32/inetsrv';
const configuration = 'cn=Configuration,ou=HQ,o=Example';
const onServer = `cn=NTEX01,cn=Servers,${configuration}`;
const exchangeShares = ['Add-ins', 'Address', 'connect$', 'Resources', 'tracking.log'];

/** Every step whose resources the network reaches, and the by-hand ones that they stand on. */
const answersWith = (serviceAccount: string, administrator: string): string => `format: 1
consent: NTEX01
facts:
  serviceAccountSid: ${serviceAccount}
  exchangeAdministratorsSid: ${administrator}
  otherServersOfSite: []
steps:
  recovery-ready: { attest: true }
  nt4-service-pack: {}
  guest-account: { do: waive, reason: smbd makes account 501 up }
  password-policy: {}
  privileged-passwords: { attest: true, options: { localAccounts: [1003] } }
  restrict-anonymous: {}
  restrict-remote-registry: {}
  exchange-shares: { options: { trackingLog: 'C:\\Exchsrvr\\Tracking.log' } }
  services: { options: { disable: [Spooler] } }
  recipient-limit: {}
  mta-message-size: { options: { sameEverywhere: true } }
  internet-protocols: { options: { scope: server, disable: [POP3] } }
  message-tracking: { attest: true }
  iis-lockdown: { attest: true }
  urlscan: { options: { settingsFile: 'C:\\WINNT\\System32\\inetsrv\\urlscan\\urlscan.ini' } }
`;
const steps = [...answersWith('', '').matchAll(/^ {2}([a-z0-9-]+):/gm)].map(([, id = '']) => id);

describePeer(`a whole session on a live server${missing === undefined ? '' : ` (${missing})`}`, () => {
  let disk: string;
  let files: FileServer;
  let directory: DirectoryServer;

  beforeAll(async () => {
    disk = mkdtempSync(join(tmpdir(), 'batten-live-'));
    mkdirSync(join(disk, 'Exchsrvr/Tracking.log'), { recursive: true });
    mkdirSync(join(disk, webFolder, 'urlscan'), { recursive: true });
    writeFileSync(join(disk, webFolder, 'urlscan/urlscan.ini'), '[options]\r\nUseAllowVerbs=0\r\n');
    // What the IIS Lockdown Wizard and URLScan 2.0 leave on an English server
    for (const log of ['Oblt-rep.log', 'Oblt-log.log']) writeFileSync(join(disk, webFolder, log), '');
    writeFileSync(join(disk, webFolder, 'urlscan/urlscan.dll'), programFile({ version: '6.0.3574.0' }));
    writeFileSync(join(disk, 'WINNT/System32/ntdll.dll'), programFile({ version: '4.0.1381.7086' }));
    const shares = Object.fromEntries(exchangeShares.map((name) => [name, join(disk, 'Exchsrvr')]));
    // One process for all services: smbd's others would not know what this one has stopped.
    const settings = [
      'disable spoolss = no',
      'rpcd_classic:num_workers = 1',
      'rpcd_classic:idle_seconds = 3600',
    ];
    files = await startFileServer(disk, shares, settings);
    directory = await startDirectoryServer(files.server.password, files.server.host);
    await files.server.netRegistry(['createkey', `${winreg}\\AllowedPaths`]);
    await files.server.netRegistry(['setvalue', windowsNt, 'CSDVersion', 'sz', 'Service Pack 6']);
    for (const key of ['Hotfix', 'Hotfix\\Q246009']) {
      await files.server.netRegistry(['createkey', `${windowsNt}\\${key}`]);
    }
    await files.server.netRegistry(['setvalue', `${windowsNt}\\Hotfix\\Q246009`, 'Installed', 'dword', '1']);
    // Outlook Web Access, and with it IIS, whose service smbd has not
    const web = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeWEB';
    for (const key of [web, `${web}\\Parameters`]) await files.server.netRegistry(['createkey', key]);
    await files.server.netRegistry(['setvalue', `${web}\\Parameters`, 'Server', 'sz', 'NTEX01']);
    // smbd lists its services in the registry once somebody has asked for one
    await status();
  });

  afterAll(async () => {
    await directory.stop();
    await files.stop();
    rmSync(disk, { recursive: true, force: true });
  });

  const on = (state: string, ...args: readonly string[]): Promise<Run> =>
    batten(state, [
      ...args,
      ...['--target', `smb://${files.server.user}@${files.server.host}`],
      ...['--password-file', files.server.passwordFile, '--directory', `ldap:${directory.place.port}`],
    ]);

  const tool = async (program: string, ...args: readonly string[]): Promise<string> => {
    const { folder } = files.server;
    const account = ['-s', join(folder, 'client.conf'), '-A', join(folder, 'account.auth')];
    return (await execa(program, [...args, ...account])).stdout;
  };

  const sidOf = async (name: string): Promise<string> =>
    /S-1-5-21-[\d-]+/.exec(
      await files.server.client('rpcclient', '-c', `lookupnames ${name}`, files.server.host),
    )?.[0] ?? '';

  const status = async (): Promise<string> =>
    tool('net', 'rpc', 'service', 'status', 'Spooler', '-S', files.server.host, '-p', '139');

  /** What tools that share no code with Batten see of everything that the session may touch, one entry a kind. */
  async function exported(): Promise<Readonly<Record<string, string>>> {
    const { host, folder } = files.server;
    const registry = async (key: string): Promise<string> => {
      await files.server.netRegistry(['export', key, join(folder, 'export.reg')]);
      return inOrder(readFileSync(join(folder, 'export.reg'), 'utf8'));
    };
    const shares = exchangeShares.map((name) => `netsharegetinfo ${name} 502`).join(';');
    return {
      'registry-value':
        (await registry('HKLM\\SYSTEM\\CurrentControlSet')) + (await registry('HKLM\\SOFTWARE')),
      account: (await files.server.own('pdbedit', '-v', '-u', 'guest')).replace(/^Logon time:.*$/m, ''),
      'account-policy': await files.server.own('pdbedit', '-P', 'min password length'),
      'registry-acl': await files.server.netRegistry(['getsd', winreg]),
      service: (await registry('HKLM\\SYSTEM\\CurrentControlSet\\Services\\Spooler')).replace(
        /^.*@=.*$/gm,
        '',
      ),
      'share-acl': await tool('rpcclient', host, '-c', shares),
      'text-file': await files.smbclient('C$', 'get WINNT/System32/inetsrv/urlscan/urlscan.ini -'),
      'folder-acl': await files.smbcacls('C$', 'Exchsrvr/Tracking.log'),
      'directory-attribute': [
        await directory.seen(`cn=POP3,cn=Protocols,${onServer}`),
        await directory.seen(`cn=Microsoft MTA,${onServer}`),
        await directory.seen(`cn=Site-MDB-Config,${configuration}`),
        await directory.seen(`cn=Site-MTA-Config,${configuration}`),
      ]
        .map((lines) => [...lines].sort().join('\n'))
        .join('\n\n'),
    };
  }

  it('changes every kind that the network reaches, as other tools see, and takes all of it back', async () => {
    const state = await temporaryFolder();
    const file = join(state, 'answers.yaml');
    writeFileSync(file, answersWith(await sidOf('clerk'), await sidOf('disabled')));
    const before = await exported();

    const run = await on(
      state,
      ...['harden', '--yes', '--override-order', 'a test of the wire', '--answers', file],
      ...steps.flatMap((id) => ['--step', id]),
    );
    // Nobody said whether the other protocols are in use: internet-protocols says so instead of calling itself done
    expect(run).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('only in part') });
    const after = await exported();
    for (const kind of Object.keys(before)) {
      expect({ kind, same: after[kind] === before[kind] }).toEqual({ kind, same: false });
    }

    expect(await on(state, 'undo', '--all', '--yes')).toMatchObject({ exitCode: 0 });
    expect(await exported()).toEqual(before);
  });
});

/** An export with the values of each key in the order of their names: smbd puts one that is written anew at the end. */
const inOrder = (text: string): string =>
  text
    .replace(/\\\r?\n\s*/g, '')
    .split(/\r?\n\r?\n/)
    .map((key) => key.split(/\r?\n/).sort().join('\n'))
    .join('\n\n');
