import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { absent, present } from '../../src/model/reading.js';
import { dword } from '../../src/resources/registry/data.js';
import { kind } from '../../src/resources/registry-value.js';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import { openSamba, type SambaOptions, type SambaTarget } from '../../src/targets/samba/samba.js';
import { namespaceMissing, startCabledServer, type CabledServer } from '../support/namespace.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const noNamespace = namespaceMissing();
if (noNamespace !== undefined && process.env['CI'] === 'true') throw new Error(noNamespace);
const describeCable = noNamespace === undefined ? describe : describe.skip;

const value = kind.at({ key: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa', name: 'RestrictAnonymous' });

describePeer(`The line to a Samba server${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: SambaServer;

  beforeAll(async () => {
    server = await startSambaServer();
  });
  afterAll(() => server.stop());

  it('is made again after a loss, and what was read is read again', async () => {
    await using(server, async (target) => {
      expect(await driverOf(target).read([value])).toEqual([absent]);
      await server.cut();
      await server.start();
      expect(await driverOf(target).read([value, value])).toEqual([absent, absent]);
      expect(target.logon.line).toBe(2);
    });
  });

  it('does not repeat a write that may have been lost; a reading then shows that it did not take', async () => {
    await using(server, async (target) => {
      await server.cut();
      await server.start();
      await expect(driverOf(target).write(value, present(dword(1)))).rejects.toThrow(
        /was lost while writing/,
      );
      expect(await driverOf(target).read([value])).toEqual([absent]);
      await driverOf(target).write(value, present(dword(1)));
      expect(await server.netRegistry(['getvalueraw', lsaKey, 'RestrictAnonymous'])).toContain('1');
      await driverOf(target).write(value, absent);
    });
  });

  it('is not made again to another server that answers at the same address', async () => {
    await using(server, async (target) => {
      await server.netRegistry(['setvalue', computerName, 'ComputerName', 'sz', 'NTEX02']);
      await server.cut();
      await server.start();
      await expect(driverOf(target).read([value])).rejects.toThrow(
        /Another server answers at .* NTEX01, not NTEX02.*Nothing was read/,
      );
      await expect(driverOf(target).write(value, present(dword(1)))).rejects.toThrow('Another server');
      await expect(server.netRegistry(['getvalueraw', lsaKey, 'RestrictAnonymous'])).rejects.toThrow();
    });
    await server.netRegistry(['setvalue', computerName, 'ComputerName', 'sz', 'NTEX01']);
  });

  it('waits for a restart and logs on again', async () => {
    const patience = { toGoMs: 100_000, toComeBackMs: 100_000, betweenMs: 100 };
    await using(
      server,
      async (target) => {
        const back = target.awaitRestart?.();
        await server.cut();
        await server.start();
        await back;
        expect(await driverOf(target).read([value])).toEqual([absent]);
      },
      server.password,
      { patience },
    );
  });

  it('says that a server did not go down', async () => {
    const patience = { toGoMs: 500, toComeBackMs: 500, betweenMs: 100 };
    await using(
      server,
      (target) => expect(target.awaitRestart?.()).rejects.toThrow(/did not go down within 0.5 seconds/),
      server.password,
      { patience },
    );
  });
});

describeCable(`A server behind a cable${noNamespace === undefined ? '' : ` (${noNamespace})`}`, () => {
  let server: CabledServer;

  beforeAll(async () => {
    server = await startCabledServer();
  });
  afterAll(() => server.stop());

  it('hangs without a word: that is said in time, and the session goes on once it is back', async () => {
    await using(
      server,
      async (target) => {
        expect(await driverOf(target).read([value])).toEqual([absent]);
        await server.pullCable();
        const reading = driverOf(target).read([value]);
        await expect(reading).rejects.toThrow(
          /did not answer within 5 seconds while reading 1 registry value|was lost while reading/,
        );
        await server.plugCable();
        expect(await driverOf(target).read([value])).toEqual([absent]);
      },
      server.password,
      { timeoutMs: 5000 },
    );
  });
});

const lsaKey = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
const computerName = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName';

async function using(
  server: SambaServer,
  work: (target: SambaTarget) => Promise<void>,
  password = server.password,
  options: Partial<SambaOptions> = {},
): Promise<void> {
  const { host, port, user } = server;
  const address = smbAddress({ host, port, user });
  const target = await openSamba(address, password, { clock: { now: () => new Date() }, ...options });
  try {
    await work(target);
  } finally {
    await target.close();
  }
}

function driverOf(target: SambaTarget) {
  const driver = target.driver('registry-value');
  if (driver === undefined) throw new Error('The target has no driver for registry values.');
  return driver;
}
