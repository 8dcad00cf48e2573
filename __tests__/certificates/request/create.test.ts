import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkWritten, createRequest } from '../../../src/certificates/request/create.js';
import { encryptPrivateKey } from '../../../src/certificates/key/encryption.js';
import { generateKeyPair, privateKeyBytes } from '../../../src/certificates/key/pair.js';
import { UsageError, WorkstationError } from '../../../src/errors.js';
import { details, inFolder, order, password } from '../../support/certificate-orders.js';

const fileNames = ['owa.contact.txt', 'owa.key.pem', 'owa.req.pem'];

/** Gives OpenSSL a password through a file, as its manual advises. */
function opensslKey(folder: string, key: string, given: string): { status: number | null; text: string } {
  const file = join(folder, 'password');
  writeFileSync(file, `${given}\n`, { mode: 0o600 });
  const run = spawnSync('openssl', ['pkey', '-in', key, '-passin', `file:${file}`, '-noout', '-text'], {
    encoding: 'utf8',
  });
  return { status: run.status, text: run.stdout };
}

describe('making a request', () => {
  it('writes three files for their owner alone, in a folder for its owner alone', () =>
    inFolder(async (base) => {
      const folder = join(base, 'new', 'certificates');
      await createRequest(order(folder));
      expect(readdirSync(folder).sort()).toEqual(fileNames);
      const modes = [folder, ...fileNames.map((name) => join(folder, name))].map(
        (path) => statSync(path).mode & 0o777,
      );
      expect(modes).toEqual([0o700, 0o600, 0o600, 0o600]);
    }));

  it('gives a key that OpenSSL opens with the password, and with no other', () =>
    inFolder(async (folder) => {
      const { files } = await createRequest(order(folder));
      const opened = opensslKey(folder, files.key, password);
      expect(opened.status).toBe(0);
      expect(opened.text).toContain('Private-Key: (1024 bit');
      expect(opensslKey(folder, files.key, 'correct horse batterx').status).not.toBe(0);
      expect(opensslKey(folder, files.key, '').status).not.toBe(0);
    }));

  it('gives a key whose password has letters of other scripts', () =>
    inFolder(async (folder) => {
      const { files } = await createRequest(order(folder, { password: 'Größe-пароль-密碼' }));
      expect(opensslKey(folder, files.key, 'Größe-пароль-密碼').status).toBe(0);
    }));

  it('encrypts the key with AES-256 and 600000 rounds of PBKDF2 over HMAC-SHA-256', () =>
    inFolder(async (folder) => {
      const { files } = await createRequest(order(folder, { rounds: undefined }));
      const parsed = execFileSync('openssl', ['asn1parse', '-in', files.key], { encoding: 'utf8' });
      expect(parsed).toMatch(
        /:PBES2\n[^]*:PBKDF2\n[^]*INTEGER\s+:0927C0\n[^]*:hmacWithSHA256\n[^]*:aes-256-cbc\n/,
      );
    }));

  it('names the public key by the fingerprint that OpenSSL computes', () =>
    inFolder(async (folder) => {
      const { files, publicKey } = await createRequest(order(folder));
      const sum = execFileSync(
        'sh',
        [
          '-c',
          'openssl req -in "$1" -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -r',
          '-',
          files.request,
        ],
        { encoding: 'utf8' },
      );
      expect(sum.slice(0, 64)).toBe(publicKey);
    }));

  it('keeps the contact beside the request and out of it, and the password out of everything', () =>
    inFolder(async (folder) => {
      const { files } = await createRequest(order(folder));
      const contact = readFileSync(files.contact, 'utf8');
      expect(contact).toContain(
        'Contact: Pat Example\r\nE-mail: postmaster@example.com\r\nPhone: +1 555 0100\r\n',
      );
      const text = execFileSync('openssl', ['req', '-in', files.request, '-noout', '-text'], {
        encoding: 'utf8',
      });
      expect(text).not.toMatch(/Pat|postmaster|555/);
      for (const path of [files.contact, files.key, files.request]) {
        expect(readFileSync(path, 'utf8')).not.toContain(password);
      }
    }));

  it('lets other work run while a long key is made and encrypted', async () => {
    let turns = 0;
    const spinner = setInterval(() => (turns += 1), 5);
    const pair = await generateKeyPair(4096);
    const turnsOfMaking = turns;
    await encryptPrivateKey(privateKeyBytes(pair), password, 2_000_000);
    clearInterval(spinner);
    expect(turnsOfMaking).toBeGreaterThan(5);
    expect(turns - turnsOfMaking).toBeGreaterThan(5);
  });
});

describe('making a request where something stands in the way', () => {
  it.each(fileNames)('leaves %s as it was, and nothing new beside it', (name) =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, name), 'mine');
      await expect(createRequest(order(folder))).rejects.toThrow(UsageError);
      expect(readdirSync(folder)).toEqual([name]);
      expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');
    }),
  );

  it('leaves no folder behind that it made', () =>
    inFolder(async (base) => {
      const unwritable = join(base, 'a', 'b');
      const long = 'x'.repeat(300);
      await expect(createRequest(order(unwritable, { name: long }))).rejects.toThrow(WorkstationError);
      expect(readdirSync(base)).toEqual([]);
    }));

  it('says so where the folder is a file', () =>
    inFolder(async (base) => {
      const path = join(base, 'certificates');
      writeFileSync(path, '');
      await expect(createRequest(order(path))).rejects.toThrow(/certificates could not be written/);
    }));
});

describe('checking what was written', () => {
  it.each([
    ['another common name', { details: { ...details, commonName: 'mail.example.com' } }, 'common name'],
    ['another unit', { details: { ...details, unit: 'Sales' } }, 'unit'],
    ['another protocol', { details: { ...details, protocol: 'smtp' as const } }, 'protocol'],
    ['another password', { password: 'correct horse batterx' }, 'does not open'],
  ])('finds %s', (_, changes, reason) =>
    inFolder(async (folder) => {
      const { files, publicKey } = await createRequest(order(folder));
      await checkWritten(order(folder), publicKey, files);
      await expect(checkWritten(order(folder, changes), publicKey, files)).rejects.toThrow(reason);
    }),
  );

  it('finds the key of another request', () =>
    inFolder(async (folder) => {
      const { files, publicKey } = await createRequest(order(folder));
      const other = await createRequest(order(folder, { name: 'other' }));
      writeFileSync(files.key, readFileSync(other.files.key));
      await expect(checkWritten(order(folder), publicKey, files)).rejects.toThrow('not that of the request');
      await expect(checkWritten(order(folder), other.publicKey, files)).rejects.toThrow('another public key');
    }));

  it('finds a damaged request', () =>
    inFolder(async (folder) => {
      const { files, publicKey } = await createRequest(order(folder));
      writeFileSync(files.request, readFileSync(files.request, 'utf8').replace('\r\nMI', '\r\nMJ'));
      await expect(checkWritten(order(folder), publicKey, files)).rejects.toThrow('reads back wrong');
    }));
});
