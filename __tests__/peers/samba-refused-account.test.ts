import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { batten, type Run } from '../support/batten.js';
import { temporaryFolder } from '../support/folder.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const store = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem';

describePeer(`An account that a server does not take${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: SambaServer;
  let state: string;

  beforeAll(async () => {
    server = await startSambaServer();
    state = await temporaryFolder();
    for (const name of ['old', 'new', 'plain', 'guess']) await server.addAccount(name);
    await server.agePassword('old');
    const days = 42 * 86_400;
    await server.own('pdbedit', '-P', 'maximum password age', '-C', String(days));
    await server.mustChangePassword('new');
  });
  afterAll(() => server.stop());

  const hardenAs = (user: string, passwordFile = server.passwordFile): Promise<Run> =>
    batten(state, [
      ...['harden', '--yes', '--override-order', 'a test', '--step', 'recipient-limit'],
      ...['--target', `smb://${user}@${server.host}:${server.port}`, '--password-file', passwordFile],
    ]);
  const nothingWritten = async (): Promise<void> => {
    await expect(server.netRegistry(['getvalueraw', store, 'Max Recipients on Submit'])).rejects.toThrow();
  };

  it.each([
    ['old', /^batten: The password of old on smb:\S+ has expired \(NT_STATUS_PASSWORD_EXPIRED\)/],
    ['new', /^batten: The password of new on smb:\S+ must be changed \(NT_STATUS_PASSWORD_MUST_CHANGE\)/],
    ['disabled', /^batten: disabled is disabled on smb:/],
  ])('%s: one line says why, and nothing is written', async (user, words) => {
    const refused = await hardenAs(user);
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.stderr).toMatch(words);
    expect(refused.stderr).toContain('Nothing was read or changed.');
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
    expect(await server.badPasswords(user)).toBeLessThanOrEqual(2);
    expect(await readdir(join(state, 'servers')).catch(() => [])).toEqual([]);
    await nothingWritten();
  });

  it('a wrong password: one line, two bad logons and no more', async () => {
    const file = join(await temporaryFolder(), 'password');
    await writeFile(file, 'not it\n');
    const refused = await hardenAs('guess', file);
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.stderr).toMatch(
      /^batten: smb:\S+ refused the password for guess \(NT_STATUS_LOGON_FAILURE\)/,
    );
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
    expect(refused.stderr.length).toBeLessThan(300);
    expect(await server.badPasswords('guess')).toBe(2);
    await nothingWritten();
  });

  it('an account that is no administrator: what it may not write is said, and nothing is written', async () => {
    const refused = await hardenAs('plain');
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout + refused.stderr).toMatch(
      /denied\s+plain\s[\s\S]*Use an account\s+that\s+is\s+a\s+member\s+of\s+Administrators/,
    );
    await nothingWritten();
  });
});
