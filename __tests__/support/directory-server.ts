import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { DirectoryPlace } from '../../src/targets/directory/connection.js';
import { freePort } from './samba-server.js';

const scripts = join(import.meta.dirname, '../../scripts/peers');

export interface DirectoryServer {
  readonly place: DirectoryPlace;
  /** What `ldapsearch` sees of one object, a line a value: a reader that shares no code with Batten. */
  seen(dn: string, ...attributes: readonly string[]): Promise<readonly string[]>;
  /** Somebody else changes it: `ldapmodify` with LDIF. */
  modify(ldif: string): Promise<void>;
  /** Ends the server with all its connections; `start` begins it anew with what it held. */
  cut(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What is missing for a private slapd, with the command that installs it; undefined when all is there. */
export function directoryMissing(): string | undefined {
  for (const [program, option] of [
    ['slapd', '-VV'],
    ['ldapsearch', '-VV'],
  ] as const) {
    const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` };
    if (spawnSync(program, [option], { env }).error !== undefined)
      return `${program} is missing: apt install slapd ldap-utils`;
  }
  return undefined;
}

/**
 * Starts a private slapd with an Exchange site on a free port of a loopback address.
 * @param password of its accounts Administrator and Reader; a new one by default
 */
export async function startDirectoryServer(password?: string, host = '127.0.0.1'): Promise<DirectoryServer> {
  const folder = mkdtempSync(join(tmpdir(), 'batten-directory-'));
  const port = await freePort();
  const passwordFile = join(folder, 'password');
  if (password !== undefined) writeFileSync(passwordFile, password, { mode: 0o600 });
  const start = async (): Promise<void> => {
    await execa(join(scripts, 'directory-start.sh'), [folder, `${host}:${port}`], { stdio: 'ignore' });
  };
  const cut = async (): Promise<void> => {
    await execa(join(scripts, 'directory-stop.sh'), [folder]);
  };
  await start();
  return {
    place: {
      host,
      port,
      user: 'Administrator',
      domain: 'NTEX01',
      password: readFileSync(passwordFile, 'utf8'),
    },
    async seen(dn, ...attributes) {
      const { stdout } = await execa('ldapsearch', [
        ...['-LLL', '-x', '-o', 'ldif-wrap=no', '-H', `ldap://${host}:${port}`],
        ...['-D', 'cn=Administrator,cn=NTEX01', '-y', passwordFile, '-s', 'base', '-b', dn, ...attributes],
      ]);
      return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('dn:'));
    },
    async modify(ldif) {
      await execa(
        'ldapmodify',
        ['-x', '-H', `ldap://127.0.0.1:${port}`, '-D', 'cn=Administrator,cn=NTEX01', '-y', passwordFile],
        { input: ldif },
      );
    },
    cut,
    start,
    async stop() {
      await cut();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
