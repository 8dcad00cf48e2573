import type { Facts } from '../src/model/facts.js';
import type { Json } from '../src/model/reading.js';
import { defineStep, type Step, type StepDefinition } from '../src/model/step.js';
import { service } from '../src/resources/service.js';

interface Role {
  /** The service without which a server does not play it. */
  readonly service: string;
  /** Undefined where discovery does not know. */
  plays(facts: Facts): boolean | undefined;
  readonly absence: string;
}

/** What a server may be besides Windows NT, and what tells. */
const roles = {
  iis: {
    service: 'W3SVC',
    // Outlook Web Access is pages of it
    plays: ({ internetInformationServer, outlookWebAccess }) =>
      internetInformationServer ?? (outlookWebAccess === true ? true : undefined),
    absence: 'IIS is not on this server',
  },
  exchange: {
    service: 'MSExchangeSA',
    plays: ({ exchange, exchangeServicePack }) =>
      exchange ?? (exchangeServicePack === undefined ? undefined : true),
    absence: 'Exchange is not on this server',
  },
} as const satisfies Readonly<Record<string, Role>>;

/** A step for servers that play a role: on any other it does not apply, or where only a reading tells, nothing of it is wanted. */
export function defineRoleStep<Options extends Record<string, Json>>(
  role: keyof typeof roles,
  definition: StepDefinition<Options>,
): Step {
  const { plays, absence, service: name }: Role = roles[role];
  const { resource } = service(name);
  return defineStep({
    ...definition,
    appliesTo: (facts) => (plays(facts) === false ? absence : (definition.appliesTo?.(facts) ?? true)),
    observes: (options, facts) => [
      ...(plays(facts) === undefined ? [resource] : []),
      ...(definition.observes?.(options, facts) ?? []),
    ],
    objections: (found, options, facts) =>
      plays(facts) === undefined && found(resource)?.state === 'absent'
        ? definition
            .expects(options, facts)
            .map((expectation) => ({ resource: expectation.resource, reason: absence, moot: true }))
        : (definition.objections?.(found, options, facts) ?? []),
  });
}
