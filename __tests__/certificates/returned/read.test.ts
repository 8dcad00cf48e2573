import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCertificates } from '../../../src/certificates/returned/read.js';
import { DataError } from '../../../src/errors.js';
import { authority, formsOf, openssl, requestOf, type Authority } from '../../support/authority.js';

let folder: string;
let ca: Authority;
let request: string;
let key: string;
let certificate: string;
let forms: Readonly<Record<string, Buffer>>;
let indefinite: Buffer;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'batten-read-'));
  ca = authority(folder);
  ({ request, key } = requestOf(folder, 'owa'));
  certificate = ca.sign(request, 'owa');
  forms = formsOf(folder, certificate, ca.certificate);
  const streamed = join(folder, 'streamed.p7b');
  openssl(
    ...['cms', '-sign', '-in', request, '-signer', ca.certificate, '-inkey', join(folder, 'ca.key')],
    ...['-certfile', certificate, '-outform', 'DER', '-stream', '-nodetach', '-out', streamed],
  );
  indefinite = readFileSync(streamed);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const read = (bytes: Buffer | string): ReturnType<typeof readCertificates> =>
  readCertificates(Buffer.from(bytes));

describe('readCertificates', () => {
  it('reads the same certificate from PEM, DER and PKCS#7, and says which it was', () => {
    for (const [name, bytes] of Object.entries(forms)) {
      const { form, certificates } = readCertificates(bytes);
      expect(form).toBe(name.startsWith('PKCS#7') ? 'pkcs7' : name);
      expect(certificates.map(({ subject }) => subject)).toContain('CN=owa.example.com, O=Example, C=US');
      expect(certificates).toHaveLength(form === 'pkcs7' ? 2 : 1);
    }
  });

  it('reads PKCS#7 with indefinite lengths', () => {
    expect(indefinite[1]).toBe(0x80);
    expect(readCertificates(indefinite).certificates).toHaveLength(2);
  });

  it('reads base64 without its lines, text around a block, and what Notepad saved as Unicode', () => {
    const text = readFileSync(certificate, 'latin1');
    expect(read(text.replace(/-----.*-----/g, '')).form).toBe('base64');
    expect(read(`Subject: your certificate\r\n\r\n${text}`).form).toBe('pem');
    expect(readCertificates(Buffer.from(`\uFEFF${text}`, 'utf16le')).certificates).toHaveLength(1);
  });

  it('reads what is old: MD5 over a key of 1024 bits', () => {
    const { certificates } = readCertificates(readFileSync(ca.sign(request, 'old', { digest: 'md5' })));
    expect(certificates[0]).toMatchObject({ digest: 'MD5', key: { type: 'rsa', bits: 1024 } });
  });

  it('says what a file is when it is no certificate', () => {
    expect(() => read('')).toThrow('The file is empty.');
    expect(() => read('hello')).toThrow('neither PEM, DER nor PKCS#7');
    expect(() => readCertificates(readFileSync(request))).toThrow('holds a request, not a certificate');
    expect(() => readCertificates(readFileSync(key))).toThrow('holds a private key');
    const text = readFileSync(certificate, 'latin1');
    expect(() => read(text.replace('-----END', '----END'))).toThrow('its END line is missing');
    const store = join(folder, 'owa.pfx');
    openssl('pkcs12', '-export', '-inkey', key, '-in', certificate, '-passout', 'pass:x', '-out', store);
    expect(() => readCertificates(readFileSync(store))).toThrow('PKCS#12 store, not a certificate');
  });

  it('gives a certificate or a DataError for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        settles(Buffer.from(bytes));
        settles(Buffer.concat([Buffer.from([0x30, 0x80]), bytes]));
        settles(
          Buffer.from(`-----BEGIN PKCS7-----\n${Buffer.from(bytes).toString('base64')}\n-----END PKCS7-----`),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('gives a certificate or a DataError for a real file with bytes changed, cut off or doubled', () => {
    const files = [...Object.values(forms), indefinite];
    const change = fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('set', 'cut', 'double'));
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (file, changes) => {
          settles(changes.reduce(changed, file));
        },
      ),
      { numRuns: 1500 },
    );
  });
});

function changed(file: Buffer, [place, byte, how]: [number, number, string]): Buffer {
  const at = file.length === 0 ? 0 : place % file.length;
  if (how === 'cut') return file.subarray(0, at);
  if (how === 'double') return Buffer.concat([file.subarray(0, at), file]);
  return Buffer.concat([file.subarray(0, at), Buffer.from([byte]), file.subarray(at + 1)]);
}

function settles(bytes: Buffer): void {
  try {
    expect(readCertificates(bytes).certificates.length).toBeGreaterThan(0);
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
  }
}
