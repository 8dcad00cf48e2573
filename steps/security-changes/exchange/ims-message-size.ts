import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import type { Found } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';
import {
  directoryAttribute,
  kind as directoryKind,
  type DirectoryExpectations,
} from '../../../src/resources/directory-attribute.js';
import type { Expectation } from '../../../src/model/expectation.js';
import { kindOf } from '../../../src/model/kind.js';
import { absent } from '../../../src/model/reading.js';
import { dword, meaning } from '../../../src/resources/registry/data.js';
import {
  kind as registryKind,
  registryValue,
  type RegistryExpectations,
} from '../../../src/resources/registry-value.js';
import type { Resource } from '../../../src/model/resource.js';
import { configurationOf, directoryOptions, knownSite, type DirectoryChoice } from './exchange-site.js';
import { defineRoleStep } from '../../role-step.js';

const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIMC\\Parameters';
const inbound = registryValue(key, 'InboundSizeLimit');
const outbound = registryValue(key, 'OutboundSizeLimit');

// In bytes, unlike the page and the directory, which count in KB (Q231303)
const kilobytesAMegabyte = 1024;
const bytesAMegabyte = 1024 * kilobytesAMegabyte;

// The largest the article calls usual: it refuses the least ordinary mail
const megabytes = z
  .int()
  .min(2, 'less than 2 MB refuses ordinary mail')
  .max(20, 'the article advises 2 to 20 MB')
  .default(20);

export const imsMessageSizeStep = defineRoleStep('internet-mail', {
  id: 'ims-message-size',
  stage: 'security-changes',
  section: 'General procedures',
  covers: ['G-07'],
  line: 95,
  title: 'Limit the size of Internet messages',
  why: 'Without a limit a few huge messages from outside fill queues and disks and keep the others waiting (Q231303).',
  mayBreak: [
    'Larger messages come back to their sender; attachments grow by a third on their way.',
    'An Internet Mail Service that also connects sites would stop replication and system messages: never limit that one (Q146264, Q257264, Q222833).',
    'A limit on the General page beside the two for each direction makes both unreliable: one kind or the other (Q231303).',
  ],
  sources: ['Q231303', 'Q146264', 'Q257264', 'Q222833', 'Q243822'],
  reversibility: 'automatic',
  effect: { restart: ['MSExchangeIMC'] },
  after: ['exchange-service-pack'],
  unconfirmed: [
    'A renamed or localised Internet Mail Service has another directory name, and then its General page is not read: see what it says.',
  ],
  options: z.strictObject({
    inboundMegabytes: megabytes.describe('Largest message from the Internet, in MB'),
    outboundMegabytes: megabytes.describe('Largest message to the Internet, in MB'),
    ...directoryOptions,
  }),
  expects(options, facts) {
    const { inboundMegabytes, outboundMegabytes } = options;
    const page = generalPage(options, facts);
    if (beforePack3(facts)) {
      return [
        page?.limitedTo(Math.min(inboundMegabytes, outboundMegabytes) * kilobytesAMegabyte) ?? pageLimited,
      ];
    }
    // Both or neither: one alone is unreliable
    return [
      ...(page === undefined ? [pageUnlimited] : []),
      atMostAndNotZero(inbound, inboundMegabytes * bytesAMegabyte),
      atMostAndNotZero(outbound, outboundMegabytes * bytesAMegabyte),
    ];
  },
  observes: (options, facts) => [generalPage(options, facts)?.resource ?? []].flat(),
  objections(found, options, facts) {
    const page = generalPage(options, facts)?.resource;
    if (page === undefined || beforePack3(facts)) return [];
    const { inboundMegabytes, outboundMegabytes } = options;
    const kilobytes = Math.min(inboundMegabytes, outboundMegabytes) * kilobytesAMegabyte;
    const told = pageTells(found, page, kilobytes);
    return told === undefined ? [] : directions.map((resource) => ({ resource, ...told }));
  },
});

const directions: readonly Resource[] = [inbound, outbound].map((limit) => limit.absent().resource);

/** Until then there is the General page alone (Q231303). */
const beforePack3 = ({ exchangeServicePack }: Facts): boolean =>
  exchangeServicePack !== undefined && exchangeServicePack < 3;

/** What the General page says to limits of its own; undefined where it has none. */
function pageTells(
  found: Found,
  page: Resource,
  kilobytes: number,
): { readonly reason: string; readonly moot?: true } | undefined {
  const reading = found(page);
  if (reading?.state === 'absent') return undefined;
  if (reading?.state !== 'present') {
    return {
      reason:
        'The General page of the Internet Mail Service could not be read, and a limit there does not go with these (Q231303).',
    };
  }
  const typed = directoryKind.typed(reading);
  const limit = typed.state === 'present' ? Number(typed.value.values[0]) : NaN;
  if (directions.some((resource) => isLimited(found, resource))) {
    return {
      reason:
        'The General page of the Internet Mail Service has a limit beside these, and the two kinds do not go together (Q231303). Choose No limit there, or delete both values.',
    };
  }
  return limit >= 1 && limit <= kilobytes
    ? { reason: `the General page limits both directions to ${limit} KB`, moot: true }
    : {
        reason: `The General page of the Internet Mail Service limits messages to ${kindOf(page).show(reading)} KB, where at most ${kilobytes} KB are wanted. Type that there, or choose No limit.`,
      };
}

function isLimited(found: Found, resource: Resource): boolean {
  const reading = found(resource);
  const typed = reading === undefined ? undefined : registryKind.typed(reading);
  return typed?.state === 'present' && meaning(typed.value) !== 0;
}

function generalPage(choice: DirectoryChoice, facts: Facts): DirectoryExpectations | undefined {
  const site = knownSite(choice, facts);
  if (site === undefined) return undefined;
  const dn = `cn=Internet Mail Connector (${facts.name}),cn=Connections,${configurationOf(site)}`;
  return directoryAttribute(dn, 'Deliv-Cont-Length');
}

const generalPageAttested = (says: string): Expectation =>
  attestation('internet-mail-general-page').attested(
    `Exchange Administrator, Configuration, Connections, Internet Mail Service, General: ${says}, and this service connects no sites.`,
  );

const pageUnlimited = generalPageAttested('Message size says No limit');

const pageLimited = generalPageAttested('Message size has a Maximum (K) between 2048 and 20480');

/** A 0 in the registry means no limit, so it counts as if the value were absent. */
function atMostAndNotZero(value: RegistryExpectations, limit: number): Expectation {
  const atMost = value.atMost(limit);
  const zero = value.exactly(dword(0));
  return {
    ...atMost,
    met: (reading) => atMost.met(reading) && !zero.met(reading),
    aim: (reading) => atMost.aim(zero.met(reading) ? absent : reading),
  };
}
