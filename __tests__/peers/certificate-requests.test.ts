import { spawnSync } from 'node:child_process';
import { createHash, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildRequest } from '../../src/certificates/request/build.js';
import { contact } from '../../src/certificates/request/contact.js';
import { encryptPrivateKey } from '../../src/certificates/key/encryption.js';
import { generateKeyPair, privateKeyBytes, type KeyPair } from '../../src/certificates/key/pair.js';
import { keyManagerText } from '../../src/certificates/request/key-manager-text.js';
import { element, elements } from '../../src/certificates/der/read.js';
import { pemBytes, toPem } from '../../src/certificates/der/pem.js';
import { passwordProblem } from '../../src/certificates/key/password.js';
import { checkEncryptedKey, openKey } from '../../src/certificates/key/encrypted.js';
import { readRequest } from '../../src/certificates/request/read.js';
import { alternativeNamesOf, newRequest, type NewRequest } from '../../src/certificates/request/subject.js';
import { DataError } from '../../src/errors.js';
import { details, inFolder } from '../support/certificate-orders.js';

const missing = ['openssl', 'certtool']
  .filter((tool) => spawnSync(tool, ['--version']).error !== undefined)
  .map(
    (tool) => `${tool} is missing: sudo apt-get install ${tool === 'certtool' ? 'gnutls-bin' : 'openssl'}`,
  )[0];
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(missing);
const describePeer = missing === undefined ? describe : describe.skip;
const because = missing === undefined ? '' : ` (${missing})`;

const era: NewRequest = { ...details, profile: 'era', digest: 'md5' };
const modern: NewRequest = {
  ...details,
  organization: 'Müller & Søn, 株式会社',
  locality: 'Zürich',
  alternativeNames: ['mail.example.com', '*.example.org'],
};

let pair: KeyPair;
beforeAll(async () => {
  pair = await generateKeyPair(1024);
});

/** Both streams: what a tool says of a bad signature stands on the second, and its exit code may lie. */
function run(tool: string, args: readonly string[], input: string): string {
  const { stdout, stderr } = spawnSync(tool, args, {
    input,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  return stdout + stderr;
}
const openssl = (request: string): string =>
  run('openssl', ['req', '-verify', '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus_space'], request);
const gnutls = (request: string): string => run('certtool', ['--crq-info'], request);

describePeer(`A request as other programs read it${because}`, () => {
  it('of profile modern is verified and shown by OpenSSL and GnuTLS alike', () => {
    const request = buildRequest(modern, pair);
    const [one, other] = [openssl(request), gnutls(request)];
    expect(one).toContain('self-signature verify OK');
    expect(one).toMatch(/O="?Müller & Søn\\?, 株式会社"?/);
    expect(one).toContain('DNS:owa.example.com, DNS:mail.example.com, DNS:*.example.org');
    expect(other).toContain('Self signature: verified');
    expect(other).toMatch(/Subject: .*CN=owa\.example\.com.*O=Müller & Søn\\, 株式会社/);
    for (const name of alternativeNamesOf(modern)) expect(other).toContain(`DNSname: ${name}\n`);
    expect(other).toMatch(/Modulus \(bits 1024\)/);
  });

  it('of profile era is read with its text before it, by OpenSSL and GnuTLS', () => {
    const text = keyManagerText(era, contact.parse({ email: 'pat@example.com', phone: '+1 555 0100' }));
    const request = text + buildRequest(era, pair);
    expect(openssl(request)).toContain('self-signature verify OK');
    expect(openssl(request)).toContain('Signature Algorithm: md5WithRSAEncryption');
    expect(openssl(request)).not.toContain('Subject Alternative Name');
    expect(gnutls(request)).toMatch(
      /Subject: .*CN=owa\.example\.com,OU=Messaging,O=Example Corporation,L=Dayton,ST=Ohio,C=US/,
    );
  });

  it('with one letter altered is verified by none of them, Batten among them', () => {
    const lines = buildRequest(modern, pair).split('\r\n');
    const line = lines[5] ?? '';
    lines[5] = (line.startsWith('A') ? 'B' : 'A') + line.slice(1);
    const damaged = lines.join('\r\n');
    expect(openssl(damaged)).not.toContain('self-signature verify OK');
    expect(gnutls(damaged)).not.toContain('Self signature: verified');
    expect(() => readRequest(damaged)).toThrow(DataError);
  });

  it('is read by python3-cryptography, where that is installed', () => {
    const script =
      'import sys\n' +
      'try:\n from cryptography import x509\nexcept ImportError:\n print("not installed"); sys.exit()\n' +
      'r = x509.load_pem_x509_csr(sys.stdin.buffer.read())\n' +
      'n = r.extensions.get_extension_for_class(x509.SubjectAlternativeName).value.get_values_for_type(x509.DNSName)\n' +
      'print(r.is_signature_valid, r.subject.rfc4514_string(), n)\n';
    const said = run('python3', ['-c', script], buildRequest({ ...modern, organization: 'Example' }, pair));
    if (said.includes('not installed') || said === '') return;
    expect(said).toBe(
      "True CN=owa.example.com,OU=Messaging,O=Example,L=Zürich,ST=Ohio,C=US ['owa.example.com', 'mail.example.com', '*.example.org']\n",
    );
  });

  it('of any legal host names is read with the same names by GnuTLS', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,12}[a-z0-9])?$/);
    const name = fc
      .tuple(fc.boolean(), fc.array(label, { minLength: 1, maxLength: 3 }))
      .map(([wildcard, labels]) => `${wildcard ? '*.' : ''}${labels.join('.')}.com`);
    fc.assert(
      fc.property(name, fc.array(name, { maxLength: 8 }), (commonName, alternativeNames) => {
        const asked = { ...details, commonName, alternativeNames };
        fc.pre(newRequest.safeParse(asked).success);
        const text = gnutls(buildRequest(asked, pair));
        const found = [...text.matchAll(/DNSname: (\S+)/g)].map((match) => match[1]);
        expect(found).toEqual(alternativeNamesOf(asked));
      }),
      { numRuns: 25 },
    );
  });
});

describePeer(`A key file as OpenSSL opens it${because}`, () => {
  it('opens with any password that Batten takes, and with no other', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'password');
      const opens = (pem: string, password: string): boolean => {
        writeFileSync(file, `${password}\n`);
        return (
          spawnSync('openssl', ['pkey', '-passin', `file:${file}`, '-noout'], { input: pem }).status === 0
        );
      };
      const password = fc
        .string({ unit: 'binary', minLength: 8, maxLength: 40 })
        .filter((text) => passwordProblem(text) === undefined);
      await fc.assert(
        fc.asyncProperty(password, async (text) => {
          // Few rounds: the passwords are tested here, not their slowing down.
          const pem = await encryptPrivateKey(privateKeyBytes(pair), text, 1000);
          expect(opens(pem, text)).toBe(true);
          expect(opens(pem, `${text}x`)).toBe(false);
          expect(openKey(pem, text)?.asymmetricKeyDetails?.modulusLength).toBe(1024);
        }),
        { numRuns: 20 },
      );
    }));
});

describePeer(`Reading what others made${because}`, () => {
  it('takes a request of the shape of Key Manager: MD5, empty attributes, T61String as common name', () => {
    const der = pemBytes(buildRequest(era, pair), 'CERTIFICATE REQUEST');
    const commonName = Buffer.from('0603550403', 'hex');
    der.writeUInt8(0x14, der.indexOf(commonName) + commonName.length);
    const [info] = elements(element(der).content);
    const signature = sign('md5', info?.whole ?? Buffer.alloc(0), pair.privateKey);
    signature.copy(der, der.length - signature.length);
    const request = toPem(der, 'NEW CERTIFICATE REQUEST');
    const read = readRequest(request);
    expect([read.digest, read.alternativeNames]).toEqual(['md5', []]);
    expect(read.subject.commonName).toBe('owa.example.com');
    expect(run('openssl', ['asn1parse'], request)).toMatch(/T61STRING +:owa\.example\.com/);
  });

  it('throws nothing but DataError over any key file, and opens none by accident', () => {
    const encoded = fc
      .uint8Array({ maxLength: 300 })
      .map(
        (bytes) =>
          `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${Buffer.from(bytes).toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----\n`,
      );
    fc.assert(
      fc.property(fc.oneof(encoded, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        expect(() => {
          checkEncryptedKey(text);
        }).toThrow(DataError);
        expect(openKey(text, 'correct horse battery')).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('survives every cut and every flipped byte of a real key file', async () => {
    const pem = await encryptPrivateKey(privateKeyBytes(pair), 'correct horse battery', 1000);
    const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
    for (let at = 0; at < pem.length; at += 7) {
      for (const damaged of [
        pem.slice(0, at),
        pem.slice(0, at) + (pem[at] === 'A' ? 'B' : 'A') + pem.slice(at + 1),
      ]) {
        try {
          checkEncryptedKey(damaged);
        } catch (error) {
          expect([digest(damaged), error]).toEqual([digest(damaged), expect.any(DataError)]);
        }
      }
    }
  });
});
