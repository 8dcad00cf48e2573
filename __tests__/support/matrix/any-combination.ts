import fc from 'fast-check';
import { german } from '../german-scene.js';
import type { Combination } from './combination.js';
import { controller } from './groups/domain-controller.js';
import { french } from './groups/french.js';
import {
  exchangeRunsAs,
  noExchange,
  noInternetMail,
  noWebAccess,
  noWebServer,
  ownAccount,
  secondServer,
} from './groups/roles.js';
import { allOf, holds, noDomain, without, type SceneChange } from './scene-change.js';

const asItIs: SceneChange = allOf();

const windowsNt = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const options = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions';

/** What a server may be in one respect, whatever it is in the others; in the order in which they are made. */
const respects = {
  account: {
    mixed: asItIs,
    own: ownAccount,
    'built-in': exchangeRunsAs('EXAMPLE\\Administrator'),
    person: exchangeRunsAs('EXAMPLE\\mailadmin'),
    system: exchangeRunsAs('LocalSystem'),
  },
  domain: {
    member: asItIs,
    primary: controller('primary'),
    backup: controller('backup'),
    none: noDomain,
  },
  edition: {
    server: asItIs,
    terminal: holds('registry-value', {
      ...{ key: options, name: 'ProductSuite', type: 'REG_MULTI_SZ', data: ['Terminal Server'] },
    }),
    cluster: holds('service', {
      name: 'ClusSvc',
      start: 'automatic',
      state: 'running',
      account: 'LocalSystem',
    }),
  },
  pack: {
    four: asItIs,
    none: without(/csdversion$/, /^software:nt4-sp4$/),
    six: holds('registry-value', {
      key: windowsNt,
      name: 'CSDVersion',
      type: 'REG_SZ',
      data: 'Service Pack 6',
    }),
  },
  language: { english: asItIs, german, french },
  site: {
    single: asItIs,
    two: secondServer,
    silent: without(/^directory-attribute:cn=[^,]*,cn=servers,.*:rdn$/),
  },
  web: { 'web access': asItIs, 'web server': noWebAccess, 'no web': noWebServer },
  mail: { 'internet mail': asItIs, 'no internet mail': noInternetMail, 'no exchange': noExchange },
} as const satisfies Readonly<Record<string, Readonly<Record<string, SceneChange>>>>;

type Respect = keyof typeof respects;

/** A server that is anything in every respect, seen in any way. `is` tells what. */
export const anyCombination: fc.Arbitrary<Combination & { readonly is: Readonly<Record<Respect, string>> }> =
  fc
    .record({
      is: fc.record(
        Object.fromEntries(
          Object.entries(respects).map(([name, choices]) => [name, fc.constantFrom(...Object.keys(choices))]),
        ) as Record<Respect, fc.Arbitrary<string>>,
      ),
      // Over the network most is known, so most can go wrong
      way: fc.constantFrom('network' as const, 'network' as const, 'kit' as const, 'by hand' as const),
      given: fc.record(
        { internetMailServiceUsesSsl: fc.boolean(), msMailConnector: fc.boolean() },
        { requiredKeys: [] },
      ),
    })
    .map(({ is, way, given }) => {
      const changes = Object.entries(respects).map(([name, choices]): SceneChange => {
        const chosen = Object.entries(choices).find(([choice]) => choice === is[name as Respect]);
        return chosen?.[1] ?? asItIs;
      });
      return { name: [...Object.values(is), way].join(', '), change: allOf(...changes), given, way, is };
    });
