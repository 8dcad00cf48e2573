import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildRequest } from '../../../src/certificates/request/build.js';
import { createRequest } from '../../../src/certificates/request/create.js';
import { generateKeyPair } from '../../../src/certificates/key/pair.js';
import { pemBytes, toPem } from '../../../src/certificates/der/pem.js';
import { readRequest } from '../../../src/certificates/request/read.js';
import { readRequestFiles } from '../../../src/certificates/request/files.js';
import { DataError } from '../../../src/errors.js';
import { details, inFolder, order } from '../../support/certificate-orders.js';

let request: string;

beforeAll(async () => {
  request = buildRequest(details, await generateKeyPair(1024));
});

const openssl = (...options: string[]): string =>
  execFileSync('openssl', options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

describe('reading a request', () => {
  it('takes one that OpenSSL made, signed with MD5 as those of Key Manager', () =>
    inFolder((folder) => {
      const key = join(folder, 'key');
      const made = openssl(
        ...['req', '-new', '-newkey', 'rsa:1024', '-nodes', '-keyout', key, '-md5'],
        ...['-subj', '/C=NL/ST=Utrecht/L=Zeist/O=Example/OU=IT/CN=NTEX01'],
      );
      const read = readRequest(made);
      expect(read.subject).toEqual({
        country: 'NL',
        state: 'Utrecht',
        locality: 'Zeist',
        organization: 'Example',
        unit: 'IT',
        commonName: 'NTEX01',
      });
      expect([read.digest, read.bits, read.alternativeNames]).toEqual(['md5', 1024, []]);
      return Promise.resolve();
    }));

  it('takes the label of Key Manager, its text before the block, and other line ends', () => {
    const dressed = `\uFEFFWebmaster: x@example.com\r\nServer: Microsoft Key Manager\r\n\r\n${request
      .replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST')
      .replaceAll('\r\n', '  \n')}`;
    expect(readRequest(dressed)).toEqual(readRequest(request));
  });

  it.each([
    ['two requests', (text: string) => text + text, 'more than one'],
    ['no end', (text: string) => text.slice(0, 200), 'no block'],
    ['text', () => 'Dear Sir or Madam', 'no block'],
    [
      'a certificate in its place',
      (text: string) => text.replaceAll('CERTIFICATE REQUEST', 'CERTIFICATE'),
      'no block',
    ],
  ])('refuses %s', (_, damage, reason) => {
    expect(() => readRequest(damage(request))).toThrow(reason);
  });

  it('refuses a key that is not RSA', () =>
    inFolder((folder) => {
      const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
      const made = openssl(
        'req',
        '-new',
        ...curve,
        '-nodes',
        '-keyout',
        join(folder, 'key'),
        '-subj',
        '/CN=a',
      );
      expect(() => readRequest(made)).toThrow(DataError);
      return Promise.resolve();
    }));

  it('finds every flipped bit', () => {
    const bytes = pemBytes(request, 'CERTIFICATE REQUEST');
    const missed = Array.from({ length: bytes.length * 8 }, (_, bit) => bit).filter((bit) => {
      const damaged = Buffer.from(bytes);
      const at = bit >> 3;
      damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (bit & 7)), at);
      try {
        readRequest(toPem(damaged, 'CERTIFICATE REQUEST'));
        return true;
      } catch (error) {
        return !(error instanceof DataError);
      }
    });
    expect(missed).toEqual([]);
  });

  it('throws nothing but DataError, whatever the bytes are', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(400).map((length) => pemBytes(request, 'CERTIFICATE REQUEST').subarray(0, length)),
      fc.array(fc.constantFrom(0x30, 0x80, 0x82, 0xff, 0x03, 0x06, 0x31, 0xa0, 0x00), { maxLength: 60 }),
    );
    fc.assert(
      fc.property(bytes, (some) => {
        expect(() => readRequest(toPem(Buffer.from(some), 'CERTIFICATE REQUEST'))).toThrow(DataError);
      }),
      { numRuns: 500 },
    );
  });
});

describe('reading the files of a request', () => {
  it('is absent where neither request nor key is there', () =>
    inFolder(async (folder) => {
      expect(await readRequestFiles(folder, 'owa')).toEqual({ state: 'absent' });
      expect(await readRequestFiles(join(folder, 'nowhere'), 'owa')).toEqual({ state: 'absent' });
    }));

  it('gives what was asked for, and the key', () =>
    inFolder(async (folder) => {
      const { publicKey } = await createRequest(order(folder));
      expect(await readRequestFiles(folder, 'owa')).toEqual({
        state: 'present',
        value: { ...details, publicKey },
      });
    }));

  it('says of a set that is not whole what is the matter with it', () =>
    inFolder(async (folder) => {
      const { files } = await createRequest(order(folder));
      const whole = {
        request: readFileSync(files.request),
        key: readFileSync(files.key),
        contact: readFileSync(files.contact),
      };
      const reasonAfter = async (change: () => void): Promise<string> => {
        change();
        const found = await readRequestFiles(folder, 'owa');
        for (const part of ['request', 'key', 'contact'] as const) {
          rmSync(files[part], { recursive: true, force: true });
          writeFileSync(files[part], whole[part]);
        }
        return found.state === 'unreadable' ? found.reason : found.state;
      };
      const plainKey = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
      const reasons = [
        await reasonAfter(() => {
          rmSync(files.request);
        }),
        await reasonAfter(() => {
          rmSync(files.key);
        }),
        await reasonAfter(() => {
          rmSync(files.contact);
        }),
        await reasonAfter(() => {
          writeFileSync(files.contact, 'Protocol: gopher\r\n');
        }),
        await reasonAfter(() => {
          writeFileSync(files.key, plainKey);
        }),
        await reasonAfter(() => {
          writeFileSync(files.key, '');
        }),
        await reasonAfter(() => {
          writeFileSync(files.request, Buffer.alloc(100_000, 'a'));
        }),
        await reasonAfter(() => {
          rmSync(files.key);
          mkdirSync(files.key);
        }),
        await reasonAfter(() => {
          renameSync(files.contact, files.request);
        }),
      ];
      const expected = [
        'its request',
        'its key',
        'names the protocol',
        'names the protocol',
        'not encrypted',
        'no block ENCRYPTED PRIVATE KEY',
        'too large',
        'not a file',
        'no block CERTIFICATE REQUEST',
      ];
      expect(reasons).toEqual(expected.map((words): unknown => expect.stringContaining(words)));
      expect((await readRequestFiles(folder, 'owa')).state).toBe('present');
    }));

  it('is unreadable, and never an exception, whatever bytes the files hold', () =>
    inFolder(async (folder) => {
      const { files } = await createRequest(order(folder));
      const bytes = fc.uint8Array({ maxLength: 300 });
      await fc.assert(
        fc.asyncProperty(bytes, bytes, async (request, key) => {
          writeFileSync(files.request, request);
          writeFileSync(files.key, key);
          expect((await readRequestFiles(folder, 'owa')).state).toBe('unreadable');
        }),
        { numRuns: 60 },
      );
    }));
});
