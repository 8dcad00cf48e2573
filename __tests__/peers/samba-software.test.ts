import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readServer } from '../../src/connect/open-server.js';
import { patchNamed, type PatchId } from '../../src/patches/catalogue.js';
import { hotfixKey } from '../../src/patches/define.js';
import { absent, present, type Reading } from '../../src/model/reading.js';
import { kind, needsReapply } from '../../src/resources/software.js';
import { kind as textFile } from '../../src/resources/text-file.js';
import { accessTo } from '../../src/targets/access.js';
import { byHandDriver } from '../../src/targets/by-hand/by-hand.js';
import { terminalOperator } from '../../src/targets/by-hand/terminal-operator.js';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import { openSamba } from '../../src/targets/samba/samba.js';
import { fileServerMissing, startFileServer, type FileServer } from '../support/file-server.js';
import { temporaryFolder } from '../support/folder.js';
import { programFile } from '../support/program-file.js';
import { scriptedOperator } from '../support/scripted-operator.js';
import { startSambaServer } from '../support/samba-server.js';

const missing = fileServerMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const windowsNt = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const mup = 'System32/drivers/Mup.sys';

const installed = (id: PatchId): Reading =>
  present({ version: patchNamed(id).version, title: patchNamed(id).title });
const toReapply = (id: PatchId): Reading => present({ version: needsReapply, title: patchNamed(id).title });

describePeer(`Software of a Samba server${missing === undefined ? '' : ` (${missing})`}`, () => {
  let files: FileServer;
  let disk: string;

  beforeAll(async () => {
    disk = mkdtempSync(join(tmpdir(), 'batten-software-'));
    files = await startFileServer(disk);
    for (const fix of ['Q246009', 'Q312895', 'Q823559', 'Q326830']) await createKey(`${hotfixKey}\\${fix}`);
    await createKey('HKLM\\SOFTWARE\\Microsoft\\Internet Explorer');
    await createKey('HKLM\\SOFTWARE\\Microsoft\\Updates\\Exchange Server 5.5\\SP5\\Q289606');
  });
  afterAll(async () => {
    await files.stop();
    rmSync(disk, { recursive: true, force: true });
  });

  /** An English server, as every test finds it. */
  beforeEach(() => {
    put('System32/Ntdll.dll', '4.0.1381.7086');
    put(mup, '4.0.1381.7125');
  });

  async function createKey(key: string): Promise<void> {
    const parts = key.split('\\');
    for (let depth = 2; depth <= parts.length; depth++) {
      await files.server.netRegistry(['createkey', parts.slice(0, depth).join('\\')]);
    }
  }

  function put(path: string, version: string, language = 0x0409, folder = 'WINNT'): void {
    const place = join(disk, folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, programFile({ version, language }));
  }

  const read = async (id: string): Promise<Reading | undefined> =>
    (await files.driver('software').read([kind.at({ id })]))[0];

  it('is told by values of the registry alone where those are its signs', async () => {
    expect(await read('nt4-sp6a')).toEqual(absent);
    await files.server.netRegistry(['setvalue', windowsNt, 'CSDVersion', 'sz', 'Service Pack 6']);
    expect(await read('nt4-sp6a')).toEqual(absent);
    await files.server.netRegistry(['setvalue', `${hotfixKey}\\Q246009`, 'Installed', 'dword', '1']);
    expect(await read('nt4-sp6a')).toEqual(installed('nt4-sp6a'));
  });

  it('is there when key and file are, as smbclient sees that file', async () => {
    expect(await read('nt4-ms02-017')).toEqual(installed('nt4-ms02-017'));
    expect(await files.smbclient('ADMIN$', 'allinfo System32/drivers/Mup.sys')).toMatch(
      /stream: \[::\$DATA\]/,
    );
  });

  it('has to go on again when the file is older than the key, or is gone', async () => {
    put(mup, '4.0.1381.7124');
    expect(await read('nt4-ms02-017')).toEqual(toReapply('nt4-ms02-017'));
    rmSync(join(disk, 'WINNT', mup));
    expect(await read('nt4-ms02-017')).toEqual(toReapply('nt4-ms02-017'));
  });

  it('is absent without its key, however new the file is', async () => {
    put('System32/Smss.exe', '4.0.1381.7300');
    expect(await read('nt4-ms02-024')).toEqual(absent);
  });

  it('is told by its files alone where those are its signs', async () => {
    expect(await read('iis-lockdown-21')).toEqual(absent);
    for (const name of ['Oblt-rep.log', 'OBLT-LOG.LOG']) {
      mkdirSync(join(disk, 'WINNT/System32/inetsrv'), { recursive: true });
      writeFileSync(join(disk, 'WINNT/System32/inetsrv', name), '');
    }
    expect(await read('iis-lockdown-21')).toEqual(installed('iis-lockdown-21'));
  });

  it('of Exchange is looked for where Exchange says that it is', async () => {
    put('System32/Cdo.dll', '5.5.2654.54');
    put('bin/Cdohtml.dll', '5.5.2654.16', 0x0409, 'Exchsrvr');
    expect(await read('ex55-q289606')).toEqual(toReapply('ex55-q289606'));
    put('bin/Cdohtml.dll', '5.5.2654.17', 0x0409, 'Exchsrvr');
    expect(await read('ex55-q289606')).toEqual(installed('ex55-q289606'));
  });

  it('is not told by numbers of another language or edition, nor where files cannot be read', async () => {
    put('System32/Ntdll.dll', '4.0.1381.7086', 0x0407);
    expect(await read('nt4-ms02-017')).toMatchObject({
      reason: expect.stringContaining('the server is not English'),
    });
    put('System32/Ntdll.dll', '4.0.1381.33500');
    expect(await read('nt4-ms02-017')).toMatchObject({ reason: expect.stringContaining('Terminal Server') });
    rmSync(join(disk, 'WINNT/System32/Ntdll.dll'));
    expect(await read('nt4-ms02-017')).toMatchObject({ reason: expect.stringContaining('the language') });
    put('System32/Ntdll.dll', '4.0.1381.7086');
    put(mup, '4.0.1381.7125', 0x0411);
    expect(await read('nt4-ms02-017')).toMatchObject({
      reason: expect.stringContaining('Mup.sys is not English'),
    });
    writeFileSync(join(disk, 'WINNT', mup), 'no program');
    expect(await read('nt4-ms02-017')).toMatchObject({
      reason: expect.stringContaining('does not tell its version'),
    });
    expect(await read('nt4-ms03-023')).toMatchObject({
      reason: expect.stringContaining('was not found out'),
    });
  });

  it('that Batten knows no signs of, or that only a person can see, is left to one', async () => {
    expect(await read('outlook')).toMatchObject({ state: 'unreadable' });
    expect(await read('urlscan-25')).toMatchObject({
      reason: expect.stringContaining('only a person can see'),
    });
    const operator = scriptedOperator(['there', 'yes']);
    const access = accessTo(files.target, new Map(), byHandDriver(terminalOperator(operator)));
    expect(await access.read(['nt4-sp6a', 'urlscan-25'].map((id) => kind.at({ id })))).toEqual([
      installed('nt4-sp6a'),
      installed('urlscan-25'),
    ]);
    expect(operator.unused).toEqual([]);
  });

  it('may be asked about, so that nothing is drawn meanwhile', async () => {
    const { user, host, passwordFile } = files.server;
    const server = await readServer(`smb://${user}@${host}`, {
      terminal: scriptedOperator([]),
      globals: { passwordFile, state: await temporaryFolder(), json: false, verbose: false },
      environment: {},
      write: () => undefined,
      signal: new AbortController().signal,
    });
    expect(server.asks(kind.at({ id: 'nt4-sp6a' }))).toBe('to read and write');
    expect(server.asks(textFile.at({ path: 'C:\\x.ini' }))).toBeUndefined();
    await server.close();
  });

  it('is put on by a person and then read by the driver', async () => {
    const operator = scriptedOperator(['done']);
    const access = accessTo(files.target, new Map(), byHandDriver(terminalOperator(operator)));
    const resource = kind.at({ id: 'nt4-ms02-045' });
    expect(await access.read([resource])).toEqual([toReapply('nt4-ms02-045')]);
    await access.write(resource, present({ version: patchNamed('nt4-ms02-045').version }));
    put('System32/Xactsrv.dll', '4.0.1381.7181');
    expect(await access.read([resource])).toEqual([installed('nt4-ms02-045')]);
    expect(operator.unused).toEqual([]);
  });

  it('on another port than 139 is told by the registry where that is enough', async () => {
    const other = await startSambaServer();
    const target = await openSamba(smbAddress(other), other.password, { clock: { now: () => new Date() } });
    const driver = target.driver('software');
    await other.netRegistry(['createkey', hotfixKey]);
    await other.netRegistry(['createkey', `${hotfixKey}\\Q312895`]);
    expect(await driver?.read(['nt4-ms02-024', 'nt4-ms02-017'].map((id) => kind.at({ id })))).toEqual([
      absent,
      { state: 'unreadable', reason: expect.stringContaining('port 139') },
    ]);
    await target.close();
    await other.stop();
  });
});
