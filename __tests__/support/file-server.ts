import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Driver } from '../../src/targets/driver.js';
import { smbAddress } from '../../src/targets/samba/connection/address.js';
import { openSamba, type SambaTarget } from '../../src/targets/samba/samba.js';
import { sambaMissing, startSambaServerOn139, type SambaServer } from './samba-server.js';

/** A Samba server on port 139 with the administrative shares of NT 4.0, and a session on it. */
export interface FileServer {
  readonly server: SambaServer;
  readonly target: SambaTarget;
  /** The folder behind C$; C:\WINNT is in it, and behind ADMIN$. */
  readonly disk: string;
  driver(kind: string): Driver;
  /** Runs smbclient or smbcacls on a share: witnesses that share no code with Batten's drivers. */
  smbclient(share: string, command: string): Promise<string>;
  smbcacls(share: string, path: string, ...options: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

export const fileServerMissing = (): string | undefined =>
  sambaMissing() ?? (process.getuid?.() === 0 ? undefined : 'port 139 needs root: sudo npm test');

/**
 * C$ and ADMIN$ keep permissions as NTFS does; D$ may not be entered, E$ not be written.
 * @param disk the folder behind C$
 * @param shares further ones, with what lies behind each
 * @param settings further lines of smb.conf for the server as a whole
 */
export async function startFileServer(
  disk: string,
  shares: Readonly<Record<string, string>> = {},
  settings: readonly string[] = [],
): Promise<FileServer> {
  mkdirSync(join(disk, 'WINNT', 'System32'), { recursive: true });
  const ntfs = [
    'vfs objects = acl_xattr',
    'acl_xattr:ignore system acls = yes',
    'store dos attributes = yes',
  ];
  const share = (name: string, path: string, ...settings: readonly string[]): readonly string[] => [
    ...[`[${name}]`, `path = ${path}`, 'read only = no', 'map archive = no'],
    ...[...ntfs, ...settings],
  ];
  const server = await startSambaServerOn139(
    ...settings,
    ...Object.entries(shares).flatMap(([name, path]) => share(name, path)),
    ...share('C$', disk),
    ...share('ADMIN$', join(disk, 'WINNT')),
    ...share('D$', disk, 'invalid users = Administrator'),
    ...share('E$', disk, 'admin users =', 'read only = yes'),
  );
  const target = await openSamba(smbAddress(server), server.password, { clock: { now: () => new Date() } });
  const asAccount = ['-s', join(server.folder, 'client.conf'), '-A', join(server.folder, 'account.auth')];
  return {
    server,
    target,
    disk,
    driver(kind) {
      const driver = target.driver(kind);
      if (driver === undefined) throw new Error(`The target has no driver for ${kind}.`);
      return driver;
    },
    async smbclient(name, command) {
      const { stdout } = await execa('smbclient', [`//${server.host}/${name}`, ...asAccount, '-c', command]);
      return stdout;
    },
    async smbcacls(name, path, ...options) {
      const { stdout } = await execa('smbcacls', [
        `//${server.host}/${name}`,
        path,
        ...asAccount,
        ...options,
      ]);
      return stdout;
    },
    async stop() {
      await target.close();
      await server.stop();
    },
  };
}
