import childProcess from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { runHere } from '../../../__tests__/support/run-here.js';
import { folderOfCampaign } from '../folder.js';
import { issueFor } from '../hostile/issue.js';
import type { Part, Tally } from '../part.js';
import { canaryOf, foundIn, foundInFiles, type Canary } from './canary.js';
import { requestWords } from '../request-words.js';

const logon = 'Kanarienvogel-Anmeldung-7391';
const ofKey = 'Kanarienvogel-Schluessel-5526';
const ofExport = 'Kanarienvogel-Ausfuhr-8804';

export const secretPart: Part = {
  name: 'secrets',
  promise:
    'A logon password, the passwords of a key and of an exported key, and a private key are looked for in every spelling ' +
    'after commands that use them, also in ones that fail: in what was said, in errors and all that hangs on them, in ' +
    'arguments and environment of other programs, and in every file but those that are meant to hold them. No file that ' +
    'was made is open to others, although the umask is 000.',
  full: () => theScene().then(({ commands }) => commands.length),
  short: 34,
  batch: 40,
  run: (first, trials) => tryCommands(first, trials),
};

interface Scene {
  readonly root: string;
  readonly canaries: readonly Canary[];
  readonly commands: readonly (readonly string[])[];
}

let once: Promise<Scene> | undefined;

const theScene = (): Promise<Scene> => (once ??= prepareScene());

async function tryCommands(first: number, trials: number): Promise<Tally> {
  const { root, canaries, commands } = await theScene();
  const failures: string[] = [];
  const counts = { 'commands that failed': 0, 'programs that were started': 0 };
  const chosen = commands.slice(first, first + trials);
  for (const command of chosen) {
    const { started, said, failed } = await watched(() => runHere(join(root, 'state'), command));
    counts['commands that failed'] += failed ? 1 : 0;
    counts['programs that were started'] += started.length;
    const found = [
      ...foundIn(canaries, 'what was said', said),
      ...foundIn(canaries, 'what another program was told', started),
      ...foundInFiles(canaries, root, isMeant),
      ...openToOthers(root),
    ];
    failures.push(...found.map((one) => `${command.join(' ')}: ${one}`));
  }
  return { trials: chosen.length, failures, counts };
}

/** Password files hold passwords; exports that take no password hold the key, as those who ask for them are told. */
const isMeant = (path: string, canary: string): boolean =>
  path.startsWith('passwords/') || (canary === 'the private key' && path.startsWith('plain-export/'));

async function watched(
  work: () => Promise<unknown>,
): Promise<{ readonly started: readonly unknown[]; readonly said: unknown; readonly failed: boolean }> {
  const started: unknown[] = [];
  const { spawn } = childProcess;
  const recorded = (...given: Parameters<typeof spawn>): ReturnType<typeof spawn> => {
    started.push(given);
    return spawn(...given);
  };
  Object.assign(childProcess, { spawn: recorded });
  syncBuiltinESMExports();
  try {
    const said = await work();
    return { started, said, failed: (said as { readonly exitCode: number }).exitCode !== 0 };
  } catch (error) {
    return { started, said: error, failed: true };
  } finally {
    Object.assign(childProcess, { spawn });
    syncBuiltinESMExports();
  }
}

/** What others than its owner may read or write, although the user's own settings (umask 000) would let them. */
const openToOthers = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => (lstatSync(join(root, path)).mode & 0o077) !== 0)
    .map((path) => `${path} is open to others`);

async function prepareScene(): Promise<Scene> {
  process.umask(0);
  const root = folderOfCampaign();
  mkdirSync(join(root, 'passwords'), { mode: 0o700 });
  const passwordFile = (name: string, password: string): string => {
    writeFileSync(join(root, 'passwords', name), `${password}\n`, { mode: 0o600 });
    return join(root, 'passwords', name);
  };
  const [server, key, exported] = [
    passwordFile('server', logon),
    passwordFile('key', ofKey),
    passwordFile('export', ofExport),
  ];
  const requests = join(root, 'requests');
  const csr = (...more: readonly string[]): readonly string[] => requestWords('--out', requests, ...more);
  const made = await runHere(join(root, 'state'), csr('--key-name', 'owa', '--password-file', key));
  if (made.exitCode !== 0) throw new Error(made.error ?? 'the request was not made');
  const keyFile = join(requests, 'owa.key.pem');
  const secret = createPrivateKey({ key: readFileSync(keyFile), passphrase: ofKey });
  const certificate = join(root, 'owa.cer');
  writeFileSync(certificate, issueFor(secret), { mode: 0o600 });
  const exponent = Buffer.from(secret.export({ format: 'jwk' }).d ?? '', 'base64url');
  const smb = ['--target', 'smb://EXAMPLE;root@127.0.0.1:9', '--password-file', server];
  const check = ['certificate', 'check', certificate, '--request', join(requests, 'owa.req.pem')];
  const exportAs = (format: string, out: string, ...more: readonly string[]): readonly string[] => [
    ...[
      'certificate',
      'export',
      certificate,
      '--key',
      keyFile,
      '--format',
      format,
      '--out',
      join(root, out),
      ...more,
    ],
  ];
  return {
    root,
    canaries: [
      canaryOf('the logon password', Buffer.from(logon)),
      canaryOf('the password of the key', Buffer.from(ofKey)),
      canaryOf('the password of the export', Buffer.from(ofExport)),
      canaryOf('the private key', exponent),
    ],
    commands: [
      csr('--key-name', 'second', '--password-file', key),
      csr('--key-name', 'owa', '--password-file', key),
      csr('--key-name', 'owa', '--password-file', key, '--replace'),
      csr('--key-name', 'third', '--password-file', join(root, 'passwords')),
      csr('--key-name', 'fourth', '--key', keyFile, '--password-file', key),
      csr('--key-name', 'fifth', '--key', keyFile, '--password-file', server),
      csr('--key-name', 'sixth', '--key', certificate, '--password-file', key),
      check,
      [...check, '--key', keyFile, '--password-file', key],
      [...check, '--key', keyFile, '--password-file', server],
      exportAs('pkcs12', 'one', '--password-file', key, '--export-password-file', exported),
      exportAs('pkcs12-old', 'two', '--password-file', key, '--export-password-file', exported),
      exportAs('pkcs12', 'three', '--password-file', server, '--export-password-file', exported),
      exportAs('key-manager', 'plain-export', '--password-file', key),
      exportAs('proxy', 'plain-export', '--password-file', key),
      exportAs('proxy', 'four', '--password-file', exported),
      ...['assess', 'status', 'harden', 'undo', 'doctor'].flatMap((command) => [
        [command, ...smb],
        [command, ...smb, '--json', '--verbose'],
      ]),
      [
        'harden',
        '--yes',
        '--step',
        'restrict-anonymous',
        '--override-order',
        'a trial',
        '--password-file',
        server,
      ],
      ['assess', '--password-file', server],
      ['journal', 'show'],
      ['journal', 'show', '--json'],
      ['lab', 'show'],
      ['undo', '--all', '--yes', '--password-file', server],
      ['kit', 'export', join(root, 'kits'), '--server', 'ntex01', '--password-file', server],
      ['certificate', 'front', '--password-file', key],
    ],
  };
}
