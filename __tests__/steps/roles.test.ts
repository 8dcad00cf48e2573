import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/engine/assess.js';
import type { Facts } from '../../src/model/facts.js';
import { absent } from '../../src/model/reading.js';
import { kind as metabase } from '../../src/resources/metabase-value.js';
import { kind as registry } from '../../src/resources/registry-value.js';
import { service } from '../../src/resources/service.js';
import { steps } from '../../steps/index.js';
import { memberServer, without } from '../support/facts.js';
import { labAnswers, labServer } from '../support/lab-server.js';

const webSteps = [
  ...['iis4-updates', 'iis-lockdown', 'urlscan', 'certificate-install', 'require-ssl', 'iis-logging'],
];
const exchangeSteps = [
  ...['exchange-service-pack', 'exchange-updates', 'service-account-password', 'service-account-separate'],
  ...['service-account-rights', 'exchange-shares', 'exchange-diagnostics', 'internet-protocols'],
  ...['message-tracking', 'tracking-retention', 'ims-message-size', 'mta-message-size'],
  ...['no-admin-mailboxes', 'recipient-limit', 'anonymous-logons'],
];

/** Findings on the lab with one service taken away, by step. */
async function withoutService(name: string, facts: Facts) {
  const { lab, access } = await labServer();
  await lab.store.set([{ resource: service(name).resource, reading: absent }]);
  const findings = await assess(steps, ({ id }) => labAnswers[id], facts, access);
  return new Map(findings.map((finding) => [finding.step.id, finding]));
}

describe('a server without IIS', () => {
  it('has nothing to do in any step of it, and no setting of it is written', async () => {
    const found = await withoutService('W3SVC', { ...memberServer, outlookWebAccess: false });
    for (const id of webSteps) expect([id, found.get(id)?.changes]).toEqual([id, []]);
    for (const id of webSteps) expect([id, found.get(id)?.state]).toEqual([id, 'satisfied']);
    const kinds = [...found.values()].flatMap(({ changes }) => changes.map(({ resource }) => resource.kind));
    expect(kinds).not.toContain(metabase.name);
  });

  it('has none of these steps where discovery found out', () => {
    const facts = { ...memberServer, internetInformationServer: false };
    const other = steps.filter((step) => step.appliesTo(facts) !== true).map(({ id }) => id);
    expect(other).toEqual(webSteps);
  });
});

describe('a role that discovery is sure of', () => {
  it('is not taken away by a service that is not seen', async () => {
    const exchange = await withoutService('MSExchangeSA', memberServer);
    expect(exchange.get('recipient-limit')?.state).toBe('needs-changes');
    const web = await withoutService('W3SVC', memberServer);
    expect(web.get('iis-logging')?.state).toBe('needs-changes');
  });
});

describe('a server without Exchange', () => {
  it('has nothing to do in any step of it, and no key of it is written', async () => {
    const found = await withoutService('MSExchangeSA', without(memberServer, 'exchangeServicePack'));
    for (const id of exchangeSteps) expect([id, found.get(id)?.changes]).toEqual([id, []]);
    const keys = [...found.values()].flatMap(({ changes }) =>
      changes.filter(({ resource }) => resource.kind === registry.name).map(({ resource }) => resource.key),
    );
    expect(keys.filter((key) => key.includes('msexchange'))).toEqual([]);
  });

  it('has none of these steps where discovery found out', () => {
    const facts = { ...memberServer, exchange: false };
    const other = steps.filter((step) => step.appliesTo(facts) !== true).map(({ id }) => id);
    expect([...other].sort()).toEqual([...exchangeSteps].sort());
  });
});
