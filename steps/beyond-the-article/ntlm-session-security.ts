import { z } from 'zod';
import { defineStep } from '../../src/model/step.js';
import type { Expectation } from '../../src/model/expectation.js';
import { present, type Settable } from '../../src/model/reading.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import { lsaKey } from '../security-changes/windows/lsa-key.js';
import { meaningOf } from './registry-readings.js';

/** Bits of NtlmMinServerSec (Q147706). */
const bitOf = {
  integrity: 0x10,
  confidentiality: 0x20,
  'ntlmv2-session': 0x80000,
  '128-bit': 0x20000000,
} as const;

export const ntlmSessionSecurityStep = defineStep({
  id: 'ntlm-session-security',
  stage: 'beyond-the-article',
  section: 'Network',
  covers: [],
  title: 'Demand protected sessions of programs that log on with NTLM',
  why:
    'NtlmMinServerSec names what a session of an RPC program must have before the server takes it (Q147706). Outlook is such a program, so ' +
    'nothing is demanded unless you choose it; the step then looks only that the value can be read as NT reads it.',
  mayBreak: [
    'Every demand cuts off the Outlook and RPC clients that do not meet it, Exchange servers of the site included (Q147706).',
  ],
  sources: ['Q147706'],
  reversibility: 'automatic',
  effect: 'reboot',
  after: ['ntlm-level'],
  appliesTo: ({ servicePack }) =>
    servicePack === undefined || servicePack >= 4 || 'NT 4.0 heeds NtlmMinServerSec from Service Pack 4 on',
  options: z.strictObject({
    demand: z
      .array(z.enum(['integrity', 'confidentiality', 'ntlmv2-session', '128-bit']))
      .default([])
      .describe('What a session must have; try it with every kind of client first'),
  }),
  expects: ({ demand }) => [demands(demand)],
});

/** Bits that somebody else set stay set. */
function demands(names: readonly (keyof typeof bitOf)[]): Expectation {
  const wanted = names.reduce((bits, name) => bits | bitOf[name], 0);
  const bitsOf = (reading: Settable): number | undefined => {
    const means = reading.state === 'absent' ? 0 : meaningOf(reading, 'REG_DWORD');
    return typeof means === 'number' ? means : undefined;
  };
  const met = (reading: Settable): boolean => {
    const bits = bitsOf(reading);
    return bits !== undefined && (bits & wanted) === wanted;
  };
  return {
    ...registryValue(`${lsaKey}\\MSV1_0`, 'NtlmMinServerSec').exactly(dword(wanted)),
    words: names.length === 0 ? 'is absent or REG_DWORD' : `demands ${names.join(', ')}`,
    met,
    aim: (reading) => (met(reading) ? reading : present(dword(((bitsOf(reading) ?? 0) | wanted) >>> 0))),
  };
}
