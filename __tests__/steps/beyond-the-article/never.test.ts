import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Facts } from '../../../src/model/facts.js';
import type { Step } from '../../../src/model/step.js';
import { absent, present, type Settable } from '../../../src/model/reading.js';
import { dword, text, type RegistryData } from '../../../src/resources/registry/data.js';
import { beyondSteps } from '../../../steps/beyond-the-article/index.js';
import { memberServer } from '../../support/facts.js';

/** Every option at its boldest. */
const boldest: Readonly<Record<string, object>> = {
  'event-log-sizes': { securityMegabytes: 409, protectedDays: 365 },
  'event-log-guests': { application: true },
  'logon-screen': { noticeCaption: 'Example', noticeText: 'Staff only.' },
  'cached-logons': { remembered: 10 },
  'smb-signing': { require: true },
  'ntlm-level': { level: 5 },
  'ntlm-session-security': { demand: ['integrity', 'confidentiality', 'ntlmv2-session', '128-bit'] },
  'netlogon-signing': { require: true },
  'weak-ssl': { weakCiphers: true },
  'account-lockout': { threshold: 3, lockoutOfAdministrator: true },
};

const expectationsOf = (step: Step, facts: Facts = memberServer) =>
  [{}, boldest[step.id] ?? {}].flatMap((options) => step.expects(step.parseOptions(options), facts));

const addresses = beyondSteps.flatMap((step) =>
  expectationsOf(step).map(({ resource }) => JSON.stringify(resource)),
);

const reading: fc.Arbitrary<Settable> = fc.oneof(
  fc.constant(absent),
  fc.nat().map((number) => present(dword(number))),
  fc.string().map((words) => present(text(words))),
  fc
    .uint8Array({ maxLength: 8 })
    .map((bytes) => present<RegistryData>({ type: 'REG_BINARY', bytes: Buffer.from(bytes).toString('hex') })),
);

describe('whatever is chosen, the steps beyond the article', () => {
  it.each([
    ['the level that stops SP6a with a blue screen (Q265720)', 'EnhancedSecurityLevel'],
    ['the shares that remote tools need (Q245117)', 'AutoShareServer'],
    ['short file names that installers need', 'NtfsDisable8dot3NameCreation'],
    ['a password in the registry, which a journal would keep', 'DefaultPassword'],
    ['the ciphers that are left', 'RC4 128/128'],
    ['the ciphers that are left too', 'Triple DES 168/168'],
    ['the protocols that are left', 'SSL 3.0'],
    ['the protocols that are left too', 'TLS 1.0'],
    ['the algorithm that every key needs', 'KeyExchangeAlgorithms'],
    ['the file of a log, whose type Exchange Administrator needs (Q170472)', '"File"'],
  ])('leave %s alone', (_, name) => {
    expect(addresses.filter((address) => address.includes(name))).toEqual([]);
  });

  it('claim no recommendation and no line of the article', () => {
    expect(beyondSteps.filter(({ covers, line }) => covers.length > 0 || line !== undefined)).toEqual([]);
  });

  it('never switch on the halt of a server that cannot audit', () => {
    const halts = beyondSteps
      .flatMap((step) => expectationsOf(step))
      .filter(({ resource }) => JSON.stringify(resource).includes('CrashOnAuditFail'));
    expect(halts.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(reading, (found) => {
        for (const halt of halts) if (!halt.met(found)) expect(halt.aim(found)).toEqual(absent);
      }),
    );
  });

  it('always meet their own aim, whatever is found, and aim no further then', () => {
    const registry = beyondSteps
      .flatMap((step) => expectationsOf(step))
      .filter(({ resource }) => resource.kind === 'registry-value');
    fc.assert(
      fc.property(fc.constantFrom(...registry), reading, (expectation, found) => {
        const aim = expectation.aim(found);
        expect(expectation.met(aim)).toBe(true);
        expect(expectation.aim(aim)).toEqual(aim);
      }),
      { numRuns: 500 },
    );
  });
});
