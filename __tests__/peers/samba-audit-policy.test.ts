import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditCategories, kind } from '../../src/resources/audit-policy.js';
import { present } from '../../src/model/reading.js';
import { logOn, resourcesOf } from '../support/samba-kind.js';
import { startScriptedServer, type ScriptedServer } from '../support/scripted-rpc.js';
import { sambaMissing, startSambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;
const said = missing === undefined ? '' : ` (${missing})`;

const recorded = (success: boolean, failure: boolean) => present({ success, failure });

describePeer(`The audit policy of a Samba server, which only reads it${said}`, () => {
  it('is given by category, and a write that the server does not have says so', async () => {
    const server = await startSambaServer();
    const target = await logOn(server);
    try {
      const policy = resourcesOf(target, kind);
      expect(await policy.read({ category: 'enabled' })).toEqual(present({ value: true }));
      for (const category of auditCategories)
        expect(await policy.read({ category })).toEqual(recorded(true, true));
      await expect(policy.write({ category: 'logon' }, recorded(false, true))).rejects.toThrow(
        /does not offer setting the audit policy over the network .*by hand in User Manager/,
      );
    } finally {
      await target.close();
      await server.stop();
    }
  });
});

describePeer(`The audit policy of a scripted server${said}`, () => {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await startScriptedServer('audit.py');
  });
  afterAll(() => server.stop());

  const policy = () => resourcesOf(server.target, kind);

  it('switches auditing on and off, and the categories stay', async () => {
    expect(await policy().read({ category: 'enabled' })).toEqual(present({ value: false }));
    await policy().write({ category: 'enabled' }, present({ value: true }));
    expect(await policy().read({ category: 'enabled' })).toEqual(present({ value: true }));
    expect(await policy().read({ category: 'logon' })).toEqual(recorded(false, true));
    await policy().write({ category: 'enabled' }, present({ value: false }));
    expect(await policy().read({ category: 'policyChange' })).toEqual(recorded(true, true));
  });

  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('sets one category to success %p and failure %p, and back, and no other', async (success, failure) => {
    const before = await policy().settable({ category: 'logon' });
    await policy().write({ category: 'logon' }, recorded(success, failure));
    expect(await policy().read({ category: 'logon' })).toEqual(recorded(success, failure));
    await policy().write({ category: 'logon' }, before);
    expect(await policy().read({ category: 'logon' })).toEqual(before);
    expect(await policy().read({ category: 'policyChange' })).toEqual(recorded(true, true));
    expect(await policy().read({ category: 'system' })).toEqual(recorded(false, false));
    expect(await policy().read({ category: 'enabled' })).toEqual(present({ value: false }));
  });

  it('sends a category as replaced and the others as unchanged', async () => {
    await policy().write({ category: 'system' }, recorded(true, false));
    const call = server.calls('lsa.SetInfoPolicy').at(-1);
    // MS-LSAD 3.1.4.4.6: handle, level 2, union of level 2, mode 0, a pointer, 7 categories; then their numbers.
    const number = (value: number): string => `0${value}000000`;
    expect(call?.stub.slice(40)).toMatch(
      new RegExp(`^0200020000000000[0-9a-f]{8}0700000007000000${number(5)}${number(0).repeat(6)}$`),
    );
  });
});
