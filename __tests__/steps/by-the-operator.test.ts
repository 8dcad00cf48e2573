import { describe, expect, it } from '@jest/globals';
import type { Facts } from '../../src/model/facts.js';
import type { Step } from '../../src/model/step.js';
import { kindOf } from '../../src/model/kind.js';
import { absent } from '../../src/model/reading.js';
import { exchangeServicePackStep } from '../../steps/exchange-updates/exchange-service-pack.js';
import { antivirusInterplayStep } from '../../steps/os-updates/antivirus-interplay.js';
import { antivirusUpdateStep } from '../../steps/os-updates/antivirus-update.js';
import { nt4SecurityRollupStep } from '../../steps/os-updates/nt4-security-rollup.js';
import { nt4ServicePackStep } from '../../steps/os-updates/nt4-service-pack.js';
import { recoveryReadyStep } from '../../steps/os-updates/recovery-ready.js';
import { logReviewStep } from '../../steps/security-changes/auditing/log-review.js';
import { physicalSecurityStep } from '../../steps/security-changes/windows/physical-security.js';
import { memberServer, without } from '../support/facts.js';

const shown = (step: Step) =>
  step
    .expects({}, memberServer)
    .map(({ resource, words }) => `${kindOf(resource).describe(resource).name} ${words}`);

describe.each([
  recoveryReadyStep,
  antivirusInterplayStep,
  nt4ServicePackStep,
  nt4SecurityRollupStep,
  exchangeServicePackStep,
  physicalSecurityStep,
  antivirusUpdateStep,
])('$id', (step) => {
  const expectations = step.expects({}, memberServer);

  it('leaves every change to the operator', () => {
    expect(new Set(expectations.map(({ resource }) => kindOf(resource).doneBy))).toEqual(
      new Set(['operator']),
    );
  });

  it('needs the operator where nothing is recorded, and is satisfied by what it asks for', () => {
    expect(expectations.map((one) => one.met(absent))).toEqual(expectations.map(() => false));
    expect(expectations.map((one) => one.met(one.aim(absent)))).toEqual(expectations.map(() => true));
  });
});

describe('where Exchange is not', () => {
  it.each([recoveryReadyStep, logReviewStep])('$id asks for no word about its databases or logs', (step) => {
    const words = (facts: Facts) =>
      step
        .expects({}, facts)
        .map(({ resource }) => kindOf(resource).describe(resource).name)
        .filter((name) => /exchange|tracking/.test(name));
    expect(words({ ...memberServer, exchange: false })).toEqual([]);
    expect(words(without(memberServer, 'exchange'))).not.toEqual([]);
  });
});

describe('the order of updates', () => {
  it('wants a way back on record before anything is installed', () => {
    expect(nt4ServicePackStep.needs).toContain('recovery-ready');
    expect(exchangeServicePackStep.needs).toContain('recovery-ready');
    expect(shown(recoveryReadyStep).join('\n')).toMatch(/full backup[^]*rdisk \/s/);
  });

  it('puts the rollup on the service pack, after a look for drivers that stop the next start', () => {
    expect(nt4SecurityRollupStep.needs).toEqual(['nt4-service-pack']);
    expect(shown(nt4SecurityRollupStep)).toEqual([
      expect.stringMatching(/Cpqarray\.sys.*IntelliPoint.*NTLock/),
      'Security Rollup Package 1 after Service Pack 6a is installed',
    ]);
  });

  it('warns of Syskey before the rollup and says that the Exchange service pack stays', () => {
    expect(nt4SecurityRollupStep.mayBreak.join('\n')).toMatch(/Syskey.*Q306513/);
    expect(exchangeServicePackStep.reversibility).toBe('irreversible');
  });

  it('asks whether the connector for Notes was brought along, where there is one', () => {
    const asked = (notes: 'installed' | 'none') =>
      exchangeServicePackStep
        .expects({}, { ...memberServer, connectors: { notes } })
        .map(({ resource }) => resource.key);
    expect(asked('none')).toEqual(['software:ex55-sp4']);
    expect(asked('installed')).toEqual(['software:ex55-sp4', 'attestation:notes-connector-updated']);
  });
});
