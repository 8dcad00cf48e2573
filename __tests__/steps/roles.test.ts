import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/engine/assess.js';
import type { Facts } from '../../src/model/facts.js';
import { absent } from '../../src/model/reading.js';
import type { Resource } from '../../src/model/resource.js';
import type { ServerRole, Step } from '../../src/model/step.js';
import { kind as metabase } from '../../src/resources/metabase-value.js';
import { kind as registry, registryValue } from '../../src/resources/registry-value.js';
import { service } from '../../src/resources/service.js';
import { beyondSteps } from '../../steps/beyond-the-article/index.js';
import { steps } from '../../steps/index.js';
import { memberServer, without } from '../support/facts.js';
import { labAnswers, labServer } from '../support/lab-server.js';

const all = [...steps, ...beyondSteps];

/** Steps that have nothing to do on a server that plays none of these roles. */
const idsOf = (...gone: readonly ServerRole[]): readonly string[] =>
  all.filter(({ roles }) => roles?.every((role) => gone.includes(role)) === true).map(({ id }) => id);

/** Findings on the lab with something taken away, by step. */
async function withoutThat(gone: readonly Resource[], facts: Facts) {
  const { lab, access } = await labServer();
  await lab.store.set(gone.map((resource) => ({ resource, reading: absent })));
  const findings = await assess(steps, ({ id }) => labAnswers[id], facts, access);
  return new Map(findings.map((finding) => [finding.step.id, finding]));
}

const webServer = service('W3SVC').resource;
const systemAttendant = service('MSExchangeSA').resource;
const internetMail = service('MSExchangeIMC').resource;
const webAccess = registryValue(
  'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeWEB\\Parameters',
  'Server',
).absent().resource;

describe('a server of which only readings tell that it has no IIS', () => {
  it('has nothing to do in any step of it, and no setting of it is written', async () => {
    const found = await withoutThat([webServer, webAccess], without(memberServer, 'outlookWebAccess'));
    for (const id of idsOf('iis', 'outlook-web-access')) {
      expect([id, found.get(id)?.state, found.get(id)?.changes]).toEqual([id, 'not-applicable', []]);
    }
    const kinds = [...found.values()].flatMap(({ changes }) => changes.map(({ resource }) => resource.kind));
    expect(kinds).not.toContain(metabase.name);
  });
});

describe('a role that discovery is sure of', () => {
  it('is not taken away by a service that is not seen', async () => {
    const exchange = await withoutThat([systemAttendant], memberServer);
    expect(exchange.get('recipient-limit')?.state).toBe('needs-changes');
    const web = await withoutThat([webServer], memberServer);
    expect(web.get('iis-logging')?.state).toBe('needs-changes');
  });
});

describe('a server of which only readings tell that it has no Exchange', () => {
  it('has nothing to do in any step of it, and no key of it is written', async () => {
    const unsure = without(without(memberServer, 'exchangeServicePack'), 'internetMailService');
    const found = await withoutThat([systemAttendant, internetMail], unsure);
    for (const id of idsOf('exchange', 'internet-mail')) {
      expect([id, found.get(id)?.state, found.get(id)?.changes]).toEqual([id, 'not-applicable', []]);
    }
    const keys = [...found.values()].flatMap(({ changes }) =>
      changes.filter(({ resource }) => resource.kind === registry.name).map(({ resource }) => resource.key),
    );
    expect(keys.filter((key) => key.includes('msexchange'))).toEqual([]);
  });
});

describe('where discovery found out that a role is missing', () => {
  const inapplicable = (facts: Facts): readonly string[] =>
    all.filter((step) => step.appliesTo(facts) !== true).map(({ id }) => id);

  it('there are such steps for each', () => {
    for (const role of ['iis', 'outlook-web-access', 'exchange', 'internet-mail'] as const)
      expect([role, idsOf(role).length > 0]).toEqual([role, true]);
  });

  it.each<[string, Partial<Facts>, readonly string[]]>([
    [
      'IIS',
      { internetInformationServer: false, outlookWebAccess: false },
      idsOf('iis', 'outlook-web-access'),
    ],
    [
      'Outlook Web Access',
      { internetInformationServer: true, outlookWebAccess: false },
      idsOf('outlook-web-access'),
    ],
    [
      'Exchange',
      { exchange: false, outlookWebAccess: false },
      idsOf('exchange', 'internet-mail', 'outlook-web-access'),
    ],
    ['Exchange beside Outlook Web Access', { exchange: false }, idsOf('exchange', 'internet-mail')],
    ['the Internet Mail Service', { internetMailService: false }, idsOf('internet-mail')],
  ])('its steps do not apply: %s', (_, facts, ids) => {
    expect([...inapplicable({ ...memberServer, ...facts })].sort()).toEqual([...new Set(ids)].sort());
  });
});

describe('what belongs to a role', () => {
  /** What a step expects of a resource that only servers of a role have. */
  const roleOf = ({ kind, key }: Resource): readonly ServerRole[] => {
    if (kind === 'metabase-value') return ['iis', 'outlook-web-access'];
    if (kind.startsWith('directory-')) return ['exchange', 'internet-mail'];
    if (key.startsWith('service:msexchange')) return ['exchange', 'internet-mail'];
    if (/^(registry-value|registry-acl):.*\\services\\msexchange/.test(key))
      return ['exchange', 'internet-mail'];
    if (/^(registry-value|registry-acl):.*\\services\\(w3svc|inetinfo|iisadmin)/.test(key)) {
      return ['iis', 'outlook-web-access'];
    }
    if (/^software:(iis|urlscan)/.test(key)) return ['iis'];
    return key.startsWith('software:ex55') ? ['exchange'] : [];
  };

  /** It names services of whatever there is, one by one, and an absent one is what it wants. */
  const servesAll = ['services'];

  const facts: Facts = { ...memberServer, internetInformationServer: true };

  it.each(all.filter(({ id }) => !servesAll.includes(id)).map((step): [string, Step] => [step.id, step]))(
    'is expected only by a step that declares it: %s',
    (id, step) => {
      const answers = step.parseOptions(labAnswers[id]);
      const wanted = step.expects(answers, facts).map(({ resource }) => resource);
      // Whether a patch is needed may depend on a service or key of any role, which is only looked at
      const alsoRead = step
        .observes(answers, facts)
        .filter(({ kind }) => /^(metabase|directory)-/.test(kind));
      for (const resource of [...wanted, ...alsoRead]) {
        const roles = roleOf(resource);
        if (roles.length === 0) continue;
        expect([resource.key, step.roles?.some((role) => roles.includes(role))]).toEqual([
          resource.key,
          true,
        ]);
      }
    },
  );
});
