import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { pythonPath } from '../../src/targets/samba/connection/agent-process.js';

const scripts = join(import.meta.dirname, '../../scripts/peers');

export interface SambaServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Goes away with the server; tests may keep files of theirs in it. */
  readonly folder: string;
  /** Holds the password alone, mode 0600. */
  readonly passwordFile: string;
  /** Runs `net rpc registry …` against the server and gives its output: a reader that shares no code with Batten. */
  netRegistry(args: readonly string[]): Promise<string>;
  /** Runs a tool of Samba, such as pdbedit, on the server's own files, and gives its output. */
  own(program: string, ...args: readonly string[]): Promise<string>;
  /** Runs a client of Samba, such as rpcclient, as Administrator over the wire, and gives its output. */
  client(program: string, ...args: readonly string[]): Promise<string>;
  /** How many bad passwords the server has counted for the account since its last good logon. Default: Administrator. */
  badPasswords(account?: string): Promise<number>;
  /** Gives the account this password, and makes it where there is none of that name. */
  setPassword(account: string, password: string): Promise<void>;
  /** Lets the account be told at its next logon to change its password. */
  mustChangePassword(account: string): Promise<void>;
  /** Lets the account's password date from 1970. */
  agePassword(account: string): Promise<void>;
  /** Makes an ordinary account, with Administrator's password. */
  addAccount(name: string): Promise<void>;
  /** Ends the server with all its sessions, as a power failure would; `stop` is still needed. */
  cut(): Promise<void>;
  /** Starts it again with all that it held. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What is missing for a private Samba server, with the command that installs it; undefined when all is there. */
export function sambaMissing(): string | undefined {
  const install = 'apt install samba smbclient samba-common-bin python3-samba libnss-wrapper gcc';
  for (const program of ['smbd', 'pdbedit', 'net', 'gcc', 'bash']) {
    if (spawnSync(program, ['--version']).error !== undefined) return `${program} is missing: ${install}`;
  }
  if (!hasLibrary('libnss_wrapper.so')) return `libnss_wrapper is missing: ${install}`;
  const bindings = spawnSync(pythonPath(), ['-I', '-c', 'import samba.dcerpc.winreg']);
  return bindings.status === 0 ? undefined : `python3-samba is missing: ${install}`;
}

/**
 * Starts a private smbd with an NT 4.0 server's registry on a free port of 127.0.0.1.
 * @param settings further lines of its smb.conf
 */
export async function startSambaServer(...settings: readonly string[]): Promise<SambaServer> {
  return startAt('127.0.0.1', await freePort(), settings);
}

/**
 * The same on port 139, the only one that NT 4.0 has, which some of Samba's clients take for granted. It needs root,
 * and gets a loopback address of its own so that servers of several tests stand side by side.
 */
export function startSambaServerOn139(...settings: readonly string[]): Promise<SambaServer> {
  nextHost += 1;
  return startAt(
    `127.${100 + (process.pid % 100)}.${1 + (Math.floor(process.pid / 100) % 250)}.${nextHost}`,
    139,
    settings,
  );
}

let nextHost = 1;

/** @param within a command that runs another, such as `ip netns exec NAME` */
export async function startAt(
  host: string,
  port: number,
  settings: readonly string[],
  within: readonly string[] = [],
): Promise<SambaServer> {
  const folder = mkdtempSync(join(tmpdir(), 'batten-samba-'));
  const [program = '', ...line] = [
    ...within,
    ...[join(scripts, 'samba-start.sh'), folder, `${host}:${port}`, ...settings],
  ];
  const start = async (): Promise<void> => {
    await execa(program, line);
  };
  await start();
  writeFileSync(join(folder, 'client.conf'), clientConfiguration(folder, port));
  const cut = async (): Promise<void> => {
    await execa(join(scripts, 'samba-stop.sh'), [folder]);
  };
  const accountEnvironment = {
    LD_PRELOAD: 'libnss_wrapper.so',
    NSS_WRAPPER_PASSWD: join(folder, 'passwd'),
    NSS_WRAPPER_GROUP: join(folder, 'group'),
  };
  let accounts = 0;
  const server: SambaServer = {
    folder,
    host,
    port,
    user: 'Administrator',
    password: readFileSync(join(folder, 'password'), 'utf8'),
    passwordFile: join(folder, 'password'),
    async netRegistry(args) {
      const { stdout } = await execa('net', [
        'rpc',
        'registry',
        ...args,
        ...['-s', join(folder, 'client.conf'), '-A', join(folder, 'account.auth')],
        ...['-S', host, '-p', String(port)],
      ]);
      return stdout;
    },
    async own(program, ...args) {
      const { stdout } = await execa(program, ['-s', join(folder, 'smb.conf'), ...args], {
        env: accountEnvironment,
      });
      return stdout;
    },
    async client(program, ...args) {
      const { stdout } = await execa(program, [
        ...['-s', join(folder, 'client.conf'), '-A', join(folder, 'account.auth'), '-p', String(port)],
        ...args,
      ]);
      return stdout;
    },
    async badPasswords(account = 'Administrator') {
      const listed = await server.own('pdbedit', '-v', '-u', account);
      return Number(/Bad password count\s*: (\d+)/.exec(listed)?.[1] ?? NaN);
    },
    async setPassword(account, password) {
      await execa('pdbedit', ['-s', join(folder, 'smb.conf'), '-a', '-t', '-u', account], {
        input: `${password}\n${password}\n`,
        env: accountEnvironment,
      });
    },
    async mustChangePassword(account) {
      await server.own('net', 'sam', 'set', 'pwdmustchangenow', account, 'yes');
    },
    async agePassword(account) {
      const files = [join(folder, 'smb.conf'), join(folder, 'private')];
      await execa(pythonPath(), ['-I', join(scripts, 'samba-old-password.py'), ...files, account], {
        env: accountEnvironment,
      });
    },
    async addAccount(name) {
      accounts += 1;
      appendFileSync(join(folder, 'passwd'), `${name}:x:${30000 + accounts}:20000::/:/bin/false\n`);
      await server.setPassword(name, server.password);
    },
    cut,
    start,
    async stop() {
      await cut();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return server;
}

/** A port on which nothing listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

const hasLibrary = (name: string): boolean =>
  ['/usr/lib', '/usr/lib64', '/usr/local/lib'].some(
    (root) =>
      existsSync(root) &&
      (existsSync(join(root, name)) ||
        readdirSync(root).some((folder) => existsSync(join(root, folder, name)))),
  );

const clientConfiguration = (folder: string, port: number): string => `[global]
  client min protocol = NT1
  client max protocol = NT1
  client ipc min protocol = NT1
  client ipc max protocol = NT1
  smb ports = ${port}
  private dir = ${folder}/private
  lock directory = ${folder}/client
  state directory = ${folder}/client
  cache directory = ${folder}/client
`;
