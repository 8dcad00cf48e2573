import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkCertificate, type CheckOptions } from '../../../src/commands/certificate/check.js';
import type { Globals } from '../../../src/connect/context.js';
import { DataError, UnansweredError, UsageError } from '../../../src/errors.js';
import { authority, openssl, requestOf, type Authority } from '../../support/authority.js';
import { scriptedTerminal } from '../../support/scripted-terminal.js';

let folder: string;
let ca: Authority;
let key: string;
let request: string;
let certificate: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'batten-check-'));
  ca = authority(folder);
  ({ key, request } = requestOf(folder, 'owa'));
  certificate = ca.sign(request, 'owa', { digest: 'sha1' });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function check(
  file: string,
  options: CheckOptions = {},
  globals: Partial<Globals> = {},
  answers: Record<string, string[]> = {},
): Promise<{ code: number; said: string; written: string; asked: readonly string[] }> {
  const terminal = scriptedTerminal(answers, { interactive: Object.keys(answers).length > 0 });
  let written = '';
  const code = await checkCertificate(file, options, {
    terminal,
    globals: { json: false, verbose: false, state: join(folder, 'state'), ...globals },
    environment: {},
    signal: new AbortController().signal,
    write: (text) => (written += text),
  });
  return { code, written, said: terminal.said.join('\n'), asked: terminal.asked };
}

describe('batten certificate check', () => {
  it('says what it did not compare, and refuses nothing for that', async () => {
    const { code, said } = await check(certificate);
    expect(code).toBe(0);
    expect(said).toMatch(/-- +Key +Not compared/);
    expect(said).toMatch(/-- +Name +Not compared/);
    expect(said).toMatch(/-- +Chain +Not checked: the certificate of CN=Example CA/);
    expect(said).toContain('give --server-time');
  });

  it('says where an old certificate can serve and where not', async () => {
    const { said } = await check(certificate);
    expect(said).toMatch(/Old clients +Can check SHA-1/);
    expect(said.replace(/\s+/g, ' ')).toContain(
      "Today's browsers refuse it: its key is shorter than 2048 bits, it is signed with SHA-1.",
    );
    expect(said).not.toContain('unconfirmed');
  });

  it('refuses one that signed itself, for IIS would send none', async () => {
    const self = join(folder, 'self.pem');
    openssl(
      'req',
      '-x509',
      '-key',
      key,
      '-in',
      request,
      '-out',
      self,
      '-days',
      '30',
      '-addext',
      'basicConstraints=CA:FALSE',
    );
    const { code, said } = await check(self, { request });
    expect(code).toBe(3);
    expect(said).toMatch(/!! +Issuer +Has signed itself: IIS takes it for a root/);
  });

  it('refuses the certificate of an authority in place of its own', async () => {
    const { code, said } = await check(ca.certificate);
    expect(code).toBe(3);
    expect(said).toMatch(/!! +Purpose +Is an authority's certificate/);
  });

  it('refuses by the clock of the server alone', async () => {
    const { code, said } = await check(certificate, { serverTime: '1999-01-01T00:00Z' });
    expect(code).toBe(3);
    expect(said.replace(/\s+/g, ' ')).toContain("by the server's clock (1999-01-01 00:00 UTC)");
    expect(said).toMatch(/ok +Date/);
    expect(said).toMatch(/!! +Date +Is not valid before/);
  });

  it('takes the clock of the lab', async () => {
    expect((await check(certificate, {}, { target: 'lab:' })).said).toContain("lab's clock");
  });

  it('reports the same in one document', async () => {
    const { code, written, said } = await check(certificate, { name: ['mail.example.com'] }, { json: true });
    expect({ code, said }).toEqual({ code: 3, said: '' });
    expect(JSON.parse(written)).toMatchObject({
      schema: 'batten/certificate-check/1',
      accepted: false,
      names: ['owa.example.com'],
      verdicts: expect.arrayContaining([expect.objectContaining({ about: 'name', sign: 'wrong' })]),
    });
  });

  it('asks for the password of a key, or names the option where nobody is there, and tells a wrong one', async () => {
    const locked = join(folder, 'locked.pem');
    openssl('pkey', '-in', key, '-aes256', '-passout', 'pass:correct', '-out', locked);
    const { said, asked } = await check(certificate, { key: locked }, {}, { '--password-file': ['correct'] });
    expect(asked).toEqual(['--password-file']);
    expect(said).toMatch(/ok +Key +Belongs to the key/);
    await expect(check(certificate, { key: locked })).rejects.toThrow(UnansweredError);
    const wrong = check(certificate, { key: locked }, {}, { '--password-file': ['other'] });
    await expect(wrong).rejects.toThrow('The password does not open the key');
  });

  it('refuses options and files that do not fit, by name', async () => {
    await expect(check(join(folder, 'nowhere'))).rejects.toThrow(UsageError);
    await expect(check(folder)).rejects.toThrow('is not a file');
    await expect(check(certificate, { serverTime: 'noon' })).rejects.toThrow('--server-time noon');
    await expect(check(certificate, { name: ['a b'] })).rejects.toThrow('--name a b');
    const cut = join(folder, 'cut.cer');
    writeFileSync(cut, readFileSync(certificate).subarray(0, 400));
    await expect(check(cut)).rejects.toThrow(DataError);
    await expect(check(cut)).rejects.toThrow(/cut\.cer: A block of the file is damaged/);
  });
});
