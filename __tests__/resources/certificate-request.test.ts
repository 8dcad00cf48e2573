import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { UsageError, WorkstationError } from '../../src/errors.js';
import { certificateRequest, kind } from '../../src/resources/certificate-request.js';
import { absent, present, type Reading } from '../../src/model/reading.js';
import { certificateRequestDriver } from '../../src/targets/workstation/certificate-request.js';
import type { Driver } from '../../src/targets/driver.js';
import { certificateRequestStep } from '../../steps/security-changes/web/certificate-request.js';
import { details, inFolder, made, password } from '../support/certificate-orders.js';

const resource = kind.resource({ folder: 'certificates', name: 'owa' });
const key = (digit: string): string => digit.repeat(64);

const driverIn = (base: string, asked: string[] = []): Driver =>
  certificateRequestDriver({
    password: () => {
      asked.push('password');
      return Promise.resolve(password);
    },
    contact: () => Promise.resolve({ contact: 'Pat Example' }),
    clock: { now: () => made },
    base,
    rounds: 1000,
  });

const readOne = async (driver: Driver): Promise<Reading> => {
  const [reading] = await driver.read([resource]);
  if (reading === undefined) throw new Error('The driver gave no reading.');
  return reading;
};

describe('a certificate request as a resource', () => {
  it('is the same under every spelling of its folder', () => {
    const spellings = ['certificates', './certificates/', 'certificates\\', 'x/../certificates'];
    expect(new Set(spellings.map((folder) => kind.resource({ folder, name: 'owa' }).key)).size).toBe(1);
    expect(kind.resource({ folder: 'certificates', name: 'owa2' }).key).not.toBe(resource.key);
  });

  it('is met by any key where none is named, and by that key alone where one is', () => {
    const found = present({ ...details, publicKey: key('a') });
    const expectation = certificateRequest('certificates', 'owa').exactly(details);
    expect(expectation.met(found)).toBe(true);
    expect(expectation.met(absent)).toBe(false);
    expect(
      expectation.met(present({ ...details, commonName: 'mail.example.com', publicKey: key('a') })),
    ).toBe(false);
    expect(kind.equal(found, present({ ...details, publicKey: key('b') }))).toBe(false);
    expect(kind.equal(found, found)).toBe(true);
  });

  it('is the same whatever the order of its other names, and with the profile left out', () => {
    const named = (...alternativeNames: string[]): Reading => present({ ...details, alternativeNames });
    expect(kind.equal(named('a.example.com', 'b.example.com'), named('b.example.com', 'a.example.com'))).toBe(
      true,
    );
    expect(kind.equal(named('a.example.com'), named('b.example.com'))).toBe(false);
    expect(kind.equal(present({ ...details, profile: 'modern' }), present(details))).toBe(true);
    expect(kind.equal(present({ ...details, profile: 'era' }), present(details))).toBe(false);
  });

  it('shows itself in one line', () => {
    expect(kind.show(present({ ...details, publicKey: key('a') }))).toBe(
      'http, C=US, ST=Ohio, L=Dayton, O=Example Corporation, OU=Messaging, CN=owa.example.com, 1024 bits, sha256, key aaaaaaaaaaaaaaaa...',
    );
  });

  it('can be told by hand, in the words that Key Manager shows', () => {
    expect(
      kind.parse('http 1024 md5 C=US, ST=Ohio, L=Dayton, O=Example, Inc., CN=owa.example.com', resource),
    ).toEqual({
      value: {
        protocol: 'http',
        bits: 1024,
        digest: 'md5',
        country: 'US',
        state: 'Ohio',
        locality: 'Dayton',
        organization: 'Example, Inc.',
        commonName: 'owa.example.com',
      },
    });
    expect(kind.parse('http 1024 md5 C=UK, ST=Kent, L=Dover, O=A, CN=a.example.com', resource)).toEqual({
      problem: expect.stringContaining('GB'),
    });
    expect(kind.parse('yes', resource)).toEqual({ problem: expect.stringContaining('Start with') });
  });

  it('names every detail in the steps for Key Manager', () => {
    const steps = kind.change(resource, present({ ...details })).join('\n');
    const wanted = [
      'WWW',
      'owa',
      'Example Corporation',
      'Messaging',
      'owa.example.com',
      'US',
      'Ohio',
      'Dayton',
    ];
    expect(wanted.filter((word) => !steps.includes(word))).toEqual([]);
    expect(kind.change(resource, absent).join('\n')).toContain('Backup File');
  });
});

describe('the driver on the workstation', () => {
  it('makes a request, reads it, and asks for the password only for the making', () =>
    inFolder(async (base) => {
      const asked: string[] = [];
      const driver = driverIn(base, asked);
      expect(await readOne(driver)).toEqual(absent);
      expect(asked).toEqual([]);
      const expectation = certificateRequest('certificates', 'owa').exactly(details);
      await driver.write(resource, expectation.aim(absent));
      const found = await readOne(driver);
      expect(found).toEqual(present({ ...details, publicKey: expect.stringMatching(/^[0-9a-f]{64}$/) }));
      expect(kind.equal(found, expectation.aim(absent))).toBe(true);
      expect(asked).toEqual(['password']);
      expect(readFileSync(join(base, 'certificates', 'owa.contact.txt'), 'utf8')).toContain('Pat Example');
    }));

  it('retires instead of deleting, and brings back the very same key', () =>
    inFolder(async (base) => {
      const driver = driverIn(base);
      await driver.write(resource, present({ ...details }));
      const first = await readOne(driver);
      const bytes = readFileSync(join(base, 'certificates', 'owa.key.pem'));
      await driver.write(resource, absent);
      expect(await readOne(driver)).toEqual(absent);
      const retired = join(base, 'certificates', 'retired', 'owa-20261124T101530Z');
      expect(readdirSync(retired).sort()).toEqual(['owa.contact.txt', 'owa.key.pem', 'owa.req.pem']);
      if (first.state !== 'present') throw new Error('The request was not made.');
      await driver.write(resource, first);
      expect(await readOne(driver)).toEqual(first);
      expect(readFileSync(join(base, 'certificates', 'owa.key.pem'))).toEqual(bytes);
    }));

  it('replaces a request by another and takes that back, both within one second', () =>
    inFolder(async (base) => {
      const driver = driverIn(base);
      await driver.write(resource, present({ ...details }));
      const before = await readOne(driver);
      await driver.write(resource, present({ ...details, commonName: 'mail.example.com' }));
      const after = await readOne(driver);
      expect(kind.equal(before, after)).toBe(false);
      if (before.state !== 'present') throw new Error('The request was not made.');
      await driver.write(resource, before);
      expect(await readOne(driver)).toEqual(before);
      const retired = readdirSync(join(base, 'certificates', 'retired'));
      expect(retired).toEqual(['owa-20261124T101530Z-2']);
    }));

  it('puts the old request back where the new one cannot be made', () =>
    inFolder(async (base) => {
      await driverIn(base).write(resource, present({ ...details }));
      const before = await readOne(driverIn(base));
      const refusing = certificateRequestDriver({
        password: () => Promise.reject(new UsageError('No password was given.')),
        clock: { now: () => made },
        base,
      });
      await expect(refusing.write(resource, present({ ...details, unit: 'Sales' }))).rejects.toThrow(
        UsageError,
      );
      expect(await readOne(refusing)).toEqual(before);
    }));

  it('does not make a key that was lost, nor a request that Batten does not make', () =>
    inFolder(async (base) => {
      const driver = driverIn(base);
      const lost = present({ ...details, publicKey: key('a') });
      await expect(driver.write(resource, lost)).rejects.toThrow(WorkstationError);
      const old = present({ ...details, bits: 512, digest: 'md5' });
      await expect(driver.write(resource, old)).rejects.toThrow(UsageError);
      expect(readdirSync(base)).toEqual([]);
    }));

  it('leaves alone what it cannot read', () =>
    inFolder(async (base) => {
      mkdirSync(join(base, 'certificates'));
      writeFileSync(join(base, 'certificates', 'owa.key.pem'), 'mine');
      await expect(driverIn(base).write(resource, present({ ...details }))).rejects.toThrow('its request');
      expect(readFileSync(join(base, 'certificates', 'owa.key.pem'), 'utf8')).toBe('mine');
      expect(readdirSync(join(base, 'certificates'))).toEqual(['owa.key.pem']);
    }));

  it('retires nothing where nothing is', () =>
    inFolder(async (base) => {
      await driverIn(base).write(resource, absent);
      expect(readdirSync(base)).toEqual([]);
    }));

  it('keeps a request standing where its retired namesake was lost', () =>
    inFolder(async (base) => {
      const driver = driverIn(base);
      await driver.write(resource, present({ ...details }));
      const first = await readOne(driver);
      await driver.write(resource, present({ ...details, unit: 'Sales' }));
      const second = await readOne(driver);
      rmSync(join(base, 'certificates', 'retired'), { recursive: true });
      if (first.state !== 'present') throw new Error('The request was not made.');
      await expect(driver.write(resource, first)).rejects.toThrow('backup');
      expect(await readOne(driver)).toEqual(second);
    }));
});

describe('the step', () => {
  const facts = { name: 'NTEX01' };
  const { commonName, ...rest } = details;
  const answers = { ...rest, fqdn: commonName };

  it('expects the request that its options describe', () => {
    const [expectation] = certificateRequestStep.expects({ ...answers, folder: 'c', keyName: 'mail' }, facts);
    expect(expectation?.resource).toEqual(kind.resource({ folder: 'c', name: 'mail' }));
    expect(expectation?.aim(absent)).toEqual(present({ ...details, profile: 'modern' }));
  });

  it('takes bits and digest from the profile, unless they are given', () => {
    const aimOf = (options: object): unknown =>
      certificateRequestStep
        .expects(certificateRequestStep.parseOptions({ ...answers, ...options }), facts)[0]
        ?.aim(absent);
    const byProfile = { bits: 'profile', digest: 'profile' };
    expect(aimOf({ ...byProfile, profile: 'era' })).toMatchObject({ value: { bits: 1024, digest: 'sha1' } });
    expect(aimOf(byProfile)).toMatchObject({ value: { bits: 2048, digest: 'sha256' } });
    expect(aimOf({ bits: 4096, digest: 'md5', profile: 'era' })).toMatchObject({
      value: { bits: 4096, digest: 'md5' },
    });
  });

  it('has an answer of its own for what the article leaves open only', () => {
    const { country, state, locality, organization, fqdn } = answers;
    const given = { country, state, locality, organization, fqdn };
    expect(certificateRequestStep.parseOptions(given)).toEqual({
      ...given,
      protocol: 'http',
      folder: 'certificates',
      keyName: 'owa',
      profile: 'modern',
      bits: 'profile',
      digest: 'profile',
      alternativeNames: [],
    });
    for (const member of Object.keys(given)) {
      expect(() => certificateRequestStep.parseOptions({ ...given, [member]: undefined })).toThrow(member);
    }
  });
});
