import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { defineStep } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';
import { directoryAttribute } from '../../../src/resources/directory-attribute.js';
import type { Expectation } from '../../../src/model/expectation.js';
import { absent } from '../../../src/model/reading.js';
import { dword } from '../../../src/resources/registry/data.js';
import { registryValue, type RegistryExpectations } from '../../../src/resources/registry-value.js';
import type { Resource } from '../../../src/model/resource.js';
import { configurationOf, directoryOptions, knownSite, type DirectoryChoice } from './exchange-site.js';

const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIMC\\Parameters';
const inbound = registryValue(key, 'InboundSizeLimit');
const outbound = registryValue(key, 'OutboundSizeLimit');

// In bytes, unlike the page and the directory, which count in KB (Q231303)
const bytesAMegabyte = 1024 * 1024;

// The largest the article calls usual: it refuses the least ordinary mail
const megabytes = z
  .int()
  .min(2, 'less than 2 MB refuses ordinary mail')
  .max(20, 'the article advises 2 to 20 MB')
  .default(20);

export const imsMessageSizeStep = defineStep({
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
    'A limit on the General page beside these two makes both unreliable: it has to stay at No limit (Q231303).',
  ],
  sources: ['Q231303', 'Q146264', 'Q257264', 'Q222833', 'Q243822'],
  reversibility: 'automatic',
  effect: { restart: ['MSExchangeIMC'] },
  after: ['exchange-service-pack'],
  appliesTo({ internetMailService, exchangeServicePack }) {
    if (internetMailService === false) return 'there is no Internet Mail Service';
    return (
      exchangeServicePack === undefined ||
      exchangeServicePack >= 3 ||
      'Exchange heeds these limits from Service Pack 3 on (Q231303)'
    );
  },
  unconfirmed: [
    'A renamed or localised Internet Mail Service has another directory name, and then its General page is not read: see that it says No limit.',
  ],
  options: z.strictObject({
    inboundMegabytes: megabytes.describe('Largest message from the Internet, in MB'),
    outboundMegabytes: megabytes.describe('Largest message to the Internet, in MB'),
    ...directoryOptions,
  }),
  // Both or neither: one alone is unreliable
  expects: ({ inboundMegabytes, outboundMegabytes, ...choice }, facts) => [
    ...(generalPage(choice, facts) === undefined ? [generalPageAttested()] : []),
    atMostAndNotZero(inbound, inboundMegabytes * bytesAMegabyte),
    atMostAndNotZero(outbound, outboundMegabytes * bytesAMegabyte),
  ],
  observes: (choice, facts) => generalPage(choice, facts) ?? [],
  objections(found, choice, facts) {
    const [page] = generalPage(choice, facts) ?? [];
    if (page === undefined || found(page)?.state !== 'present') return [];
    const reason =
      'The General page of the Internet Mail Service has a limit of its own, and the two kinds do not go together (Q231303). Choose No limit there first.';
    return [inbound, outbound].map((limit) => ({ resource: limit.absent().resource, reason }));
  },
});

function generalPage(choice: DirectoryChoice, facts: Facts): readonly [Resource] | undefined {
  const site = knownSite(choice, facts);
  if (site === undefined) return undefined;
  const dn = `cn=Internet Mail Connector (${facts.name}),cn=Connections,${configurationOf(site)}`;
  return [directoryAttribute(dn, 'Deliv-Cont-Length').resource];
}

const generalPageAttested = () =>
  attestation('internet-mail-general-page').attested(
    'Exchange Administrator, Configuration, Connections, Internet Mail Service, General: Message size says No limit, and this service connects no sites.',
  );

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
