import { describe, expect, it } from '@jest/globals';
import type { Facts } from '../../../src/model/facts.js';
import type { Step } from '../../../src/model/step.js';
import { absent, present, type Settable } from '../../../src/model/reading.js';
import { dword, text } from '../../../src/resources/registry/data.js';
import { accountLockoutStep } from '../../../steps/beyond-the-article/account-lockout.js';
import { cachedLogonsStep } from '../../../steps/beyond-the-article/cached-logons.js';
import { eventLogGuestsStep } from '../../../steps/beyond-the-article/event-log-guests.js';
import { eventLogSizesStep } from '../../../steps/beyond-the-article/event-log-sizes.js';
import { logonScreenStep } from '../../../steps/beyond-the-article/logon-screen.js';
import { netlogonSigningStep } from '../../../steps/beyond-the-article/netlogon-signing.js';
import { ntlmLevelStep } from '../../../steps/beyond-the-article/ntlm-level.js';
import { ntlmSessionSecurityStep } from '../../../steps/beyond-the-article/ntlm-session-security.js';
import { printerDriversStep } from '../../../steps/beyond-the-article/printer-drivers.js';
import { smbSigningStep } from '../../../steps/beyond-the-article/smb-signing.js';
import { weakSslStep } from '../../../steps/beyond-the-article/weak-ssl.js';
import { memberServer, without } from '../../support/facts.js';
import { labStep, objections } from '../../support/lab-step.js';
import { kind as softwareKind } from '../../../src/resources/software.js';

const expectations = (step: Step, options: object = {}, facts: Facts = memberServer) =>
  step.expects(step.parseOptions(options), facts);

function expectation(step: Step, name: string, options: object = {}) {
  const found = expectations(step, options).find(({ resource }) =>
    resource.key.toLowerCase().includes(name.toLowerCase()),
  );
  if (found === undefined) throw new Error(`${step.id} asks nothing of ${name}`);
  return found;
}

const names = (step: Step, options?: object, facts?: Facts): readonly string[] =>
  expectations(step, options, facts).map(({ resource }) => /[^\\]*$/.exec(resource.key)?.[0] ?? '');

describe('event logs', () => {
  it('that are larger already stay so, and none is set never to overwrite', () => {
    const size = expectation(eventLogSizesStep, 'security\\\\maxsize');
    expect(size.met(present(dword(64 * 1024 * 1024)))).toBe(true);
    const retention = expectation(eventLogSizesStep, 'security\\\\retention');
    expect(retention.aim(present(dword(0xffffffff)))).toEqual(present(dword(0)));
  });

  it('are sized in steps of 64 KB', () => {
    for (const { resource, aim } of expectations(eventLogSizesStep, { systemMegabytes: 3 })) {
      const wanted = aim(absent);
      if (!resource.key.endsWith('maxsize') || wanted.state !== 'present') continue;
      const { bytes } = wanted.value as { bytes: string };
      expect(Buffer.from(bytes, 'hex').readUInt32LE() % 65_536).toBe(0);
    }
  });

  it('keep guests out, but of the Application log only where no Outlook Web Access runs (Q242900)', () => {
    const logs = (facts: Facts, options?: object): number =>
      expectations(eventLogGuestsStep, options, facts).length;
    expect(logs(memberServer)).toBe(2);
    expect(logs(without(memberServer, 'outlookWebAccess'))).toBe(2);
    expect(logs({ ...memberServer, outlookWebAccess: false })).toBe(3);
    expect(logs(memberServer, { application: true })).toBe(3);
  });
});

describe('the logon screen', () => {
  it('shows a notice only with a title and a text', () => {
    expect(names(logonScreenStep)).not.toContain('legalnoticetext');
    expect(() => logonScreenStep.parseOptions({ noticeText: 'Staff only.' })).toThrow(/both a title and/);
    expect(() => logonScreenStep.parseOptions({ noticeCaption: 'Example' })).toThrow(/both a title and/);
    expect(() =>
      logonScreenStep.parseOptions({ noticeCaption: 'a\u0007', noticeText: 'Staff only.' }),
    ).toThrow(/without control characters/);
  });

  it('counts cached logons in text, where absent is ten of them', () => {
    const [count] = expectations(cachedLogonsStep, { remembered: 1 });
    const met = (reading: Settable) => count?.met(reading);
    expect([met(absent), met(present(text('10'))), met(present(dword(0)))]).toEqual([false, false, false]);
    expect(met(present(text('0', 'REG_EXPAND_SZ')))).toBe(false);
    expect([met(present(text('0'))), met(present(text('1')))]).toEqual([true, true]);
    expect(count?.aim(absent)).toEqual(present(text('1')));
  });
});

describe('on the network', () => {
  it('nothing is required of clients or controllers unless it is chosen', () => {
    expect([...names(smbSigningStep), ...names(netlogonSigningStep)].join()).not.toMatch(/require/);
    expect(names(smbSigningStep, { require: true })).toContain('requiresecuritysignature');
    expect(names(netlogonSigningStep, { require: true }).at(-1)).toBe('requiresignorseal');
  });

  it('a stricter NTLM level stays, and what is no level becomes the one wanted', () => {
    const level = expectation(ntlmLevelStep, 'lmcompatibilitylevel');
    expect(level.aim(absent)).toEqual(present(dword(2)));
    expect(level.met(present(dword(4)))).toBe(true);
    expect(level.aim(present(dword(6)))).toEqual(present(dword(2)));
  });

  it('demands on sessions add to those that are there, and none is made by default', () => {
    const [usual] = expectations(ntlmSessionSecurityStep);
    expect([usual?.met(absent), usual?.met(present(dword(0x80000)))]).toEqual([true, true]);
    const [chosen] = expectations(ntlmSessionSecurityStep, { demand: ['integrity'] });
    expect(chosen?.aim(present(dword(0x80000)))).toEqual(present(dword(0x80010)));
    expect(chosen?.aim(present(dword(0x80000020)))).toEqual(present(dword(0x80000030)));
  });

  it.each([
    [smbSigningStep, 2],
    [ntlmLevelStep, 3],
    [ntlmSessionSecurityStep, 3],
    [netlogonSigningStep, 3],
  ])('%#: what needs a later service pack has nothing to do before it', (step, servicePack) => {
    expect(step.appliesTo({ ...memberServer, servicePack })).toMatch(/from Service Pack \d on/);
    expect(step.appliesTo({ ...memberServer, servicePack: servicePack + 1 })).toBe(true);
    expect(step.appliesTo(without(memberServer, 'servicePack'))).toBe(true);
  });

  it('printer drivers are left alone on Terminal Server', () => {
    expect(printerDriversStep.appliesTo({ ...memberServer, terminalServer: true })).toMatch(/Terminal/);
  });
});

describe('weak-ssl', () => {
  it('takes bytes or a number for off', () => {
    const protocol = expectation(weakSslStep, 'ssl 2.0');
    expect(protocol.met(present({ type: 'REG_BINARY', bytes: '00000000' }))).toBe(true);
    expect(protocol.met(present(dword(0)))).toBe(true);
    expect(protocol.met(absent)).toBe(false);
    expect(protocol.met(present(dword(1)))).toBe(false);
  });

  it('refuses to take the weak ciphers from the export build, which has no others', async () => {
    const step = await labStep('weak-ssl');
    const finding = await step.look({ weakCiphers: true });
    expect(objections(finding)).toEqual([expect.stringMatching(/no cipher would be left/)]);
    expect(finding.changes).toHaveLength(2);
  });

  it('turns all eight off on the 128 bit build alone', async () => {
    const step = await labStep('weak-ssl');
    const schannel = softwareKind.resource({ id: 'schannel' });
    await step.set(schannel, absent);
    expect((await step.look({ weakCiphers: true })).changes).toHaveLength(2);
    await step.set(schannel, present({ version: 'US and Canada Use Only' }));
    expect((await step.look({ weakCiphers: true })).changes).toHaveLength(10);
  });
});

describe('account-lockout', () => {
  const policy = (field: string, options?: object) => expectation(accountLockoutStep, field, options);

  it('takes a threshold of 0 for off, and leaves a stricter one', () => {
    expect(policy('lockoutThreshold').aim(present({ value: 0 }))).toEqual(present({ value: 5 }));
    expect(policy('lockoutThreshold').met(present({ value: 3 }))).toBe(true);
    expect(policy('lockoutThreshold').aim(present({ value: 50 }))).toEqual(present({ value: 5 }));
  });

  it('leaves a lockout that lasts until an administrator comes', () => {
    expect(policy('lockoutDurationMinutes').met(present({ value: 'never' }))).toBe(true);
    expect(policy('lockoutDurationMinutes').aim(present({ value: 10 }))).toEqual(present({ value: 30 }));
  });

  it('switches lockout on only after its times are set', () => {
    const fields = expectations(accountLockoutStep).map(({ resource }) => resource.key);
    expect(fields.at(-1)).toMatch(/lockoutthreshold$/i);
    expect(fields.filter((key) => /administrator/i.test(key))).toEqual([]);
  });

  it('refuses times and counts that NT or Batten could not live with', () => {
    const parse = (options: object) => () => accountLockoutStep.parseOptions(options);
    expect(parse({ resetMinutes: 60, durationMinutes: 30 })).toThrow(/no later than it unlocks/);
    expect(parse({ threshold: 2 })).toThrow(/one mistyped password/);
  });
});
