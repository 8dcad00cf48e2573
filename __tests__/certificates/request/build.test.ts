import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildRequest } from '../../../src/certificates/request/build.js';
import { countryCodes } from '../../../src/certificates/request/country-codes.js';
import { generateKeyPair } from '../../../src/certificates/key/pair.js';
import { readRequest } from '../../../src/certificates/request/read.js';
import { newRequest, protocols, type NewRequest } from '../../../src/certificates/request/subject.js';
import { details } from '../../support/certificate-orders.js';

let pair: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  pair = await generateKeyPair(1024);
});

const openssl = (input: string, ...options: string[]): string =>
  execFileSync('openssl', options, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });

/** OpenSSL prints the verdict on standard error and exits 0 either way, so that the words decide. */
const opensslText = (request: string): string =>
  execFileSync('sh', ['-c', 'openssl req -verify -noout -text -nameopt utf8,sep_comma_plus_space 2>&1'], {
    input: request,
    encoding: 'utf8',
  });

describe('a request, as OpenSSL sees it', () => {
  it('verifies and shows subject, alternative name, key and digest', () => {
    const text = opensslText(buildRequest(details, pair));
    expect(text).toContain('self-signature verify OK');
    expect(text).toContain(
      'Subject: C=US, ST=Ohio, L=Dayton, O=Example Corporation, OU=Messaging, CN=owa.example.com',
    );
    expect(text).toMatch(/X509v3 Subject Alternative Name:\s+DNS:owa\.example\.com\n/);
    expect(text).toContain('Public-Key: (1024 bit)');
    expect(text).toContain('Signature Algorithm: sha256WithRSAEncryption');
  });

  it('is signed with SHA-1 where that is asked for', () => {
    const text = opensslText(buildRequest({ ...details, digest: 'sha1' }, pair));
    expect(text).toContain('self-signature verify OK');
    expect(text).toContain('Signature Algorithm: sha1WithRSAEncryption');
  });

  it('of profile era holds the empty attributes that PKCS#10 demands, and the label of Key Manager', () => {
    const request = buildRequest({ ...details, profile: 'era', digest: 'md5' }, pair);
    expect(request).toMatch(/^-----BEGIN NEW CERTIFICATE REQUEST-----\r\n/);
    expect(opensslText(request)).toContain('Signature Algorithm: md5WithRSAEncryption');
    expect(opensslText(request)).toContain('self-signature verify OK');
    expect(openssl(request, 'asn1parse')).toMatch(/l=\s+0 cons: cont \[ 0 \]/);
  });

  it('uses PrintableString where the text allows, and UTF8String where it does not', () => {
    const { unit, ...rest } = details;
    expect(unit).toBeDefined();
    const request = buildRequest({ ...rest, locality: 'München', organization: 'A & B' }, pair);
    const strings = openssl(request, 'asn1parse')
      .split('\n')
      .flatMap((line) => /(PRINTABLESTRING|UTF8STRING)\s+:(.*)/.exec(line)?.slice(1, 3).join(' ') ?? []);
    expect(strings.map((line) => line.split(' ')[0])).toEqual([
      'PRINTABLESTRING',
      'PRINTABLESTRING',
      'UTF8STRING',
      'UTF8STRING',
      'PRINTABLESTRING',
    ]);
  });

  it('holds any legal subject so that OpenSSL reads it back equal', () => {
    fc.assert(
      fc.property(subjects(), (subject) => {
        const request = buildRequest(subject, pair);
        const text = opensslText(request);
        expect(text).toContain('self-signature verify OK');
        expect(text).toContain(`DNS:${subject.commonName}`);
        const organization = openssl(
          request,
          'req',
          '-noout',
          '-subject',
          '-nameopt',
          'utf8,sep_multiline,sname',
        );
        expect(organization).toContain(`\n    O=${subject.organization}\n`);
      }),
      { numRuns: 15 },
    );
  });
});

describe('a request, read back', () => {
  it('gives any legal subject again, letter by letter', () => {
    fc.assert(
      fc.property(subjects(), (subject) => {
        const read = readRequest(buildRequest(subject, pair));
        const { protocol, bits, digest, alternativeNames = [], ...names } = subject;
        expect(protocols).toContain(protocol);
        expect(read.subject).toEqual(names);
        expect([read.bits, read.digest]).toEqual([bits, digest]);
        expect(read.alternativeNames).toEqual([...new Set([subject.commonName, ...alternativeNames])]);
      }),
      { numRuns: 60 },
    );
  });
});

/** Legal subjects, scripts of all kinds among them. */
function subjects(): fc.Arbitrary<NewRequest> {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9]{0,8}[a-z0-9])?$/);
  const text = (maxLength: number): fc.Arbitrary<string> =>
    fc.string({ unit: 'binary', minLength: 1, maxLength }).filter((one) => one.trim() !== '');
  const hostName = fc
    .tuple(fc.boolean(), fc.array(label, { minLength: 1, maxLength: 4 }))
    .map(([wildcard, labels]) => `${wildcard ? '*.' : ''}${labels.join('.')}.com`);
  return fc
    .record(
      {
        protocol: fc.constantFrom(...protocols),
        commonName: hostName,
        alternativeNames: fc.array(hostName, { minLength: 1, maxLength: 4 }),
        organization: fc.oneof(text(20), fc.string({ minLength: 1, maxLength: 64 })),
        unit: text(20),
        country: fc.constantFrom(...countryCodes),
        state: text(20),
        locality: fc.oneof(text(20), fc.constant("O'Fallon (St. Clair)")),
        bits: fc.constant(details.bits),
        digest: fc.constantFrom('sha256' as const, 'sha1' as const),
      },
      {
        requiredKeys: [
          'protocol',
          'commonName',
          'organization',
          'country',
          'state',
          'locality',
          'bits',
          'digest',
        ],
      },
    )
    .filter((subject) => newRequest.safeParse(subject).success);
}
