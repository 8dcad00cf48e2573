import { describe, expect, it } from '@jest/globals';
import { steps } from '../../steps/index.js';
import type { Step } from '../../src/model/step.js';
import { stepNamed } from '../../steps/step-names.js';
import { memberServer } from '../support/facts.js';
import { labAnswers } from '../support/lab-server.js';

const ids = steps.map(({ id }) => id);
const place = (id: string): number => ids.indexOf(id);

/** All that stands before a step because it says so, at whatever distance. */
function waitsFor(id: string): ReadonlySet<string> {
  const { needs = [], after = [] } = stepNamed(id);
  return new Set([...needs, ...after].flatMap((one) => [one, ...waitsFor(one)]));
}

const touches = (step: Step): readonly string[] =>
  step
    .expects(step.parseOptions(labAnswers[step.id] ?? {}), memberServer)
    .map(({ resource }) => resource.key);

const told = ({ mayBreak }: Step): string => mayBreak.join('\n');

describe('the order of the steps', () => {
  it('has Guest disabled before everything that trusts a refused logon', () => {
    for (const id of ['privileged-passwords', 'password-policy', 'restrict-anonymous', 'anonymous-logons']) {
      expect([...waitsFor(id)]).toContain('guest-account');
    }
    for (const id of ['no-admin-mailboxes', 'recipient-limit', 'internet-protocols', 'require-ssl']) {
      expect(place(id)).toBeGreaterThan(place('guest-account'));
    }
  });

  it('changes no account before it was said how to have that recorded', () => {
    const changing = steps.filter((step) => touches(step).some((key) => key.startsWith('account')));
    expect(changing.map(({ id }) => id)).toEqual([
      'service-account-password',
      'guest-account',
      'privileged-passwords',
      'password-policy',
    ]);
    // Each of the first two may be the first that is done
    for (const step of changing.slice(0, 2)) expect(told(step)).toMatch(/batten harden --step audit-policy/);
    expect(stepNamed('audit-policy').after).toBeUndefined();
    expect(stepNamed('audit-policy').needs).toBeUndefined();
    expect(stepNamed('audit-policy').why).toMatch(/before accounts and rights are changed/);
    expect(stepNamed('audit-policy').mayBreak[0]).toMatch(/512 KB.*enlarge/);
  });

  it('closes the shares after every patch, and has each service pack say that they are to be looked at again', () => {
    const patching = steps.filter(({ stage }) => stage !== 'security-changes').map(({ id }) => id);
    for (const id of patching) expect(place('exchange-shares')).toBeGreaterThan(place(id));
    expect([...waitsFor('exchange-shares')]).toEqual(
      expect.arrayContaining(['nt4-service-pack', 'exchange-service-pack', 'exchange-updates']),
    );
    for (const id of ['nt4-service-pack', 'exchange-service-pack', 'exchange-shares']) {
      expect(told(stepNamed(id))).toMatch(/with batten status after/);
    }
  });

  it('converts disks before it sets permissions on them', () => {
    for (const step of steps) {
      if (touches(step).some((key) => key.startsWith('folder-acl:'))) {
        expect([...waitsFor(step.id)]).toContain('ntfs');
      }
    }
    expect(touches(stepNamed('exchange-shares'))).toContain('folder-acl:c:\\exchsrvr\\tracking.log');
  });

  it('has the lockdown, whose undo would lose them, under all changes to IIS', () => {
    const changing = steps.filter(
      (step) =>
        step.id !== 'iis-lockdown' && touches(step).some((key) => /^metabase-value|^text-file/.test(key)),
    );
    expect(changing.map(({ id }) => id)).toEqual([
      'urlscan',
      'certificate-install',
      'require-ssl',
      'iis-logging',
    ]);
    for (const { needs } of changing) expect(needs).toContain('iis-lockdown');
  });

  it('has Syskey after all patches, and says what can no longer be taken off then', () => {
    for (const { id, stage } of steps) {
      if (stage !== 'security-changes') expect(place('syskey')).toBeGreaterThan(place(id));
    }
    expect(told(stepNamed('syskey'))).toMatch(
      /Hotfix\.exe older than 4\.0\.1381\.7097.*beforehand \(Q306513\)/,
    );
  });
});

describe('what could lock Batten out', () => {
  it('is risky and says so where the registry is closed, and is the last change of its step', () => {
    const step = stepNamed('restrict-remote-registry');
    expect(step.risky).toBe(true);
    expect(step.mayBreak[0]).toMatch(/Batten itself.*cut off unless they come as administrators/);
    expect(touches(step).at(-1)).toMatch(/^registry-acl:.*winreg$/);
  });

  it('is left to the end of the Exchange steps where the directory is closed', () => {
    expect(told(stepNamed('internet-protocols'))).toMatch(
      /Batten itself.*choose it when the other steps of Exchange are done.*taken back at the console/,
    );
    expect(stepNamed('internet-protocols').parseOptions({})['disable']).not.toContain('LDAP');
  });

  it('is otherwise not touched by what the article wants', () => {
    const all = steps.flatMap(touches);
    expect(all.length).toBeGreaterThan(100);
    const locks =
      /AutoShareServer|RequireSecuritySignature|LMCompatibilityLevel|SeNetworkLogonRight|EnhancedSecurityLevel|RestrictGuestAccess|CrashOnAuditFail|lockout|maximumPasswordAge/i;
    expect(all.filter((key) => locks.test(key))).toEqual([]);
    expect(touches(stepNamed('services'))).not.toContain('service:lanmanserver');
  });
});

describe('restarts', () => {
  const restartOf = (id: string): readonly string[] => {
    const { effect } = stepNamed(id);
    return typeof effect === 'object' ? effect.restart : [effect];
  };

  it('are asked of the service that reads the setting, and of none for the recipient limit', () => {
    expect(restartOf('ims-message-size')).toEqual(['MSExchangeIMC']);
    expect(restartOf('exchange-diagnostics')).toEqual(['MSExchangeIMC']);
    expect(restartOf('mta-message-size')).toEqual(['MSExchangeMTA']);
    expect(restartOf('message-tracking')).toEqual(['MSExchangeIS', 'MSExchangeMTA', 'MSExchangeIMC']);
    expect(restartOf('recipient-limit')).toEqual(['at once']);
  });

  it('of the System Attendant name the Exchange services that it takes down', () => {
    const taking = ids.filter((id) => restartOf(id).includes('MSExchangeSA'));
    expect(taking).toEqual(['exchange-updates', 'service-account-rights']);
    for (const id of taking) {
      expect(restartOf(id)).toEqual(
        expect.arrayContaining(['MSExchangeDS', 'MSExchangeMTA', 'MSExchangeIS', 'MSExchangeIMC']),
      );
    }
    // One number is no reason to stop all of Exchange
    expect(restartOf('tracking-retention')).toEqual(['reboot']);
  });
});
