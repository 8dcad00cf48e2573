import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { join } from 'node:path';
import { absent, present, type Reading, type Settable } from '../../src/model/reading.js';
import { kind } from '../../src/resources/service.js';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import { openSamba, type SambaTarget } from '../../src/targets/samba/samba.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';
import { startScriptedServer, type ScriptedServer } from '../support/scripted-rpc.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;
const said = missing === undefined ? '' : ` (${missing})`;

const startKey = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Spooler';

describePeer(`Services of a Samba server${said}`, () => {
  let server: SambaServer;
  let target: SambaTarget;

  beforeAll(async () => {
    server = await startSambaServer('disable spoolss = no');
    target = await openSamba(smbAddress(server), server.password, { clock: { now: () => new Date() } });
  });
  afterAll(async () => {
    await target.close();
    await server.stop();
  });

  const status = async (name: string): Promise<string> => {
    const { stdout } = await execa('net', [
      ...['rpc', 'service', 'status', name, '-s', join(server.folder, 'client.conf')],
      ...['-A', join(server.folder, 'account.auth'), '-S', server.host, '-p', String(server.port)],
    ]);
    return stdout;
  };

  it('gives start type, state and account, and tells a service that is not installed', async () => {
    expect(await read(target, 'Spooler', 'NETLOGON', 'No such service')).toEqual([
      present({
        start: 'automatic',
        state: 'running',
        display: 'Print Spooler',
        account: 'LocalSystem',
        type: 'service',
      }),
      expect.objectContaining({ value: expect.objectContaining({ state: 'stopped' }) }),
      absent,
    ]);
  });

  // Each process of smbd keeps the states to itself, so another program sees the start type alone.
  it('stops and disables a service, as another program sees, and brings back what was there', async () => {
    const [before] = await read(target, 'Spooler');
    if (before?.state !== 'present') throw new Error('The spooler cannot be read.');
    await write(target, 'Spooler', present({ start: 'disabled', state: 'stopped' }));
    expect(await server.netRegistry(['getvalueraw', startKey, 'Start'])).toBe('4');
    expect((await read(target, 'Spooler'))[0]).toMatchObject({
      value: { start: 'disabled', state: 'stopped' },
    });

    await write(target, 'Spooler', before);
    expect(await status('Spooler')).toMatch(/running/);
    expect(await server.netRegistry(['getvalueraw', startKey, 'Start'])).toBe('2');
    expect(await read(target, 'Spooler')).toEqual([before]);
  });

  it('neither makes nor removes a service', async () => {
    await expect(
      write(target, 'No such service', present({ start: 'disabled', state: 'stopped' })),
    ).rejects.toThrow(/No such service is not installed, and Batten creates none\. Nothing was written/);
    await expect(write(target, 'Spooler', absent)).rejects.toThrow(/removes no services/);
    expect(await status('Spooler')).toMatch(/running/);
  });
});

/** smbd has no ChangeServiceConfig, no dependants and no service that takes its time. */
describePeer(`Services of a scripted server${said}`, () => {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await startScriptedServer('services.py', { serviceSeconds: 2 });
  });
  afterAll(() => server.stop());

  it('refuses to stop what another service needs, with its name, and changes nothing', async () => {
    await expect(
      write(server.target, 'W3SVC', present({ start: 'disabled', state: 'stopped' })),
    ).rejects.toThrow('W3SVC was not stopped: SMTP runs and needs it. Stop it first');
    expect((await read(server.target, 'W3SVC'))[0]).toMatchObject({
      value: { start: 'automatic', state: 'running' },
    });
    expect(server.calls('svcctl.ChangeServiceConfigW')).toEqual([]);
  });

  it('stops it once nothing needs it, and asks for no other change than the start type', async () => {
    await write(server.target, 'SMTP', present({ start: 'manual', state: 'stopped' }));
    await write(server.target, 'W3SVC', present({ start: 'disabled', state: 'stopped' }));
    expect((await read(server.target, 'W3SVC'))[0]).toMatchObject({
      value: { start: 'disabled', state: 'stopped' },
    });
    const [, call] = server.calls('svcctl.ChangeServiceConfigW');
    // MS-SCMR 3.1.4.11: handle, type, start type, error control, then nine nulls.
    expect(call?.stub.slice(40)).toBe(`${'f'.repeat(8)}04000000${'f'.repeat(8)}${'0'.repeat(72)}`);
    expect(call?.text).toMatch(/start_type\s*: SVCCTL_DISABLED/);
    expect(call?.text.match(/: NULL/g)).toHaveLength(7);
  });

  it('says that a disabled service does not start, and what to do', async () => {
    await write(server.target, 'W3SVC', present({ start: 'disabled', state: 'stopped' }));
    await expect(
      write(server.target, 'W3SVC', present({ start: 'disabled', state: 'running' })),
    ).rejects.toThrow(/starting the service W3SVC \(WERR_SERVICE_DISABLED\).*Give it another start type/);
  });

  it('sets the start type before it starts a service', async () => {
    await write(server.target, 'W3SVC', present({ start: 'automatic', state: 'running' }));
    expect((await read(server.target, 'W3SVC'))[0]).toMatchObject({
      value: { start: 'automatic', state: 'running' },
    });
  });

  it('waits for a service that takes its time to stop', async () => {
    await write(server.target, 'Slow', present({ start: 'automatic', state: 'stopped' }));
    expect((await read(server.target, 'Slow'))[0]).toMatchObject({ value: { state: 'stopped' } });
  });

  it('gives up on one that never stops, without touching its start type', async () => {
    const configured = server.calls('svcctl.ChangeServiceConfigW').length;
    await expect(
      write(server.target, 'Stuck', present({ start: 'disabled', state: 'stopped' })),
    ).rejects.toThrow(/service Stuck is stopping and not stopped after up to 2 seconds.*Event Viewer/);
    expect(await read(server.target, 'Stuck')).toEqual([{ state: 'unreadable', reason: 'it is stopping' }]);
    expect(server.calls('svcctl.ChangeServiceConfigW')).toHaveLength(configured);
  });

  it('gives a service between two states as unreadable, not as one of them', async () => {
    expect(await read(server.target, 'Paused')).toEqual([{ state: 'unreadable', reason: 'it is paused' }]);
  });

  it('names the rights that are missing to change a service', async () => {
    await expect(
      write(server.target, 'Locked', present({ start: 'automatic', state: 'stopped' })),
    ).rejects.toThrow(
      /denied Administrator stopping the service Locked \(WERR_ACCESS_DENIED\)\. Use an account that is a member of Administrators/,
    );
    expect((await read(server.target, 'Locked'))[0]).toMatchObject({ value: { state: 'running' } });
  });
});

const driverOf = (target: SambaTarget) => {
  const driver = target.driver(kind.name);
  if (driver === undefined) throw new Error('The target has no driver for services.');
  return driver;
};
const read = (target: SambaTarget, ...names: string[]): Promise<readonly Reading[]> =>
  driverOf(target).read(names.map((name) => kind.at({ name })));
const write = (target: SambaTarget, name: string, to: Settable): Promise<void> =>
  driverOf(target).write(kind.at({ name }), to);
