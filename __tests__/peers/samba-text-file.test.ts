import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import fc from 'fast-check';
import { absent, present, type Reading, type Settable } from '../../src/model/reading.js';
import { kind } from '../../src/resources/text-file.js';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import { openSamba } from '../../src/targets/samba/samba.js';
import { fileServerMissing, startFileServer, type FileServer } from '../support/file-server.js';
import { startSambaServer } from '../support/samba-server.js';

const missing = fileServerMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

describePeer(`Text files of a Samba server${missing === undefined ? '' : ` (${missing})`}`, () => {
  let files: FileServer;
  let disk: string;

  beforeAll(async () => {
    disk = mkdtempSync(join(tmpdir(), 'batten-disk-'));
    files = await startFileServer(disk);
  });
  afterAll(async () => {
    await files.stop();
    rmSync(disk, { recursive: true, force: true });
  });

  const read = async (path: string): Promise<Reading | undefined> =>
    (await files.driver('text-file').read([kind.at({ path })]))[0];
  const write = (path: string, to: Settable): Promise<void> =>
    files.driver('text-file').write(kind.at({ path }), to);
  const text = (content: string, encoding: 'bytes' | 'utf-16' = 'bytes') =>
    present({ text: content, encoding });

  it('come back byte for byte, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (found, marked) => {
        const bytes = Buffer.from(marked ? [0xff, 0xfe, ...found] : found);
        writeFileSync(join(disk, 'any.ini'), bytes);
        const before = await read('C:\\any.ini');
        if (before?.state !== 'present') throw new Error('It was not read.');
        await write('C:\\any.ini', text('[options]\r\nUseAllowVerbs=1\r\n'));
        expect(readFileSync(join(disk, 'any.ini'), 'latin1')).toBe('[options]\r\nUseAllowVerbs=1\r\n');
        await write('C:\\any.ini', before);
        expect(readFileSync(join(disk, 'any.ini'))).toEqual(bytes);
      }),
      { numRuns: 40 },
    );
  });

  it('are shown to another program as Batten wrote them, and taken away again', async () => {
    const path = 'C:\\WINNT\\System32\\new.ini';
    expect(await read(path)).toEqual(absent);
    await write(path, text('a\r\nb\n'));
    expect(await files.smbclient('ADMIN$', 'get System32/new.ini -')).toBe('a\r\nb');
    await write(path, absent);
    expect(existsSync(join(disk, 'WINNT/System32/new.ini'))).toBe(false);
    expect(await read(path)).toEqual(absent);
    await write(path, absent);
  });

  it('keep Unicode with its mark', async () => {
    writeFileSync(join(disk, 'unicode.ini'), Buffer.from('\ufeffGröße=€\r\n', 'utf16le'));
    expect(await read('C:\\unicode.ini')).toMatchObject({
      value: { text: 'Größe=€\r\n', encoding: 'utf-16' },
    });
  });

  it('keep their attributes and permissions when they are written', async () => {
    writeFileSync(join(disk, 'kept.ini'), 'old, and longer than the new');
    await files.smbclient('C$', 'setmode kept.ini +hsa');
    const before = await files.smbcacls('C$', 'kept.ini', '--sddl');
    await write('C:\\kept.ini', text('new'));
    expect(await read('C:\\kept.ini')).toMatchObject({
      value: { text: 'new', attributes: ['hidden', 'system', 'archive'] },
    });
    expect(await files.smbcacls('C$', 'kept.ini', '--sddl')).toBe(before);
  });

  it('are read and written beyond one packet', async () => {
    const large = 'A line of a very long file.\r\n'.repeat(5000);
    await write('C:\\large.ini', text(large));
    expect(readFileSync(join(disk, 'large.ini'), 'latin1')).toBe(large);
    expect(await read('C:\\large.ini')).toMatchObject({ value: { text: large } });
  });

  it('are unreadable when they are too large, a folder, or behind a share that is closed or missing', async () => {
    execaSync('truncate', ['-s', '40M', join(disk, 'huge.log')]);
    expect(await read('C:\\huge.log')).toMatchObject({ reason: 'it is larger than 1048576 bytes' });
    expect(await read('C:\\WINNT')).toMatchObject({ reason: 'it is a folder' });
    expect(await read('D:\\x.ini')).toMatchObject({ reason: 'access denied' });
    expect(await read('X:\\x.ini')).toMatchObject({
      reason: expect.stringContaining('administrative share'),
    });
  });

  it('of a folder that is not there are absent, and Batten makes no folder for them', async () => {
    expect(await read('C:\\No such folder\\x.ini')).toEqual(absent);
    await expect(write('C:\\No such folder\\x.ini', text('x'))).rejects.toThrow(
      /A folder on the way is not there/,
    );
    expect(existsSync(join(disk, 'No such folder'))).toBe(false);
  });

  it('say when they may not be written', async () => {
    writeFileSync(join(disk, 'guarded.ini'), 'old');
    await expect(write('E:\\guarded.ini', text('new'))).rejects.toThrow(
      /denied Administrator writing E:.*cacls/,
    );
    expect(readFileSync(join(disk, 'guarded.ini'), 'utf8')).toBe('old');
  });

  it('say when another program holds them', async () => {
    writeFileSync(join(disk, 'held.ini'), 'old');
    const release = await hold(files, 'held.ini');
    try {
      expect(await read('C:\\held.ini')).toMatchObject({
        reason: expect.stringContaining('another program'),
      });
      await expect(write('C:\\held.ini', text('new'))).rejects.toThrow(/Another program .* holds the file/);
    } finally {
      release();
    }
    expect(readFileSync(join(disk, 'held.ini'), 'utf8')).toBe('old');
  });

  it('keep their old contents when the disk is full', async () => {
    const small = join(disk, 'small');
    mkdirSync(small);
    execaSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small]);
    try {
      writeFileSync(join(small, 'x.ini'), 'old');
      writeFileSync(join(small, 'ballast'), Buffer.alloc(40 * 1024));
      await expect(write('C:\\small\\x.ini', text('n'.repeat(60_000)))).rejects.toThrow(/volume .* is full/);
      expect(readFileSync(join(small, 'x.ini'), 'utf8')).toBe('old');
      await expect(write('C:\\small\\y.ini', text('n'.repeat(60_000)))).rejects.toThrow(/volume .* is full/);
      expect(existsSync(join(small, 'y.ini'))).toBe(false);
    } finally {
      execaSync('umount', ['-l', small]);
    }
  });

  it('are left to a person on another port than 139', async () => {
    const other = await startSambaServer();
    const target = await openSamba(smbAddress(other), other.password, { clock: { now: () => new Date() } });
    expect(target.driver('registry-value')).toBeDefined();
    expect(target.driver('text-file')).toBeUndefined();
    expect(target.driver('folder-acl')).toBeUndefined();
    await target.close();
    await other.stop();
  });
});

/** Opens a file of C$ for itself alone, in a process of its own; gives the function that lets it go. */
async function hold({ server }: FileServer, path: string): Promise<() => void> {
  const script = [
    'import sys',
    'from samba import credentials',
    'from samba.samba3 import libsmb_samba_internal as libsmb, param',
    'lp = param.get_context(); lp.load(sys.argv[1])',
    'account = credentials.Credentials(); account.guess(lp); account.parse_file(sys.argv[2])',
    'share = libsmb.Conn(sys.argv[3], "C$", lp, creds=account, force_smb1=True)',
    'share.create(sys.argv[4], DesiredAccess=0x3, ShareAccess=0, CreateDisposition=1)',
    'print("held", flush=True); sys.stdin.read()',
  ].join('\n');
  const process = spawn('/usr/bin/python3', [
    ...['-I', '-c', script, join(server.folder, 'client.conf')],
    ...[join(server.folder, 'account.auth'), server.host, path],
  ]);
  await new Promise((resolve, reject) => {
    process.stdout.once('data', resolve);
    process.once('exit', () => {
      reject(new Error('The file could not be held.'));
    });
  });
  return () => process.stdin.end();
}
