import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { absent, present, unreadable } from '../../src/model/reading.js';
import { kind } from '../../src/resources/account.js';
import type { SambaTarget } from '../../src/targets/samba/samba.js';
import { logOn, resourcesOf } from '../support/samba-kind.js';
import { startScriptedServer } from '../support/scripted-rpc.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

/** What samba-start.sh makes: Administrator has 500, the others follow 1000 in their order. */
const [administrator, disabled, clerk, guest] = [500, 1001, 1002, 1003];

describePeer.each([
  { role: 'a stand-alone server', settings: [], domain: undefined },
  {
    role: 'a primary domain controller',
    settings: ['server role = classic primary domain controller', 'workgroup = EXAMPLE'],
    domain: 'EXAMPLE',
  },
])(`Accounts of $role${missing === undefined ? '' : ` (${missing})`}`, ({ settings, domain }) => {
  let server: SambaServer;
  let target: SambaTarget;

  beforeAll(async () => {
    server = await startSambaServer(...settings);
    target = await logOn(server);
  });
  afterAll(async () => {
    await target.close();
    await server.stop();
  });

  const accounts = () => resourcesOf(target, kind);
  const at = (rid: number, authority = 'NTEX01') => ({ authority, rid });
  const flags = async (name: string): Promise<string | undefined> =>
    /Account Flags:\s*\[(\w*)/.exec(await server.own('pdbedit', '-v', '-u', name))?.[1];

  it('gives name, flags and the last change of the password, and tells an account that is not there', async () => {
    expect(await accounts().read(at(administrator))).toMatchObject({
      value: { name: 'Administrator', disabled: false, passwordNotRequired: false, lockedOut: false },
    });
    expect(await accounts().read(at(disabled))).toMatchObject({
      value: { name: 'disabled', disabled: true },
    });
    expect(await accounts().read(at(4242))).toEqual(absent);
    const reading = await accounts().read(at(guest));
    if (reading.state !== 'present') throw new Error('The account cannot be read.');
    expect(reading.value).toMatchObject({ name: 'guest', passwordNotRequired: true });
    expect(Math.abs(Date.now() - Date.parse(reading.value.passwordLastSet ?? ''))).toBeLessThan(600_000);
  });

  it('disables an account, as another program sees, and undo leaves the flags as they were', async () => {
    const before = await accounts().settable(at(clerk));
    expect(await flags('clerk')).toBe('U');
    await accounts().write(at(clerk), present({ name: 'clerk', disabled: true }));
    expect(await flags('clerk')).toBe('DU');
    await accounts().write(at(clerk), before);
    expect(await flags('clerk')).toBe('U');
    expect(await accounts().read(at(clerk))).toEqual(before);
  });

  it('makes an account need a password and keeps a flag that was set in between', async () => {
    const before = await accounts().settable(at(guest));
    expect(await flags('guest')).toBe('NU');
    await accounts().write(
      at(guest),
      present({ name: 'guest', disabled: false, passwordNotRequired: false }),
    );
    await server.own('pdbedit', '-r', '-u', 'guest', '-c', '[X]');
    await accounts().write(at(guest), before);
    expect(await flags('guest')).toMatch(/^(?=.*N)(?=.*U)(?=.*X)\w{3}$/);
    await server.own('pdbedit', '-r', '-u', 'guest', '-c', '[N]');
  });

  it('knows the accounts by the name of the domain too where the server controls it', async () => {
    const self = await target.identify();
    expect(self.domain).toBe(domain);
    expect(self.domainSid).toBe(domain === undefined ? undefined : self.machineSid);
    const ofDomain = kind.at(at(administrator, 'EXAMPLE'));
    expect(target.driver('account')?.reaches?.(ofDomain)).toBe(domain !== undefined);
    expect(target.driver('account')?.reaches?.(kind.at(at(administrator)))).toBe(true);
    const other = await accounts().read(at(administrator, 'EXAMPLE'));
    expect(other).toEqual(
      domain === undefined
        ? unreadable('the server does not keep the accounts of EXAMPLE')
        : expect.objectContaining({ value: expect.objectContaining({ name: 'Administrator' }) }),
    );
  });

  it('makes and removes no account', async () => {
    await expect(accounts().write(at(guest), absent)).rejects.toThrow(/removes no accounts/);
    await expect(accounts().write(at(4242), present({ name: 'x', disabled: true }))).rejects.toThrow(
      /no longer has an account .*NT_STATUS_NO_SUCH_USER/,
    );
  });

  it('says who was denied and what to do, and changes nothing', async () => {
    const poor = await logOn(server, 'clerk');
    try {
      await expect(
        resourcesOf(poor, kind).write(at(guest), present({ name: 'guest', disabled: true })),
      ).rejects.toThrow(/denied clerk setting account 1003 of NTEX01 .*member of Administrators/);
    } finally {
      await poor.close();
    }
    expect(await flags('guest')).toBe('NU');
  });
});

describePeer(
  `Accounts of a member server, which a script plays${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    it('are reached, and those of its domain are left to the operator', async () => {
      const { target, stop } = await startScriptedServer('member.py');
      try {
        expect(await target.identify()).toMatchObject({ domain: 'EXAMPLE', domainSid: 'S-1-5-21-7-8-9' });
        const reaches = (authority: string) =>
          ['account', 'account-policy', 'group-membership'].map((name) =>
            target.driver(name)?.reaches?.({ kind: name, key: name, address: addressOf(name, authority) }),
          );
        expect(reaches('EXAMPLE')).toEqual([false, false, false]);
        expect(reaches('ntex01')).toEqual([true, true, true]);
      } finally {
        await stop();
      }
    });

    const addressOf = (name: string, authority: string) => ({
      authority,
      ...(name === 'account' && { rid: administrator }),
      ...(name === 'account-policy' && { field: 'lockoutThreshold' }),
      ...(name === 'group-membership' && { sid: 'S-1-5-32-544' }),
    });
  },
);
