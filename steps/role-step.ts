import type { Facts } from '../src/model/facts.js';
import type { Json } from '../src/model/reading.js';
import type { Resource } from '../src/model/resource.js';
import { defineStep, type ServerRole, type Step, type StepDefinition } from '../src/model/step.js';
import { kind as registryValue } from '../src/resources/registry-value.js';
import { kind as service } from '../src/resources/service.js';

interface Role {
  /** What is absent from a server that does not play it. */
  readonly sign: Resource;
  /** Undefined where discovery does not know. */
  plays(facts: Facts): boolean | undefined;
  readonly absence: string;
}

/** What a server may be besides Windows NT, and what tells. */
const roles: Readonly<Record<ServerRole, Role>> = {
  iis: {
    sign: service.resource({ name: 'W3SVC' }),
    plays: hasWebServer,
    absence: 'IIS is not on this server',
  },
  'outlook-web-access': {
    sign: registryValue.resource({
      key: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeWEB\\Parameters',
      name: 'Server',
    }),
    plays: (facts) => facts.outlookWebAccess ?? (hasWebServer(facts) === false ? false : undefined),
    absence: 'Outlook Web Access is not on this server',
  },
  exchange: {
    sign: service.resource({ name: 'MSExchangeSA' }),
    plays: ({ exchange, exchangeServicePack }) =>
      exchange ?? (exchangeServicePack === undefined ? undefined : true),
    absence: 'Exchange is not on this server',
  },
  'internet-mail': {
    sign: service.resource({ name: 'MSExchangeIMC' }),
    plays: ({ exchange, internetMailService }) => (exchange === false ? false : internetMailService),
    absence: 'there is no Internet Mail Service',
  },
};

/** A step for servers that play one of these roles: on any other it does not apply. */
export function defineRoleStep<Options extends Record<string, Json>>(
  needed: ServerRole | readonly ServerRole[],
  definition: StepDefinition<Options>,
): Step {
  const names = typeof needed === 'string' ? [needed] : needed;
  const wanted = names.map((name) => roles[name]);
  const absence = wanted[0]?.absence ?? '';
  const isOut = (facts: Facts): boolean => wanted.every(({ plays }) => plays(facts) === false);
  const unknown = (facts: Facts): readonly Role[] => wanted.filter(({ plays }) => plays(facts) === undefined);
  const isSure = (facts: Facts): boolean => wanted.some(({ plays }) => plays(facts) === true);
  return defineStep({
    ...definition,
    roles: names,
    appliesTo: (facts) => (isOut(facts) ? absence : (definition.appliesTo?.(facts) ?? true)),
    observes: (options, facts) => [
      ...(isSure(facts) ? [] : unknown(facts).map(({ sign }) => sign)),
      ...(definition.observes?.(options, facts) ?? []),
    ],
    absence: (found, facts) =>
      !isSure(facts) && unknown(facts).every(({ sign }) => found(sign)?.state === 'absent')
        ? absence
        : definition.absence?.(found, facts),
  });
}

/** Outlook Web Access is pages of it. */
function hasWebServer({ internetInformationServer, outlookWebAccess }: Facts): boolean | undefined {
  return internetInformationServer ?? (outlookWebAccess === true ? true : undefined);
}
