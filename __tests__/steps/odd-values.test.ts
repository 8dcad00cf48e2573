import { describe, expect, it } from '@jest/globals';
import { everyStep } from '../../steps/catalogue.js';
import { UsageError } from '../../src/errors.js';
import type { Facts } from '../../src/model/facts.js';
import { memberServer } from '../support/facts.js';
import { labAnswers } from '../support/lab-server.js';
import { labStep } from '../support/lab-step.js';

const odd: readonly (readonly [string, Partial<Facts>])[] = [
  ['an Exchange folder on a share', { exchangeFolder: '\\\\SRV\\Exchsrvr' }],
  ['an Exchange folder of no name', { exchangeFolder: 'C:\\' }],
  ['a Windows folder with a variable', { systemRoot: '%SystemDrive%\\WINNT' }],
  ['a site with a comma', { site: 'HQ, north' }],
  ['an organization with a slash', { organization: 'Example/North' }],
];

describe.each(odd)('%s', (_, facts) => {
  it.each(everyStep.map((step) => [step.id, step] as const))(
    'leaves %s with a reason at the most',
    (id, step) => {
      const server = { ...memberServer, ...facts };
      const ask = () => step.expects(step.parseOptions(labAnswers[id] ?? {}), server);
      try {
        expect(ask().length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    },
  );
});

describe('a folder that is none on a drive', () => {
  it.each([
    ['exchange-shares', { exchangeFolder: '\\\\SRV\\Exchsrvr' }, /give the path as trackingLog/],
    ['urlscan', { systemRoot: '%SystemDrive%\\WINNT' }, /give the path as settingsFile/],
  ])('is asked for by %s', async (id, facts, reason) => {
    const finding = await (await labStep(id, { ...memberServer, ...facts })).look();
    expect(finding.state).toBe('needs-operator');
    expect(finding.reason).toMatch(reason);
  });
});
