import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { TargetError } from '../../src/errors.js';
import { absent, present, type Reading, type Settable } from '../../src/model/reading.js';
import { dword, multiText, registryTypes, text } from '../../src/resources/registry/data.js';
import { kind } from '../../src/resources/registry-value.js';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import { openSamba, type SambaTarget } from '../../src/targets/samba/samba.js';
import { parseExport } from '../support/registry-export.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
const scratch = 'HKLM\\SOFTWARE\\Batten test';

describePeer(`The registry of a Samba server${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: SambaServer;
  let target: SambaTarget;

  beforeAll(async () => {
    server = await startSambaServer();
    target = await open(server);
  });
  afterAll(async () => {
    await target.close();
    await server.stop();
  });

  const read = async (key: string, ...names: string[]): Promise<readonly Reading[]> =>
    driverOf(target).read(names.map((name) => kind.at({ key, name })));
  const write = (key: string, name: string, to: Settable): Promise<void> =>
    driverOf(target).write(kind.at({ key, name }), to);
  const exported = async (key: string) => {
    await server.netRegistry(['export', key, join(server.folder, 'export.reg')]);
    return parseExport(readFileSync(join(server.folder, 'export.reg'), 'utf8'));
  };

  it('names the server and its machine SID', async () => {
    const { name, machineSid } = await target.identify();
    expect(name).toBe('NTEX01');
    expect(machineSid).toMatch(/^S-1-5-21(-\d+){3}$/);
  });

  it('lists the names of values, so that none need be guessed', async () => {
    const key = `${scratch}\\Diagnostics`;
    const names = ['2 Logons', '12 Überwachung', 'x'.repeat(255)];
    for (const name of names) await write(key, name, present(dword(0)));
    const listed = await target.census?.valueNames([key, `${scratch}\\Nowhere`]);
    expect([...(listed?.get(key) ?? [])].sort()).toEqual([...names].sort());
    expect(listed?.get(`${scratch}\\Nowhere`)).toEqual([]);
    for (const name of names) await write(key, name, absent);
    expect((await target.census?.valueNames([key]))?.get(key)).toEqual([]);
  });

  it('gives many values in one go, each in its place', async () => {
    const version = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
    const readings = await driverOf(target).read([
      kind.at({ key: version, name: 'CSDVersion' }),
      kind.at({ key: lsa, name: 'RestrictAnonymous' }),
      kind.at({ key: version, name: 'InstallDate' }),
      kind.at({ key: lsa, name: 'Notification Packages' }),
    ]);
    expect(readings).toEqual([
      present(text('Service Pack 4')),
      absent,
      present(dword(916757352)),
      present(multiText(['FPNWCLNT'])),
    ]);
  });

  it('keeps type and bytes of every registry type, as an independent reader sees them too', async () => {
    const data = fc.record({
      type: fc.constantFrom(...registryTypes),
      bytes: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('hex')),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(data, { minLength: 11, maxLength: 11 }), async (values) => {
        // Fresh names: smbd ignores a write that changes nothing but the type.
        run += 1;
        const named = values.map((value, index) => ({ name: `${run}.${index}`, value }));
        for (const { name, value } of named) await write(scratch, name, present(value));
        expect(await read(scratch, ...named.map(({ name }) => name))).toEqual(values.map(present));
        const seen = await exported(scratch);
        for (const { name, value } of named) {
          expect(seen.get(name)).toEqual({ type: registryTypes.indexOf(value.type), bytes: value.bytes });
        }
      }),
      { numRuns: 8 },
    );
  });

  it('keeps a value larger than the first buffer', async () => {
    const large = present({ type: 'REG_BINARY', bytes: 'c0ffee'.repeat(3000) });
    await write(scratch, 'large', large);
    expect(await read(scratch, 'large')).toEqual([large]);
  });

  it.each(['', 'Größe', 'with "quotes" and \\', '空'])(
    'takes a value named <%s> at its word',
    async (name) => {
      await write(scratch, name, present(dword(7)));
      expect((await exported(scratch)).get(name)).toEqual({ type: 4, bytes: '07000000' });
      expect(await read(scratch, name)).toEqual([present(dword(7))]);
    },
  );

  it('refuses a name that Samba would cut short, and leaves the shorter one alone', async () => {
    await expect(write(scratch, 'cut\0here', present(dword(1)))).rejects.toBeInstanceOf(TargetError);
    expect(await read(scratch, 'cut')).toEqual([absent]);
  });

  it('tells a value that is absent from one that cannot be read', async () => {
    const sealed = 'HKLM\\SYSTEM\\SEALED';
    expect(await read(sealed, 'Secret')).toEqual([{ state: 'unreadable', reason: 'access denied' }]);
    expect(await read(`${lsa}\\No such key`, 'Anything')).toEqual([absent]);
  });

  it('says that it may not write, to what, and what would help', async () => {
    await expect(write('HKLM\\SYSTEM\\SEALED', 'Secret', present(dword(2)))).rejects.toThrow(
      /denied Administrator writing Secret of HKLM\\SYSTEM\\SEALED \(WERR_ACCESS_DENIED\).*Administrators/,
    );
  });

  it('gives a value of a type that NT 4.0 does not know as unreadable, not as something else', async () => {
    const file = join(server.folder, 'import.reg');
    const entry = `Windows Registry Editor Version 5.00\n\n[${scratch}]\n"odd"=hex(63):01,02\n\n`;
    writeFileSync(file, entry);
    await server.netRegistry(['import', file]);
    expect(await read(scratch, 'odd')).toEqual([
      { state: 'unreadable', reason: 'its type has the number 99, which NT 4.0 does not define' },
    ]);
  });

  it('sets RestrictAnonymous so that another program sees it, and takes it away again', async () => {
    await write(lsa, 'RestrictAnonymous', present(dword(1)));
    expect(await server.netRegistry(['getvalueraw', lsa, 'RestrictAnonymous'])).toBe('1');
    await write(lsa, 'RestrictAnonymous', absent);
    expect((await exported(lsa)).has('RestrictAnonymous')).toBe(false);
    expect((await exported(lsa)).has('Notification Packages')).toBe(true);
  });

  it('deletes what is not there without complaint', async () => {
    await write(lsa, 'RestrictAnonymous', absent);
    await write(`${lsa}\\No such key`, 'Anything', absent);
    expect(await server.netRegistry(['enumerate', lsa])).not.toContain('No such key');
  });

  it('takes away the empty keys that it created itself, and no others', async () => {
    await write(`${scratch} outer\\inner`, 'a', present(dword(1)));
    await write(`${scratch} outer\\inner`, 'b', present(dword(1)));
    await write(`${scratch} outer\\inner`, 'a', absent);
    expect(await server.netRegistry(['enumerate', `${scratch} outer`])).toContain('inner');
    await write(`${scratch} outer\\inner`, 'b', absent);
    expect(await server.netRegistry(['enumerate', 'HKLM\\SOFTWARE'])).not.toContain('outer');
    expect(await server.netRegistry(['enumerate', 'HKLM\\SOFTWARE'])).toContain('Microsoft');
  });

  it('leaves an empty key that an earlier session created', async () => {
    const earlier = await open(server);
    await driverOf(earlier).write(kind.at({ key: `${scratch} left`, name: 'a' }), present(dword(1)));
    await earlier.close();
    await write(`${scratch} left`, 'a', absent);
    expect(await server.netRegistry(['enumerate', 'HKLM\\SOFTWARE'])).toContain('Batten test left');
  });

  it('shows the password in no process and in no environment', async () => {
    await read(lsa, 'RestrictAnonymous');
    const visible = readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .flatMap((pid) => [readProcess(pid, 'cmdline'), readProcess(pid, 'environ')]);
    expect(visible.some((text) => text.includes('templates/samba/agent'))).toBe(true);
    expect(visible.filter((text) => text.includes(server.password))).toEqual([]);
  });

  it('does only what the network reaches', () => {
    expect(target.driver('registry-value')).toBeDefined();
    expect(target.driver('attestation')).toBeUndefined();
    expect(target.label).toBe(`smb://127.0.0.1:${server.port}`);
  });
});

const open = (server: SambaServer): Promise<SambaTarget> =>
  openSamba(smbAddress(server), server.password, { clock: { now: () => new Date() } });

function driverOf(target: SambaTarget) {
  const driver = target.driver('registry-value');
  if (driver === undefined) throw new Error('The target has no driver for registry values.');
  return driver;
}

function readProcess(pid: string, what: string): string {
  try {
    return readFileSync(join('/proc', pid, what), 'utf8');
  } catch {
    return '';
  }
}
