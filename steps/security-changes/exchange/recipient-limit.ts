import { z } from 'zod';
import type { Expectation } from '../../../src/model/expectation.js';
import { absent } from '../../../src/model/reading.js';
import { dword } from '../../../src/resources/registry/data.js';
import { registryValue } from '../../../src/resources/registry-value.js';
import { defineRoleStep } from '../../role-step.js';

export const recipientLimitStep = defineRoleStep('exchange', {
  id: 'recipient-limit',
  stage: 'security-changes',
  section: 'General procedures',
  covers: ['G-10'],
  line: 98,
  title: 'Limit the recipients of one message',
  why: 'Without a limit one message, sent by mistake or by a worm, can go to everybody at once and keep the server busy for hours (Q126497).',
  mayBreak: [
    'The articles disagree on whether members of a distribution list count; try the largest list of the site first (Q126497, Q246051).',
    'Before Exchange Service Pack 4, Internet mail above the limit ends in Imcdata\\In\\Archive and nobody is told (Q246051).',
    'Old Outlook clients say only that the operation failed.',
  ],
  sources: ['Q126497', 'Q246051', 'Q176477', 'RFC 821'],
  reversibility: 'automatic',
  effect: 'at once',
  after: ['exchange-service-pack'],
  options: z.strictObject({
    // The number that SMTP itself provides for (RFC 821, 4.5.3; Q176477): senders split longer lists by themselves
    limit: z
      .int()
      .min(1, '0 is not documented; to lift the limit take the step back')
      .max(0x7fffffff)
      .default(100)
      .describe('Most recipients of a message'),
  }),
  expects: ({ limit }) => [atMostAndNotZero(limit)],
});

/** A 0 that somebody wrote means no limit, so it counts as if the value were absent. */
function atMostAndNotZero(limit: number): Expectation {
  const value = registryValue(
    'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem',
    'Max Recipients on Submit',
  );
  const atMost = value.atMost(limit);
  const zero = value.exactly(dword(0));
  return {
    ...atMost,
    met: (reading) => atMost.met(reading) && !zero.met(reading),
    aim: (reading) => atMost.aim(zero.met(reading) ? absent : reading),
  };
}
