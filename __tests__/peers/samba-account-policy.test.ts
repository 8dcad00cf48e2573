import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { absent, present } from '../../src/model/reading.js';
import { kind } from '../../src/resources/account-policy.js';
import type { PolicyField } from '../../src/resources/account/policy-fields.js';
import type { SambaTarget } from '../../src/targets/samba/samba.js';
import { batten } from '../support/batten.js';
import { temporaryFolder } from '../support/folder.js';
import { logOn, resourcesOf } from '../support/samba-kind.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

describePeer(`The account policy of a Samba server${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: SambaServer;
  let target: SambaTarget;

  beforeAll(async () => {
    server = await startSambaServer();
    target = await logOn(server);
  });
  afterAll(async () => {
    await target.close();
    await server.stop();
  });

  const policy = () => resourcesOf(target, kind);
  const at = (field: PolicyField) => ({ authority: 'NTEX01', field });
  const seen = async (name: string): Promise<number> =>
    Number(/value is: (-?\d+)/.exec(await server.own('pdbedit', '-P', name))?.[1]);

  it.each([
    { field: 'minimumPasswordLength', to: 8, name: 'min password length', stored: 8 },
    { field: 'passwordHistoryLength', to: 5, name: 'password history', stored: 5 },
    { field: 'maximumPasswordAgeDays', to: 42, name: 'maximum password age', stored: 3_628_800 },
    { field: 'minimumPasswordAgeDays', to: 1, name: 'minimum password age', stored: 86_400 },
    { field: 'lockoutThreshold', to: 5, name: 'bad lockout attempt', stored: 5 },
    { field: 'lockoutDurationMinutes', to: 45, name: 'lockout duration', stored: 45 },
    { field: 'lockoutResetMinutes', to: 10, name: 'reset count minutes', stored: 10 },
    { field: 'forceLogoff', to: 0, name: 'disconnect time', stored: 0 },
    // Set before a time of its own: the age of passwords is without end as Samba comes.
    { field: 'complexityFlag', to: true, name: 'min password length', stored: 5 },
  ] as const)(
    'sets $field to $to, as pdbedit sees, and takes it back',
    async ({ field, to, name, stored }) => {
      const [before, had] = [await policy().settable(at(field)), await seen(name)];
      await policy().write(at(field), present({ value: to }));
      expect(await policy().read(at(field))).toEqual(present({ value: to }));
      expect(await seen(name)).toBe(stored);
      await policy().write(at(field), before);
      expect(await policy().read(at(field))).toEqual(before);
      expect(await seen(name)).toBe(had);
    },
  );

  it('keeps the other fields of the same call as they are', async () => {
    const fields: readonly PolicyField[] = [
      'minimumPasswordLength',
      'maximumPasswordAgeDays',
      'complexityFlag',
    ];
    const all = () => Promise.all(fields.map((field) => policy().read(at(field))));
    const before = await all();
    const history = await policy().settable(at('passwordHistoryLength'));
    await policy().write(at('passwordHistoryLength'), present({ value: 7 }));
    expect(await all()).toEqual(before);
    await policy().write(at('passwordHistoryLength'), history);
  });

  it('knows never, and sets it', async () => {
    expect(await policy().read(at('maximumPasswordAgeDays'))).toEqual(present({ value: 'never' }));
    const before = await policy().settable(at('lockoutDurationMinutes'));
    await policy().write(at('lockoutDurationMinutes'), present({ value: 'never' }));
    expect(await policy().read(at('lockoutDurationMinutes'))).toEqual(present({ value: 'never' }));
    await policy().write(at('lockoutDurationMinutes'), before);
  });

  it('refuses two times that contradict each other, and says which goes first', async () => {
    await expect(policy().write(at('lockoutResetMinutes'), present({ value: 60 }))).rejects.toThrow(
      'The lockout duration (30 minutes) must not be shorter than the counter reset (60 minutes): set the other one first. Nothing was written.',
    );
    await policy().write(at('lockoutDurationMinutes'), present({ value: 60 }));
    await policy().write(at('lockoutResetMinutes'), present({ value: 60 }));
    await expect(policy().write(at('lockoutDurationMinutes'), present({ value: 30 }))).rejects.toThrow(
      /set the other one first/,
    );
    await policy().write(at('lockoutResetMinutes'), present({ value: 30 }));
    await policy().write(at('lockoutDurationMinutes'), present({ value: 30 }));
    await policy().write(at('maximumPasswordAgeDays'), present({ value: 2 }));
    await expect(policy().write(at('minimumPasswordAgeDays'), present({ value: 2 }))).rejects.toThrow(
      /The minimum password age \(2 days\) must stay below the maximum \(2 days\)/,
    );
    await policy().write(at('maximumPasswordAgeDays'), present({ value: 'never' }));
  });

  it('is set by the step password-policy, and undo brings back what was there', async () => {
    const state = await temporaryFolder();
    const on = (...args: readonly string[]) =>
      batten(state, [
        ...args,
        ...['--yes', '--password-file', server.passwordFile],
        ...['--target', `smb://${server.user}@${server.host}:${server.port}`],
      ]);
    const hardened = await on(
      'harden',
      '--step',
      'password-policy',
      '--override-order',
      'a test of the wire',
    );
    expect(hardened).toMatchObject({ exitCode: 0 });
    expect(await seen('min password length')).toBe(8);
    expect(await on('undo', 'password-policy')).toMatchObject({ exitCode: 0 });
    expect(await seen('min password length')).toBe(5);
  });

  it('is denied without rights, in words, and takes no field away', async () => {
    await expect(policy().write(at('lockoutThreshold'), absent)).rejects.toThrow(/was left alone/);
    const poor = await logOn(server, 'clerk');
    try {
      await expect(
        resourcesOf(poor, kind).write(at('minimumPasswordLength'), present({ value: 8 })),
      ).rejects.toThrow(/denied clerk setting the account policy of NTEX01 .*member of Administrators/);
    } finally {
      await poor.close();
    }
    expect(await seen('min password length')).toBe(5);
  });
});
