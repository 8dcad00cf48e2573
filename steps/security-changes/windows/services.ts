import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { defineStep, type Found, type Objection } from '../../../src/model/step.js';
import { dependantsOf, kind, service, type ServiceValue } from '../../../src/resources/service.js';
import type { Reading } from '../../../src/model/reading.js';
import {
  disposable,
  indispensable,
  neededByIis,
  neededByMsMail,
  type Disposable,
} from './service-catalogue.js';

const catalogue: readonly Disposable[] = disposable;

const serviceName = z
  .enum(
    disposable.map(({ name }) => name),
    { error: ({ input }) => refusal(input) },
  )
  // For whoever asks the question: the condition stands beside each name
  .meta({
    choices: Object.fromEntries(catalogue.map(({ name, title, when }) => [name, `${title}: ${when}`])),
  });

const options = z.strictObject({
  disable: z
    .array(serviceName)
    .default(() => disposable.filter((one) => 'byDefault' in one).map(({ name }) => name))
    .describe('Services to disable'),
  keep: z
    .array(z.string().regex(/^[^\\/"\p{Cc}]{1,256}$/u, 'a service is named by its key under Services'))
    .default([])
    .describe('Other services that must go on running, by key name'),
});

export const servicesStep = defineStep({
  id: 'services',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-14'],
  line: 32,
  title: 'Disable services that nobody needs',
  why:
    'A service that does not run cannot be broken into. Chosen beforehand are those that nothing on an Exchange server needs; ' +
    'the Exchange Event Service is the best gain of the others, because its scripts can open every mailbox (Q181036).',
  mayBreak: [
    'Without Alerter and Messenger no alert of Performance Monitor, a power supply or an Exchange monitor pops up (Q174571).',
    'Schedule often starts the nightly backup: look at the command at before it goes.',
    'Outlook Web Access fails without the services that IIS 4.0 needs (Q189271, Q187710).',
    'With many switched off at once nobody knows which of them was missed: take a few, restart the server, and go on when a day was quiet.',
    'A service that keeps NT from starting can be enabled again only from a second installation or Last Known Good (Q165748).',
  ],
  sources: [
    'Q143380',
    'Q164885',
    'Q174571',
    'Q176566',
    'Q181036',
    'Q187710',
    'Q189271',
    'Q321141',
    'Q165748',
  ],
  reversibility: 'automatic',
  effect: 'at once',
  unconfirmed: [
    'Where the server does not list its services, those that Batten does not know by name are not read: name third-party connectors and agents under keep, and ' +
      'look with sc enumdepend for what depends on a service.',
  ],
  options,
  // In the order of the catalogue, dependants first, whatever order they were chosen in
  expects: ({ disable }) =>
    catalogue
      .filter(({ name }) => disable.some((chosen) => chosen === name))
      .map(({ name }) => service(name).disabled()),
  observes: ({ keep }, facts) => watched(keep, facts).map((name) => service(name).resource),
  objections: (found, { disable, keep }, facts) =>
    disable.flatMap((name) => {
      const reason = inTheWay(name, disable, keep, found, facts);
      return reason === undefined ? [] : [{ resource: service(name).resource, reason } satisfies Objection];
    }),
});

/** Whatever may depend on one of those: all that the server lists, or those that are known by name. */
const watched = (keep: readonly string[], { services = [] }: Facts): readonly string[] => [
  ...new Set([...catalogue.map(({ name }) => name), ...Object.keys(indispensable), ...keep, ...services]),
];

function refusal(name: unknown): string {
  if (typeof name !== 'string') return 'name services by their key under Services';
  const reason = indispensable[name];
  return reason === undefined
    ? `${name} is not one of the services that Batten disables`
    : `${name} is never disabled: ${reason}`;
}

function inTheWay(
  name: string,
  disable: readonly string[],
  keep: readonly string[],
  found: Found,
  facts: Facts,
): string | undefined {
  const readings = new Map<string, Reading<ServiceValue>>();
  for (const other of watched(keep, facts)) {
    const reading = found(service(other).resource);
    if (reading !== undefined) readings.set(other, kind.typed(reading));
  }
  const own = readings.get(name);
  if (own?.state === 'absent') return undefined;
  const dependants = dependantsOf(name, disable, readings);
  if (dependants.length > 0)
    return `${dependants.join(', ')} would stop: it needs ${name}. Leave ${name} out.`;
  if (neededByIis.includes(name) && iisServes(disable, readings, facts)) {
    return `IIS 4.0 needs ${name} as long as it serves Outlook Web Access or another site (Q189271). Leave ${name} out.`;
  }
  if (neededByMsMail.includes(name) && facts.msMailConnector !== false) {
    return facts.msMailConnector === true
      ? `Post offices of MS Mail are connected here, and ${name} carries their mail, directory or free and busy times. Leave ${name} out.`
      : `Nobody said whether post offices of MS Mail are connected here, and ${name} would carry their mail, directory or free and busy times. Say so, or leave ${name} out.`;
  }
  if (name === 'Browser' && facts.role === 'LanmanNT') {
    return 'A domain controller keeps the browse list of its domain. Leave Browser out.';
  }
  return undefined;
}

/** Outlook Web Access counts until discovery has ruled it out; another site as long as W3SVC is to stay. */
function iisServes(
  disable: readonly string[],
  readings: ReadonlyMap<string, Reading<ServiceValue>>,
  { outlookWebAccess }: Facts,
): boolean {
  const web = readings.get('W3SVC');
  const webStays = !disable.includes('W3SVC') && web?.state === 'present' && web.value.start !== 'disabled';
  return outlookWebAccess !== false || webStays;
}
