import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { batten, type Run } from '../support/batten.js';
import { directoryMissing, startDirectoryServer, type DirectoryServer } from '../support/directory-server.js';
import { temporaryFolder } from '../support/folder.js';
import { sambaMissing, startSambaServer, type SambaServer } from '../support/samba-server.js';

const missing = sambaMissing() ?? directoryMissing();
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;

const configuration = 'cn=Configuration,ou=HQ,o=Example';
const mta = `cn=Microsoft MTA,cn=NTEX01,cn=Servers,${configuration}`;
const pop3 = `cn=POP3,cn=Protocols,cn=NTEX01,cn=Servers,${configuration}`;
const protocol = ['Use-Site-Values', 'Enabled-Protocol-Cfg'];
const answers = `format: 1
steps:
  mta-message-size: { options: { sameEverywhere: true } }
  internet-protocols: { options: { scope: server, disable: [POP3] } }
`;

const ldapOff = `format: 1
steps:
  internet-protocols: { options: { disable: [LDAP], ldapLast: true, everyServer: true } }
`;

describePeer(`a session with the directory${missing === undefined ? '' : ` (${missing})`}`, () => {
  let server: SambaServer;
  let directory: DirectoryServer;

  beforeAll(async () => {
    server = await startSambaServer();
    directory = await startDirectoryServer(server.password);
  });

  afterAll(async () => {
    await directory.stop();
    await server.stop();
  });

  const on = (state: string, ...args: readonly string[]): Promise<Run> =>
    batten(state, [
      ...args,
      ...['--target', `smb://${server.user}@${server.host}:${server.port}`],
      ...['--password-file', server.passwordFile],
    ]);
  const ldap = (): readonly string[] => ['--directory', `ldap:${directory.place.port}`];

  it('applies steps that ldapsearch sees, and takes them back to what it saw before', async () => {
    const { state, file } = await withAnswers();
    const seen = async () => [
      await directory.seen(mta, 'Deliv-Cont-Length'),
      [...(await directory.seen(pop3, ...protocol))].sort(),
    ];
    const before = await seen();
    const run = await on(
      state,
      ...['harden', '--yes', '--override-order', 'a test of the wire', '--answers', file],
      ...['--step', 'mta-message-size', '--step', 'internet-protocols'],
      ...ldap(),
    );
    expectInPart(run, 'internet-protocols');
    expect(await seen()).toEqual([
      ['Deliv-Cont-Length: 20480'],
      ['Enabled-Protocol-Cfg: FALSE', 'Use-Site-Values: FALSE'],
    ]);
    expect(await on(state, 'undo', '--all', '--yes', ...ldap())).toMatchObject({ exitCode: 0 });
    expect(await seen()).toEqual(before);
    expect(run.stdout + run.stderr).not.toContain(server.password);
  });

  it('keeps a setting that somebody else changed since, and with it the flag that lets it count', async () => {
    const { state, file } = await withAnswers();
    const harden = ['harden', '--yes', '--override-order', 'a test of the wire', '--answers', file];
    const run = await on(state, ...harden, '--step', 'internet-protocols', ...ldap());
    expectInPart(run, 'internet-protocols');
    await directory.modify(`dn: ${pop3}\nchangetype: modify\ndelete: Enabled-Protocol-Cfg\n`);
    const undone = await on(state, 'undo', 'internet-protocols', '--yes', ...ldap());
    // What stays is a residue of the undo
    expect(undone).toMatchObject({ exitCode: 6 });
    expect(undone.stdout.replace(/\s+/g, ' ')).toMatch(
      /Use-Site-Values keeps FALSE, because it goes together with Enabled-Protocol-Cfg/,
    );
    expect(await directory.seen(pop3, ...protocol)).toEqual(['Use-Site-Values: FALSE']);
    await directory.modify(
      `dn: ${pop3}\nchangetype: modify\nreplace: Enabled-Protocol-Cfg\nEnabled-Protocol-Cfg: TRUE\n` +
        `-\nreplace: Use-Site-Values\nUse-Site-Values: TRUE\n`,
    );
  });

  it('goes on with the other steps where the directory refuses the logon, and says why of its own', async () => {
    const other = await startDirectoryServer('another password');
    try {
      const refused = ['--directory', `ldap:${other.place.port}`];
      const assessed = await on(await temporaryFolder(), 'assess', ...refused);
      expect(assessed).toMatchObject({ exitCode: 3, stderr: '' });
      const words = assessed.stdout.replace(/\s+/g, ' ');
      expect(words).toMatch(/mta-message-size unknown [^]*password was refused[^]*\(LDAP 49\)/);
      expect(words).toMatch(/recipient-limit needs changes/);
      const { state, file } = await withAnswers();
      const hardened = await on(
        state,
        ...['harden', '--yes', '--override-order', 'a test of the wire', '--answers', file],
        ...['--step', 'recipient-limit', '--step', 'mta-message-size', ...refused],
      );
      const told = hardened.stdout.replace(/\s+/g, ' ');
      expect(told).toMatch(/ok recipient-limit/);
      expect(told).toMatch(
        /mta-message-size cannot be applied: Deliv-Cont-Length cannot be read: ldap:\S+ refused \S+ logging on: user, domain or password was refused/,
      );
      await on(state, 'undo', '--all', '--yes', ...refused);
    } finally {
      await other.stop();
    }
  });

  it('sends no password where nobody agreed, and says what to give', async () => {
    const { stdout, exitCode } = await on(await temporaryFolder(), 'assess');
    expect(exitCode).toBe(3);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/mta-message-size unknown .*--directory ldap to agree/);
  });

  it('takes back a step of the registry without a word about the directory', async () => {
    const state = await temporaryFolder();
    const soak = ['--override-order', 'a test of the wire'];
    expect(await on(state, 'harden', '--yes', ...soak, '--step', 'recipient-limit')).toMatchObject({
      exitCode: 0,
    });
    const undone = await on(state, 'undo', 'recipient-limit', '--yes', '--directory', 'ldap:1');
    // Nothing listens on port 1, so a connection would have failed
    expect(undone).toMatchObject({ exitCode: 0 });
    expect(undone.stdout).not.toMatch(/directory|LDAP/i);
  });

  it('tells how to switch LDAP on again when LDAP is gone, and leaves the step to be taken back', async () => {
    const { state, file } = await withAnswers(ldapOff);
    const ldapObject = `cn=LDAP,cn=Protocols,${configuration}`;
    const run = await on(
      state,
      ...['harden', '--yes', '--override-order', 'a test of the wire', '--answers', file],
      ...['--step', 'internet-protocols', ...ldap()],
    );
    expectInPart(run, 'internet-protocols');
    expect(await directory.seen(ldapObject, 'Enabled-Protocol-Cfg')).toEqual(['Enabled-Protocol-Cfg: FALSE']);
    await directory.cut();
    try {
      const closed = await on(state, 'undo', 'internet-protocols', '--yes', ...ldap());
      expect(closed).toMatchObject({ exitCode: 1 });
      expect(closed.stdout.replace(/\s+/g, ' ')).toMatch(/Where LDAP was switched off.*--directory by-hand/);
      const byHand = await on(state, 'undo', 'internet-protocols', '--dry-run', '--directory', 'by-hand');
      expect(byHand.stdout.replace(/\s+/g, ' ')).toMatch(/nobody is there to look.*run Batten at a terminal/);
    } finally {
      await directory.start();
    }
  });

  it('refuses a way that is none before anything is sent', async () => {
    const run = await on(await temporaryFolder(), 'assess', '--directory', 'ldaps');
    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('ldap, ldap:PORT or by-hand') });
  });

  async function withAnswers(text = answers): Promise<{ readonly state: string; readonly file: string }> {
    const state = await temporaryFolder();
    const file = join(state, 'answers-of-the-test.yaml');
    await writeFile(file, text);
    return { state, file };
  }
});

/** Nobody said whether the other protocols are in use: the step says so instead of calling itself done. */
function expectInPart({ exitCode, stdout }: Run, step: string): void {
  expect({ exitCode, stdout }).toMatchObject({ exitCode: 3 });
  expect(stdout).toContain('only in part');
  expect(stdout.replace(/\s+/g, ' ')).toContain(`Some steps were left open: ${step}.`);
}
