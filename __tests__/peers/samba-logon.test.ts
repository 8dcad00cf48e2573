import { defined } from '../../src/defined.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import { TargetError } from '../../src/errors.js';
import { present } from '../../src/model/reading.js';
import { dword } from '../../src/resources/registry/data.js';
import { kind } from '../../src/resources/registry-value.js';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import { openSamba, type SambaTarget } from '../../src/targets/samba/samba.js';
import { freePort, sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const value = kind.at({ key: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa', name: 'RestrictAnonymous' });

describePeer(`A Samba server that refuses${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: SambaServer;

  beforeAll(async () => {
    server = await startSambaServer();
  });
  afterAll(() => server.stop());

  it('refuses a wrong password, which is tried once a way of logging on and no more', async () => {
    const error = await refusal(open(server, { password: 'not it' }));
    expect(error.message).toBe(
      `smb://127.0.0.1:${server.port} refused the password for EXAMPLE\\Administrator (NT_STATUS_LOGON_FAILURE). ` +
        'Nothing was read or changed. It may count as two bad logons there, so mind an account lockout. ' +
        'Try again with --password-file, or check the account at the console: net user Administrator',
    );
    expect(await server.badPasswords()).toBe(2);
  });

  it('refuses a disabled account by that name', async () => {
    const error = await refusal(open(server, { user: 'disabled' }));
    expect(error.message).toContain('EXAMPLE\\disabled is disabled on');
  });

  it('says that nothing listens on the port', async () => {
    const port = await freePort();
    const error = await refusal(open(server, { port }));
    expect(error.message).toContain(`smb://127.0.0.1:${port} refuses connections on port ${port}`);
  });

  it('says that the name has no address', async () => {
    const error = await refusal(open(server, { host: 'ntex01.invalid' }));
    expect(error.message).toContain('No address is known for ntex01.invalid');
  });

  it('says that what listens there does not speak SMB1', async () => {
    const other = await listen((socket) => socket.on('data', () => socket.end('220 mail ready\r\n')));
    const error = await refusal(open(server, { port: other.port }));
    expect(error.message).toContain('did not agree on SMB1');
    other.close();
  });

  it('does not wait for ever for one that says nothing', async () => {
    const silent = await listen((socket) => socket.resume());
    const error = await refusal(open(server, { port: silent.port, timeoutMs: 1000 }));
    expect(error.message).toContain('did not answer within 1 seconds while logging on');
    silent.close();
  });

  it('never makes "absent" of a connection that broke', async () => {
    const target = await open(server, {});
    try {
      const driver = target.driver('registry-value');
      expect(await driver?.read([value])).toEqual([{ state: 'absent' }]);
      await server.cut();
      await expect(driver?.read([value])).rejects.toThrow(
        /connection to .* was lost while reading 1 registry value /,
      );
      await expect(driver?.write(value, present(dword(1)))).rejects.toBeInstanceOf(TargetError);
    } finally {
      await target.close();
    }
  });
});

describePeer('Logging on', () => {
  it.each([
    [
      'takes no NTLMv2 without SPNEGO, as NT 4.0 before Service Pack 4',
      'raw NTLMv2 auth = no',
      'NTLM, packets not signed',
    ],
    [
      'takes nothing but NTLMv2, as with LMCompatibilityLevel 5',
      'ntlm auth = ntlmv2-only',
      'NTLMv2, packets not signed',
    ],
    ['signs its packets', 'server signing = required', 'NTLMv2, packets signed'],
  ])('works with a server that %s', async (_, setting, words) => {
    const server = await startSambaServer(setting);
    try {
      const target = await open(server, {});
      expect(await target.driver('registry-value')?.read([value])).toEqual([{ state: 'absent' }]);
      expect(await target.logon.words()).toBe(words);
      await target.close();
    } finally {
      await server.stop();
    }
  });
});

interface Attempt {
  readonly user?: string;
  readonly password?: string;
  readonly host?: string;
  readonly port?: number;
  readonly timeoutMs?: number;
}

function open(server: SambaServer, { password, timeoutMs, ...parts }: Attempt): Promise<SambaTarget> {
  const { host, port, user } = server;
  return openSamba(
    smbAddress({ domain: 'EXAMPLE', host, port, user, ...parts }),
    password ?? server.password,
    {
      clock: { now: () => new Date() },
      ...defined({ timeoutMs }),
    },
  );
}

async function refusal(attempt: Promise<SambaTarget>): Promise<TargetError> {
  try {
    const target = await attempt;
    await target.close();
  } catch (error) {
    if (error instanceof TargetError) return error;
    throw error;
  }
  throw new Error('The server let us in.');
}

async function listen(
  onConnection: Parameters<typeof createServer>[1],
): Promise<{ port: number; close(): void }> {
  const port = await freePort();
  const server: Server = createServer(onConnection);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { port, close: () => server.close() };
}
