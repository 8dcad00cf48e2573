import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { join } from 'node:path';
import fc from 'fast-check';
import { absent, present, type Reading, type Settable } from '../../src/model/reading.js';
import { kind } from '../../src/resources/share-acl.js';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import { openSamba, type SambaTarget } from '../../src/targets/samba/samba.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';
import { startScriptedServer, type ScriptedServer } from '../support/scripted-rpc.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;
const said = missing === undefined ? '' : ` (${missing})`;

const administrators = '(A;;0x1f01ff;;;S-1-5-32-544)';
const everyone = '(A;;0x1f01ff;;;S-1-1-0)';

describePeer(`Share permissions of a Samba server${said}`, () => {
  let server: SambaServer;
  let target: SambaTarget;

  beforeAll(async () => {
    server = await startSambaServer(
      '[Resources]',
      'path = /tmp',
      'comment = Größe (alt)',
      '[connect$]',
      'path = /tmp',
    );
    target = await openSamba(smbAddress(server), server.password, { clock: { now: () => new Date() } });
  });
  afterAll(async () => {
    await target.close();
    await server.stop();
  });

  const seen = async (share: string): Promise<string> => {
    const { stdout } = await execa('rpcclient', [
      ...['-s', join(server.folder, 'client.conf'), '-A', join(server.folder, 'account.auth')],
      ...['-p', String(server.port), '-c', `netsharegetinfo ${share} 502`, server.host],
    ]);
    return stdout;
  };

  it('gives the list with folder and comment, hidden shares too, and tells a share that is not there', async () => {
    expect(await read(target, 'Resources', 'No such share', 'connect$')).toEqual([
      present({ sddl: `D:${everyone}`, path: 'C:\\tmp', comment: 'Größe (alt)' }),
      absent,
      present({ sddl: `D:${everyone}`, path: 'C:\\tmp', comment: '' }),
    ]);
  });

  it('writes the list alone, as another program sees, and brings back exactly what was there', async () => {
    const [before] = await read(target, 'Resources');
    const witness = await seen('Resources');
    if (before?.state !== 'present') throw new Error('The share cannot be read.');
    await write(target, 'Resources', present({ sddl: `D:${administrators}(D;;0x1;;;S-1-5-32-546)` }));
    const between = await seen('Resources');
    expect(between).toContain('S-1-5-32-546');
    expect(between).not.toContain('S-1-1-0');
    const head = (text: string): string => text.slice(0, text.indexOf('revision'));
    expect(head(between)).toContain('Resources');
    expect(head(between)).toBe(head(witness));
    await write(target, 'Resources', before);
    expect(await read(target, 'Resources')).toEqual([before]);
    expect(await seen('Resources')).toBe(witness);
  });

  it('gives every list back as it was written', async () => {
    const ace = fc
      .record({
        type: fc.constantFrom('A', 'D'),
        mask: fc.integer({ min: 1, max: 0x1fffff }),
        rid: fc.integer({ min: 0, max: 0xffffffff }),
      })
      .map(({ type, mask, rid }) => `(${type};;0x${mask.toString(16)};;;S-1-5-21-1-2-3-${rid})`);
    await fc.assert(
      fc.asyncProperty(fc.array(ace, { maxLength: 12 }), async (aces) => {
        const sddl = `D:${aces.join('')}`;
        await write(target, 'connect$', present({ sddl }));
        expect((await read(target, 'connect$'))[0]).toMatchObject({ value: { sddl } });
      }),
      { numRuns: 30 },
    );
  });

  it('neither makes nor removes a share', async () => {
    await expect(write(target, 'Resources', absent)).rejects.toThrow(/removes no shares/);
    await expect(write(target, 'No such share', present({ sddl: `D:${administrators}` }))).rejects.toThrow(
      /writing the permissions of the share No such share/,
    );
    expect(await read(target, 'No such share')).toEqual([absent]);
    expect(await seen('Resources')).toContain('Resources');
  });
});

/** smbd gives every share a list; NT 4.0 gives none for those that it guards itself. */
describePeer(`Share permissions of a scripted server${said}`, () => {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await startScriptedServer('shares.py');
  });
  afterAll(() => server.stop());

  it('cannot read a share that has no list because NT guards it', async () => {
    expect(await read(server.target, 'ADMIN$')).toEqual([
      { state: 'unreadable', reason: 'NT guards this share itself, its permissions cannot be set' },
    ]);
  });

  it('reads an ordinary share without a list as one that is open, and closes it', async () => {
    expect(await read(server.target, 'Open')).toEqual([
      present({ sddl: '', path: 'C:\\Open', comment: 'As set up' }),
    ]);
    await write(server.target, 'Open', present({ sddl: `D:${administrators}` }));
    expect(await read(server.target, 'Open')).toEqual([
      present({ sddl: `D:${administrators}`, path: 'C:\\Open', comment: 'As set up' }),
    ]);
    const [call] = server.calls('srvsvc.NetShareSetInfo');
    expect(call?.text).toMatch(/level\s*: 0x000001f6/);
    expect(call?.text).toMatch(/max_users\s*: 0x0000000a/);
  });

  it('names the rights that are missing to change a share', async () => {
    await expect(write(server.target, 'Locked', present({ sddl: `D:${administrators}` }))).rejects.toThrow(
      /denied .* the share Locked .*member of Administrators or Server Operators/,
    );
  });

  it('does not take a lost connection for an absent share', async () => {
    await expect(read(server.target, 'Fault')).rejects.toThrow(/reading the permissions of the share Fault/);
  });
});

const driverOf = (target: SambaTarget) => {
  const driver = target.driver(kind.name);
  if (driver === undefined) throw new Error('The target has no driver for shares.');
  return driver;
};
const read = (target: SambaTarget, ...shares: string[]): Promise<readonly Reading[]> =>
  driverOf(target).read(shares.map((share) => kind.at({ share })));
const write = (target: SambaTarget, share: string, to: Settable): Promise<void> =>
  driverOf(target).write(kind.at({ share }), to);
