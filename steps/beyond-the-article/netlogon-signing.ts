import { z } from 'zod';
import { defineStep } from '../../src/model/step.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import { orAbsent } from './registry-readings.js';

const netlogon = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Netlogon\\Parameters';

export const netlogonSigningStep = defineStep({
  id: 'netlogon-signing',
  stage: 'beyond-the-article',
  section: 'Network',
  covers: [],
  title: 'Sign and seal what goes to the domain controller',
  why:
    'Logons of domain accounts travel over a secure channel between this server and a domain controller. From Service Pack 4 on both sides ' +
    'sign and seal it where both can, unless a value says 0 (Q183859). RequireSignOrSeal refuses a channel without.',
  mayBreak: [
    'Required signing with one older domain controller, of this or a trusted domain, ends the secure channel: no domain account logs on, and the Exchange services do not start (Q183859).',
  ],
  sources: ['Q183859', 'Threat Mitigation Guide for Windows NT 4.0, chapter 4'],
  reversibility: 'automatic',
  effect: 'reboot',
  after: ['ntlm-level'],
  appliesTo({ servicePack, domainRole }) {
    if (domainRole === 'stand-alone') return 'the server is in no domain';
    return servicePack === undefined || servicePack >= 4 || 'NT 4.0 signs the channel from Service Pack 4 on';
  },
  options: z.strictObject({
    require: z
      .boolean()
      .default(false)
      .describe('Refuse an unprotected channel; only where all controllers of all trusted domains have SP4'),
  }),
  // Requiring it comes last: the channel can be signed by then
  expects: ({ require: required }) => [
    orAbsent(registryValue(netlogon, 'SignSecureChannel').exactly(dword(1))),
    orAbsent(registryValue(netlogon, 'SealSecureChannel').exactly(dword(1))),
    ...(required ? [registryValue(netlogon, 'RequireSignOrSeal').exactly(dword(1))] : []),
  ],
});
