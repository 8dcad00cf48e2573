import { createPrivateKey, createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identifier, integer, octets } from '../../../src/certificates/der/write.js';
import { element, oid } from '../../../src/certificates/der/read.js';
import { netKey, rc4 } from '../../../src/certificates/export/net-key.js';
import { packageRoot } from '../../../src/files/package-root.js';
import { inFolder } from '../../support/certificate-orders.js';

// A key for this test alone, and the file that i2d_RSA_NET of OpenSSL 1.0.2s (as Node 8.17.0 carries it) made of it.
const vector = (name: string): Buffer =>
  readFileSync(join(packageRoot(), '__tests__/certificates/net', name));
const password = 'export pass 1';

describe('netKey', () => {
  it("writes the bytes of OpenSSL's own writer", () => {
    expect(netKey(createPrivateKey(vector('key.pem')), password).equals(vector('key.net'))).toBe(true);
  });

  it('can be opened with OpenSSL and the MD5 of the password, and not with another', () =>
    inFolder((folder) => {
      const secret = createHash('md5').update(password).digest('hex');
      const file = join(folder, 'encrypted');
      const net = netKey(createPrivateKey(vector('key.pem')), password);
      writeFileSync(file, net.subarray(net.lastIndexOf(Buffer.from([0x04, 0x82])) + 4));
      const decrypted = (key: string): Buffer =>
        execFileSync(
          'openssl',
          ['enc', '-d', '-rc4', '-K', key, '-in', file, '-provider', 'legacy', '-provider', 'default'],
          { stdio: ['ignore', 'pipe', 'pipe'] },
        );
      const plain = createPrivateKey(vector('key.pem')).export({ type: 'pkcs8', format: 'der' });
      expect(decrypted(secret).equals(plain)).toBe(true);
      expect(decrypted('0'.repeat(32)).equals(plain)).toBe(false);
      return Promise.resolve();
    }));
});

describe('rc4', () => {
  it('gives the stream of RFC 6229 for the key 0102030405', () => {
    const stream = rc4(Buffer.from('0102030405', 'hex'), Buffer.alloc(32)).toString('hex');
    expect(stream).toBe('b2396305f03dc027ccc3524a0a1118a86982944f18fc82d589c403a47a0d0919');
  });
});

describe('DER that is written', () => {
  it('is read back as it was, for every length and number', () => {
    fc.assert(
      fc.property(fc.nat(70_000), fc.nat(), fc.array(fc.nat(), { minLength: 1 }), (length, number, parts) => {
        expect(element(octets(Buffer.alloc(length))).content).toHaveLength(length);
        const content = element(integer(number)).content;
        expect(BigInt(`0x${content.toString('hex')}`)).toBe(BigInt(number));
        expect((content[0] ?? 0) < 0x80).toBe(true);
        const dotted = ['1.2', ...parts.slice(0, 8)].join('.');
        expect(oid(element(identifier(dotted)))).toBe(dotted);
      }),
    );
  });
});
