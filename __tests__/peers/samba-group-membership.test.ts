import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { absent, present, unreadable } from '../../src/model/reading.js';
import { kind } from '../../src/resources/group-membership.js';
import { administrators } from '../../src/resources/account/sid.js';
import type { SambaTarget } from '../../src/targets/samba/samba.js';
import { logOn, resourcesOf } from '../support/samba-kind.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const backupOperators = 'S-1-5-32-551';

describePeer.each([
  { role: 'a stand-alone server', settings: [] },
  {
    role: 'a primary domain controller',
    settings: ['server role = classic primary domain controller', 'workgroup = EXAMPLE'],
  },
])(`Groups of $role${missing === undefined ? '' : ` (${missing})`}`, ({ settings }) => {
  let server: SambaServer;
  let target: SambaTarget;
  let sid: string;

  beforeAll(async () => {
    server = await startSambaServer(...settings);
    target = await logOn(server);
    sid = (await target.identify()).machineSid ?? '';
  });
  afterAll(async () => {
    await target.close();
    await server.stop();
  });

  const groups = () => resourcesOf(target, kind);
  const at = (group: string, authority = 'NTEX01') => ({ authority, sid: group });
  const seen = async (rid: number): Promise<readonly string[]> =>
    [
      ...(await server.client('rpcclient', '-c', `queryaliasmem builtin ${rid}`, server.host)).matchAll(
        /S-1-[\d-]+/g,
      ),
    ]
      .map(([member]) => member)
      .sort();

  const rename = async (name: string): Promise<void> => {
    const group = `sid=${administrators}`;
    await server.own('net', 'groupmap', 'delete', group);
    await server.own(
      'net',
      'groupmap',
      'add',
      group,
      'unixgroup=ntadmins',
      'type=builtin',
      `ntgroup=${name}`,
    );
  };

  it('gives name and members, tells an empty group from one that is not there', async () => {
    expect(await groups().read(at(administrators))).toEqual(
      present({ name: 'Administrators', members: [`${sid}-500`] }),
    );
    expect(await groups().read(at(backupOperators))).toEqual(
      present({ name: 'Backup Operators', members: [] }),
    );
    expect(await groups().read(at('S-1-5-32-999'))).toEqual(absent);
    expect(await groups().read(at('S-1-5-21-1-2-3-512'))).toEqual(
      unreadable('the server does not keep S-1-5-21-1-2-3-512'),
    );
  });

  it('adds one member and takes it back, and keeps whom somebody else added meanwhile', async () => {
    await groups().write(at(administrators), present({ members: [`${sid}-500`, `${sid}-1002`] }));
    expect(await seen(544)).toEqual([`${sid}-1002`, `${sid}-500`]);
    await server
      .client('rpcclient', '-c', `addaliasmem builtin 544 ${sid}-1003`, server.host)
      .catch(() => '');
    await server.own('net', 'sam', 'addmem', 'BUILTIN\\Administrators', 'guest').catch(() => '');
    const now = await groups().settable(at(administrators));
    expect(now).toMatchObject({ value: { members: expect.arrayContaining([`${sid}-1003`]) } });
    await groups().write(at(administrators), present({ members: [`${sid}-500`, `${sid}-1003`] }));
    expect(await seen(544)).toEqual([`${sid}-1003`, `${sid}-500`]);
    await groups().write(at(administrators), present({ members: [`${sid}-500`] }));
    expect(await seen(544)).toEqual([`${sid}-500`]);
  });

  it('finds a group by number on a server that calls it Administratoren', async () => {
    await rename('Administratoren');
    expect(await groups().read(at(administrators))).toEqual(
      present({ name: 'Administratoren', members: [`${sid}-500`] }),
    );
    await groups().write(at(administrators), present({ members: [`${sid}-500`, `${sid}-1002`] }));
    await groups().write(at(administrators), present({ members: [`${sid}-500`] }));
    expect(await seen(544)).toEqual([`${sid}-500`]);
    await rename('Administrators');
  });

  it('makes no groups, and is denied without rights, in words', async () => {
    await expect(groups().write(at('S-1-5-32-999'), present({ members: [] }))).rejects.toThrow(
      /makes and removes no groups\. Nothing was written/,
    );
    const poor = await logOn(server, 'clerk');
    try {
      await expect(
        resourcesOf(poor, kind).write(at(backupOperators), present({ members: [`${sid}-1002`] })),
      ).rejects.toThrow(/denied clerk setting the members of Backup Operators .*member of Administrators/);
    } finally {
      await poor.close();
    }
    expect(await seen(551)).toEqual([]);
  });
});
