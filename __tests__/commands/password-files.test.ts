import { chmod, cp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { authority, openssl } from '../support/authority.js';
import { labAnswers } from '../support/batten.js';
import { temporaryFolder } from '../support/folder.js';
import { runHere, type RanHere } from '../support/run-here.js';

const password = 'Correct horse 9';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder, 'password.txt');
  await writeFile(file, `\uFEFF${password}\r\nsecond line\r\n`, { mode: 0o600 });
});

const batten = (...argv: readonly string[]): Promise<RanHere> => runHere(join(folder, 'state'), argv);

const csr = (): Promise<RanHere> =>
  batten(
    ...[
      'csr',
      '--yes',
      '--bits',
      '1024',
      '--key-name',
      'owa',
      '--fqdn',
      'owa.example.com',
      '--country',
      'US',
    ],
    ...['--organization', 'Example', '--state', 'Ohio', '--locality', 'Dayton', '--protocol', 'http'],
    ...['--out', folder, '--password-file', file],
  );

/** The certificate that came back for what csr made. */
const signed = (): string => authority(folder).sign(join(folder, 'owa.req.pem'), 'owa');

const key = (): string => join(folder, 'owa.key.pem');

describe('a password file that Notepad saved', () => {
  it('opens the key that batten csr made with it', async () => {
    expect(await csr()).toMatchObject({ exitCode: 0, error: undefined });
    // Nobody else has to know of the mark before the password.
    openssl('rsa', '-in', key(), '-passin', `pass:${password}`, '-noout');
    const check = await batten('certificate', 'check', signed(), '--key', key(), '--password-file', file);
    expect(check.error).toBeUndefined();
    expect(check.said.join('\n')).toMatch(/ok +Key +Belongs to the key/);
  });
});

describe('a password file that others may read', () => {
  const warning = (): string =>
    `Others than its owner may read the password file ${file}; chmod 600 closes it.`;

  beforeEach(() => chmod(file, 0o640));

  it('is said by batten csr, and where its key is opened or exported', async () => {
    expect((await csr()).said).toContain(warning());
    const certificate = signed();
    const check = await batten('certificate', 'check', certificate, '--key', key(), '--password-file', file);
    expect(check.said).toContain(warning());
    await chmod(file, 0o600);
    const exported = join(folder, 'export.txt');
    await writeFile(exported, 'another password', { mode: 0o640 });
    const { said } = await batten(
      ...['certificate', 'export', certificate, '--key', key(), '--password-file', file],
      ...['--format', 'pkcs12', '--export-password-file', exported, '--out', join(folder, 'exported')],
    );
    expect(said).toContain(warning().replace(file, exported));
  });

  it('is said before it is used to log on to a server', async () => {
    const { exitCode, said } = await batten(
      ...['assess', '--target', 'smb://eva@127.0.0.1:1', '--password-file', file],
    );
    expect(exitCode).toBe(1);
    expect(said).toContain(warning());
  });

  it('is said where an answers file names it', async () => {
    await cp(dirname(labAnswers), folder, { recursive: true });
    const answers = join(folder, 'answers.yaml');
    const text = await readFile(answers, 'utf8');
    await writeFile(answers, text.replace('practice-password.txt', 'password.txt'));
    const { exitCode, said } = await batten(
      ...['harden', '--answers', answers, '--yes', '--step', 'certificate-request'],
      ...['--override-order', 'a test'],
    );
    expect(exitCode).toBe(0);
    expect(said).toContain(warning());
  });
});
