import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { absent, present, unreadable } from '../../src/model/reading.js';
import { kind } from '../../src/resources/user-right.js';
import { administrators } from '../../src/resources/account/sid.js';
import type { SambaTarget } from '../../src/targets/samba/samba.js';
import { logOn, resourcesOf } from '../support/samba-kind.js';
import { startScriptedServer, type ScriptedServer } from '../support/scripted-rpc.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;
const said = missing === undefined ? '' : ` (${missing})`;

describePeer(`User rights on a Samba server${said}`, () => {
  let server: SambaServer;
  let target: SambaTarget;
  let clerk: string;

  beforeAll(async () => {
    server = await startSambaServer();
    target = await logOn(server);
    clerk = `${(await target.identify()).machineSid ?? ''}-1002`;
  });
  afterAll(async () => {
    await target.close();
    await server.stop();
  });

  const rights = () => resourcesOf(target, kind);
  const backup = { right: 'SeBackupPrivilege' };
  const held = (): Promise<string> =>
    server.client('rpcclient', '-c', `lsaenumacctrights ${clerk}`, server.host).catch(() => '');

  it('gives a right and takes it back, as rpcclient sees, and keeps its other rights', async () => {
    const before = await rights().settable(backup);
    expect(before).toEqual(present({ holders: [administrators] }));
    await rights().write({ right: 'SeRestorePrivilege' }, present({ holders: [administrators, clerk] }));
    await rights().write(backup, present({ holders: [administrators, clerk] }));
    expect(await held()).toMatch(/SeBackupPrivilege/);
    await rights().write(backup, before);
    expect(await held()).not.toMatch(/SeBackupPrivilege/);
    expect(await held()).toMatch(/SeRestorePrivilege/);
    await rights().write({ right: 'SeRestorePrivilege' }, present({ holders: [administrators] }));
    expect(await held()).not.toMatch(/SeRestorePrivilege/);
    expect(await rights().read(backup)).toEqual(before);
  });

  it('gives a logon right, which smbd does not know, as unreadable and never as held by nobody', async () => {
    const logon = { right: 'SeServiceLogonRight' };
    expect(await rights().read(logon)).toEqual(unreadable('the server does not know this right'));
    await expect(rights().write(logon, present({ holders: [clerk] }))).rejects.toThrow(
      /cannot be read: the server does not know this right\. Nothing was written/,
    );
  });

  it('is denied without rights, in words', async () => {
    const poor = await logOn(server, 'clerk');
    try {
      await expect(
        resourcesOf(poor, kind).write(backup, present({ holders: [administrators, clerk] })),
      ).rejects.toThrow(/access denied|denied clerk/);
    } finally {
      await poor.close();
    }
    expect(await held()).not.toMatch(/SeBackupPrivilege/);
  });
});

/** smbd knows no logon rights and loses none by itself. */
describePeer(`User rights on a scripted server${said}`, () => {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await startScriptedServer('rights.py');
  });
  afterAll(() => server.stop());

  const rights = () => resourcesOf(server.target, kind);
  const service = 'S-1-5-21-1-2-3-1010';

  it('gives a logon right to one account and leaves the others', async () => {
    const logon = { right: 'SeServiceLogonRight' };
    expect(await rights().read(logon)).toEqual(absent);
    await rights().write(logon, present({ holders: [service] }));
    expect(await rights().read(logon)).toEqual(present({ holders: [service] }));
    expect(server.calls('lsa.AddAccountRights')).toHaveLength(1);
    await rights().write(logon, absent);
    expect(await rights().read(logon)).toEqual(absent);
  });

  it('gives back what the server takes along with a right, as before Service Pack 6 (Q236128)', async () => {
    const kept = { right: 'SeRestorePrivilege' };
    await rights().write(kept, present({ holders: [service] }));
    await rights().write({ right: 'SeTcbPrivilege' }, present({ holders: [service] }));
    await rights().write({ right: 'SeTcbPrivilege' }, absent);
    expect(await rights().read(kept)).toEqual(present({ holders: [service] }));
  });
});
