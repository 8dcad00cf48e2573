import { z } from 'zod';
import { defineStep } from '../../src/model/step.js';
import type { Expectation } from '../../src/model/expectation.js';
import { present, type Settable } from '../../src/model/reading.js';
import { text } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import { meaningOf } from './registry-readings.js';
import { winlogonKey } from './winlogon-key.js';

export const cachedLogonsStep = defineStep({
  id: 'cached-logons',
  stage: 'beyond-the-article',
  section: 'Logon',
  covers: [],
  title: 'Keep no domain logons on the disk',
  why:
    'NT 4.0 remembers the last ten domain logons, so that they work while no domain controller answers (Q172931). Whoever carries the ' +
    'disk away carries what it remembers. A server stands beside its domain controllers and needs none of it.',
  mayBreak: [
    'While no domain controller answers, no domain account logs on at the console: know a local administrator and the password (Q172931).',
  ],
  sources: ['Q172931'],
  reversibility: 'automatic',
  effect: 'reboot',
  after: ['privileged-passwords'],
  appliesTo: ({ domainRole }) => domainRole !== 'stand-alone' || 'the server is in no domain',
  options: z.strictObject({
    remembered: z
      .int()
      .min(0)
      .max(10)
      .default(0)
      .describe('Logons to remember at most; 1 where the domain controller may be away'),
  }),
  expects: ({ remembered }) => [atMost(remembered)],
});

/** A number in REG_SZ; absent means 10 (Q172931). */
function atMost(most: number): Expectation {
  const exact = registryValue(winlogonKey, 'CachedLogonsCount').exactly(text(String(most)));
  const met = (reading: Settable): boolean => {
    const count = meaningOf(reading, 'REG_SZ');
    return typeof count === 'string' && /^\d+$/.test(count) && Number(count) <= most;
  };
  return {
    ...exact,
    words: `is at most ${most}, as REG_SZ`,
    met,
    aim: (reading) => (met(reading) ? reading : present(text(String(most)))),
  };
}
