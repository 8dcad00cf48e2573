import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { packageRoot } from '../../src/files/package-root.js';
import { batten, type Run } from '../support/batten.js';
import { temporaryFolder } from '../support/folder.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const store = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem';
const lsa = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';
const recipients = 'Max Recipients on Submit';

describePeer(`a session on a real smbd${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: SambaServer;
  let target: string;

  beforeAll(async () => {
    server = await startSambaServer();
    target = `smb://${server.user}@${server.host}:${server.port}`;
  });

  afterAll(async () => {
    await server.stop();
  });

  const on = (state: string, ...args: readonly string[]): Promise<Run> =>
    batten(state, [...args, '--target', target, '--password-file', server.passwordFile]);

  const harden = (state: string, ...ids: readonly string[]): Promise<Run> =>
    on(
      state,
      'harden',
      '--yes',
      '--override-order',
      'a test of the wire',
      ...ids.flatMap((id) => ['--step', id]),
    );

  /** What a reader that shares no code with Batten sees; undefined when the value is not there. */
  const seen = (key: string, name: string): Promise<string | undefined> =>
    server.netRegistry(['getvalueraw', key, name]).catch(() => undefined);

  it('applies two steps that net rpc registry sees, and takes them back until it sees nothing', async () => {
    const state = await temporaryFolder();
    expect(await seen(lsa, 'RestrictAnonymous')).toBeUndefined();
    expect(await harden(state, 'restrict-anonymous', 'recipient-limit')).toMatchObject({ exitCode: 0 });
    expect(await seen(lsa, 'RestrictAnonymous')).toContain('1');
    expect(await seen(store, recipients)).toContain('100');
    expect(await on(state, 'undo', 'restrict-anonymous', 'recipient-limit', '--yes')).toMatchObject({
      exitCode: 0,
    });
    expect(await seen(lsa, 'RestrictAnonymous')).toBeUndefined();
    expect(await seen(store, recipients)).toBeUndefined();
  });

  async function killed(state: string, when: 'before' | 'after'): Promise<void> {
    const program = join(packageRoot(), '__tests__/support/killed-session.js');
    const dist = join(packageRoot(), 'dist');
    const run = await execa(process.execPath, [program, dist, target, server.passwordFile, state, when], {
      stdin: 'ignore',
      reject: false,
    });
    expect(run.signal).toBe('SIGKILL');
  }

  it('killed between intent and write, finds it not written, and the next session applies it', async () => {
    const state = await temporaryFolder();
    await killed(state, 'before');
    expect(await seen(store, recipients)).toBeUndefined();
    const resumed = await harden(state, 'recipient-limit');
    expect(resumed.stdout).toMatch(
      /ended without a word[\s\S]*Max Recipients on Submit[\s\S]*it was not\s+written/,
    );
    expect(resumed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Took over the lock') });
    expect(await seen(store, recipients)).toContain('100');
    expect(await on(state, 'undo', 'recipient-limit', '--yes')).toMatchObject({ exitCode: 0 });
    expect(await seen(store, recipients)).toBeUndefined();
  });

  it('killed between write and outcome, finds it written, and records or takes it back', async () => {
    const state = await temporaryFolder();
    await killed(state, 'after');
    expect(await seen(store, recipients)).toContain('100');
    const undone = await on(state, 'undo', 'recipient-limit', '--yes');
    expect(undone).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('its change was found written'),
    });
    expect(await seen(store, recipients)).toBeUndefined();

    await killed(state, 'after');
    const resumed = await harden(state, 'recipient-limit');
    expect(resumed.stdout).toMatch(/it was\s+written/);
    expect(resumed.exitCode).toBe(0);
    expect(await on(state, 'undo', 'recipient-limit', '--yes')).toMatchObject({ exitCode: 0 });
    expect(await seen(store, recipients)).toBeUndefined();
  });

  it("holds a certificate's dates against the clock that the server has", async () => {
    const state = await temporaryFolder();
    const file = join(state, 'site.pem');
    const subject = ['-subj', '/CN=owa.example.com', '-keyout', join(state, 'site.key')];
    await execa('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '30',
      '-out',
      file,
      ...subject,
    ]);
    const { stdout } = await on(state, 'certificate', 'check', file);
    expect(stdout.replace(/\s+/g, ' ')).toContain("left by the server's clock (20");
  });

  it('a wrong password and a server that is gone are one line each, and nothing is lost', async () => {
    const state = await temporaryFolder();
    const wrong = await batten(state, ['assess', '--target', target, '--password-file', '/etc/hostname']);
    expect(wrong).toMatchObject({ exitCode: 1 });
    expect(wrong.stderr).toMatch(/^batten: .*refused the password.*Nothing was read or changed/);
    const gone = await batten(state, [
      'assess',
      '--target',
      'smb://a@127.0.0.1:9',
      '--password-file',
      server.passwordFile,
    ]);
    expect(gone).toMatchObject({ exitCode: 1 });
    expect(gone.stderr.trim().split('\n')).toHaveLength(1);
  });
});
