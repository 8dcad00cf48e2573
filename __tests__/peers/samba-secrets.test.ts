import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { batten } from '../support/batten.js';
import { temporaryFolder } from '../support/folder.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

/** Odd characters that shells, URLs, JSON and printf would each treat in their own way. */
const canary = 'cänary %41;#"=\\ $(x) \'q';
/** Every spelling of it that could slip through somebody's escaping. */
const spellings = [canary, encodeURIComponent(canary), JSON.stringify(canary).slice(1, -1), 'nary %41;#'];

describePeer(`The password of a session${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: SambaServer;
  let target: string;

  beforeAll(async () => {
    server = await startSambaServer();
    await server.setPassword(server.user, canary);
    writeFileSync(server.passwordFile, canary, { mode: 0o600 });
    target = `smb://${server.user}@${server.host}:${server.port}`;
  });
  afterAll(() => server.stop());

  it('shows in no process, environment, file of the state folder, screen or error', async () => {
    const state = await temporaryFolder();
    const on = (...args: readonly string[]) =>
      batten(state, [...args, '--target', target, '--password-file', server.passwordFile, '--verbose']);
    const sampled = new Set<string>();
    const sampling = setInterval(() => {
      for (const text of processes()) sampled.add(text);
    }, 20);
    const harden = await on('harden', '--yes', '--override-order', 'a test', '--step', 'recipient-limit');
    const doctor = await on('doctor');
    const wrong = await batten(state, [
      ...['assess', '--target', `smb://disabled@${server.host}:${server.port}`, '--verbose'],
      ...['--password-file', server.passwordFile],
    ]);
    clearInterval(sampling);
    expect(harden).toMatchObject({ exitCode: 0 });
    expect(doctor).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('NTLMv2') });
    expect(harden.stdout).toContain('with NTLMv2, packets not signed.');
    expect(wrong).toMatchObject({ exitCode: 1 });
    expect([...sampled].some((text) => text.includes('templates/samba/agent'))).toBe(true);
    const said = [harden, doctor, wrong].flatMap(({ stdout, stderr }) => [stdout, stderr]);
    const shown = [...sampled, ...said, ...files(state)];
    for (const spelling of spellings) expect(shown.filter((text) => text.includes(spelling))).toEqual([]);
  });
});

/** The command lines and environments of all processes. */
function processes(): readonly string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => ['cmdline', 'environ'].map((what) => read(join('/proc', pid, what))));
}

const files = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => read(join(entry.parentPath, entry.name)));

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
