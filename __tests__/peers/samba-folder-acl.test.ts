import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderAcl, kind, type FolderAclValue } from '../../src/resources/folder-acl.js';
import { absent, present, type Reading, type Settable } from '../../src/model/reading.js';
import { administrators, everyone, system } from '../../src/resources/account/sid.js';
import { fileServerMissing, startFileServer, type FileServer } from '../support/file-server.js';

const missing = fileServerMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const path = 'C:\\Exchsrvr\\Tracking.log';
const open = 'D:(A;OICI;0x1f01ff;;;WD)(A;OICI;0x1f01ff;;;S-1-5-21-1-2-3-1005)';

describePeer(`Folder permissions of a Samba server${missing === undefined ? '' : ` (${missing})`}`, () => {
  let files: FileServer;
  let disk: string;

  beforeAll(async () => {
    disk = mkdtempSync(join(tmpdir(), 'batten-disk-'));
    files = await startFileServer(disk);
    mkdirSync(join(disk, 'Exchsrvr/Tracking.log'), { recursive: true });
    writeFileSync(join(disk, 'Exchsrvr/Tracking.log/19990101.log'), 'log');
    await files.smbcacls('C$', 'Exchsrvr/Tracking.log', '--sddl', '-S', open);
  });
  afterAll(async () => {
    await files.stop();
    rmSync(disk, { recursive: true, force: true });
  });

  const read = async (at: string): Promise<Reading<FolderAclValue>> => {
    const [reading] = await files.driver('folder-acl').read([kind.at({ path: at })]);
    return kind.typed(reading ?? absent);
  };
  const write = (at: string, to: Settable): Promise<void> =>
    files.driver('folder-acl').write(kind.at({ path: at }), to);
  const witness = (at: string): Promise<string> => files.smbcacls('C$', at, '--sddl');

  it('are what another program shows', async () => {
    const found = await read(path);
    expect(kind.equal(found, present({ sddl: open }))).toBe(true);
    const seen = (await witness('Exchsrvr/Tracking.log')).trim();
    expect(kind.equal(found, present({ sddl: seen }))).toBe(true);
  });

  it('are set as the step wants them, change nothing below, and come back on undo', async () => {
    const before = await read(path);
    if (before.state === 'unreadable') throw new Error('It was not read.');
    const seenBefore = await witness('Exchsrvr/Tracking.log');
    const below = await witness('Exchsrvr/Tracking.log/19990101.log');
    const expectation = folderAcl(path).allows({ full: [administrators, system], none: [everyone] });
    expect(expectation.met(before)).toBe(false);
    const aim = kind.typed(expectation.aim(before));
    if (aim.state === 'unreadable') throw new Error('There is no aim.');
    await write(path, aim);
    const after = await read(path);
    if (after.state === 'unreadable') throw new Error('It was not read back.');
    expect(kind.equal(after, aim)).toBe(true);
    expect(expectation.met(after)).toBe(true);
    const seen = await witness('Exchsrvr/Tracking.log');
    expect(seen).not.toContain(';WD)');
    expect(seen).toMatch(/;BA\)/);
    expect(seen).toContain(';S-1-5-21-1-2-3-1005)');
    expect(await witness('Exchsrvr/Tracking.log/19990101.log')).toBe(below);
    await write(path, before);
    expect(await witness('Exchsrvr/Tracking.log')).toBe(seenBefore);
  });

  it('keep the order, denials and odd rights of a list', async () => {
    const odd =
      'D:(D;OICI;0x10000;;;S-1-5-21-1-2-3-1006)(A;IOOICI;0x1200a9;;;BU)(A;;0x100020;;;WD)(A;CI;0x1f01ff;;;BA)';
    await write(path, present({ sddl: odd }));
    expect(kind.equal(await read(path), present({ sddl: odd }))).toBe(true);
    await write(path, present({ sddl: open }));
  });

  it('leave owner and group alone', async () => {
    const head = /^O:.*?(?=D:)/.exec(await witness('Exchsrvr/Tracking.log'))?.[0];
    await write(path, present({ sddl: `O:S-1-5-21-9-9-9-500G:S-1-5-21-9-9-9-513${open}` }));
    expect(await witness('Exchsrvr/Tracking.log')).toMatch(new RegExp(`^${head}`));
  });

  it('can be empty: nobody has access', async () => {
    await write(path, present({ sddl: 'D:' }));
    expect(kind.equal(await read(path), present({ sddl: 'D:' }))).toBe(true);
    await write(path, present({ sddl: open }));
  });

  it('of a folder that is not there are absent, and those of a closed drive unreadable', async () => {
    expect(await read('C:\\No such folder')).toEqual(absent);
    expect(await read('D:\\WINNT')).toEqual({ state: 'unreadable', reason: 'access denied' });
  });

  it('are set on the root of a drive too', async () => {
    const before = await read('C:\\');
    expect(before.state).toBe('present');
    await write('C:\\', present({ sddl: open }));
    expect(kind.equal(await read('C:\\'), present({ sddl: open }))).toBe(true);
    if (before.state === 'present') await write('C:\\', before);
  });

  it('say when they may not be set, and that no folder is made or removed', async () => {
    await expect(write('E:\\Exchsrvr', present({ sddl: open }))).rejects.toThrow(
      /denied Administrator setting the permissions of E:/,
    );
    await expect(write(path, absent)).rejects.toThrow(/makes and removes no folders/);
    await expect(write(path, present({ sddl: 'D:(A;;0x1f01ff;;;DA)' }))).rejects.toThrow(/Give its SID/);
  });
});
