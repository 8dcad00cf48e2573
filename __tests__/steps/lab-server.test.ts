import { describe, expect, it } from '@jest/globals';
import { assess, type FindingState } from '../../src/engine/assess.js';
import type { Json } from '../../src/resources/reading.js';
import { readInstalls, readScene } from '../../src/targets/lab/scene.js';
import { createTwin } from '../../src/targets/lab/twin.js';
import { steps } from '../../steps/index.js';
import { memberServer } from '../support/facts.js';

const facts = { ...memberServer, servicePack: 4, exchangeServicePack: 3 };
const scene = await readScene('templates/lab/server.yaml');
const installs = await readInstalls('templates/lab/installs.yaml');
const twin = () => createTwin(scene.resources, installs);

const findings = (access: ReturnType<typeof twin>, options: Record<string, Json> = {}) =>
  assess(steps, ({ id }) => options[id], facts, access);

describe('on the neglected server of the lab', () => {
  it('every step finds something to do', async () => {
    const states = (await findings(twin())).map(({ step, state }) => [step.id, state]);
    expect(Object.fromEntries(states)).toEqual({
      'recovery-ready': 'needs-operator',
      'antivirus-interplay': 'needs-operator',
      'nt4-service-pack': 'needs-operator',
      'nt4-security-rollup': 'needs-operator',
      'internet-explorer': 'needs-operator',
      'nt4-hotfixes': 'needs-operator',
      'iis4-updates': 'needs-operator',
      'missing-hotfix-scan': 'needs-operator',
      'antivirus-update': 'needs-operator',
      'exchange-service-pack': 'needs-operator',
      'exchange-updates': 'needs-operator',
      'no-mail-client': 'needs-operator',
      'physical-security': 'needs-operator',
      'guest-account': 'needs-changes',
      'password-policy': 'needs-changes',
      'restrict-anonymous': 'needs-changes',
      services: 'needs-changes',
      'recipient-limit': 'needs-changes',
    } satisfies Record<string, FindingState>);
  });

  it('every step is satisfied once its changes were made, and comes back when they are taken back', async () => {
    const access = twin();
    const planned = (await findings(access)).flatMap(({ changes }) => changes);
    for (const { resource, after } of planned) await access.write(resource, after);
    const done = await findings(access);
    expect(done.filter(({ state }) => state !== 'satisfied').map(({ step }) => step.id)).toEqual([]);

    for (const { resource, before } of [...planned].reverse()) await access.write(resource, before);
    const again = (await findings(access)).flatMap(({ changes }) => changes);
    expect(again).toEqual(planned);
  });

  it('nothing that Exchange or Outlook Web Access needs is disabled, whatever is chosen', async () => {
    const disable = [
      'MSDTC',
      'IISADMIN',
      'W3SVC',
      'LicenseService',
      'MSExchangeMSMI',
      'MSExchangeES',
      'Schedule',
    ];
    const found = await findings(twin(), { services: { disable } });
    const services = found.find(({ step }) => step.id === 'services');
    expect(services?.changes.map(({ resource }) => resource.key)).toEqual([
      'service:schedule',
      'service:msexchangees',
      'service:msexchangemsmi',
    ]);
  });
});
