import { z } from 'zod';
import { defineStep } from '../../src/model/step.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import { orAbsent } from './registry-readings.js';

const server = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters';
// Where NT 4.0 keeps it for its own connections; later versions of Windows have it under LanmanWorkstation
const redirector = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Rdr\\Parameters';

export const smbSigningStep = defineStep({
  id: 'smb-signing',
  stage: 'beyond-the-article',
  section: 'Network',
  covers: [],
  title: 'Offer signed packets to file and RPC clients',
  why:
    'Without signatures somebody on the way can take over a session to this server or change what it carries. With ' +
    'EnableSecuritySignature = 1 the server signs for every client that can (Q161372). Batten signs too where the server asks for it.',
  mayBreak: [
    'Signing costs about 10 to 15 percent of the speed of file service (Q161372).',
    'Before Service Pack 4 accounts that hold nothing but a LAN Manager password cannot log on (Q185625).',
    'Required signing shuts out every client that cannot sign, and joining a domain or adding a backup controller fails (Q199714).',
  ],
  sources: ['Q161372', 'Q185625', 'Q199714'],
  reversibility: 'automatic',
  effect: 'reboot',
  appliesTo: ({ servicePack }) =>
    servicePack === undefined || servicePack >= 3 || 'NT 4.0 signs from Service Pack 3 on',
  options: z.strictObject({
    require: z
      .boolean()
      .default(false)
      .describe('Refuse clients that do not sign; only where every client has Service Pack 3 or later'),
  }),
  expects: ({ require: required }) => [
    registryValue(server, 'EnableSecuritySignature').exactly(dword(1)),
    orAbsent(registryValue(redirector, 'EnableSecuritySignature').exactly(dword(1))),
    ...(required ? [registryValue(server, 'RequireSecuritySignature').exactly(dword(1))] : []),
  ],
});
