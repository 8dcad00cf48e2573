import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import type { Reading } from '../../../src/model/reading.js';
import { directoryAttribute, kind } from '../../../src/resources/directory-attribute.js';
import { directoryOptions, serverOf, siteOf, type DirectoryChoice } from './exchange-site.js';
import { defineRoleStep } from '../../role-step.js';

// The directory counts in KB of 1024 bytes (Q230788)
const kilobytesAMegabyte = 1024;

export const mtaMessageSizeStep = defineRoleStep('exchange', {
  id: 'mta-message-size',
  stage: 'security-changes',
  section: 'General procedures',
  covers: ['G-08'],
  line: 96,
  title: 'Limit the size of messages between Exchange servers',
  why: 'Without a limit one huge message holds up the transfer of all others between servers (Q230788).',
  mayBreak: [
    'Different limits on the servers of an organization can make messages loop or vanish: give all the same (Q160534, Q197058).',
    'Mail within one server is not limited, unless journaling sends it through the MTA too (Q199325).',
    'A limit of 0 is not none: nothing passes any more. Taking this step back deletes the limit instead.',
  ],
  sources: ['Q230788', 'Q160534', 'Q197058', 'Q199325', 'Q190737', 'Q222926'],
  reversibility: 'automatic',
  effect: { restart: ['MSExchangeMTA'] },
  after: ['exchange-service-pack', 'ims-message-size'],
  options: z.strictObject({
    // The largest the article calls usual: it refuses the least ordinary mail
    megabytes: z
      .int()
      .min(5, 'less than 5 MB refuses ordinary mail')
      .max(20, 'the article advises 5 to 20 MB')
      .default(20)
      .describe('Largest message between servers, in MB'),
    sameEverywhere: z
      .boolean()
      .default(false)
      .describe('The other servers of the organization have or get the same limit'),
    ...directoryOptions,
  }),
  expects: ({ megabytes, ...choice }, facts) => [
    limitOf(choice, facts).limitedTo(megabytes * kilobytesAMegabyte),
  ],
  // The directory of a site holds the limits of all its servers
  observes: (choice, facts) =>
    (facts.otherServersOfSite ?? []).map((name) => limitOf(choice, { ...facts, name }).resource),
  objections(found, { megabytes, sameEverywhere, ...choice }, facts) {
    const others = facts.otherServersOfSite?.filter(
      (name) =>
        limitFound(found(limitOf(choice, { ...facts, name }).resource)) !== megabytes * kilobytesAMegabyte,
    );
    if (sameEverywhere || others?.length === 0) return [];
    const who = others === undefined ? 'other servers, which were not found out,' : others.join(', ');
    const reason = `Between this server and ${who} different limits can make messages loop or vanish (Q160534). Give all the same limit and set sameEverywhere to true.`;
    return [{ resource: limitOf(choice, facts).resource, reason }];
  },
});

/** Undefined where there is none, or it was not read. */
function limitFound(reading: Reading | undefined): number | undefined {
  const typed = reading === undefined ? undefined : kind.typed(reading);
  return typed?.state === 'present' ? Number(typed.value.values[0]) : undefined;
}

const limitOf = (choice: DirectoryChoice, facts: Facts) =>
  directoryAttribute(`cn=Microsoft MTA,${serverOf(siteOf(choice, facts), facts)}`, 'Deliv-Cont-Length');
