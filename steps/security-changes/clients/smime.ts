import { defineStep, noOptions } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';

export const smimeStep = defineStep({
  id: 'smime',
  stage: 'security-changes',
  section: 'Clients',
  covers: ['L-03'],
  line: 104,
  title: 'Sign and encrypt mail where users need it',
  why:
    'SMTP proves neither who wrote a message nor that nobody read it. For a few users e-mail certificates of a public authority are ' +
    'enough, and they ask nothing of the server (Q192044).',
  mayBreak: [
    'Outlook Web Access 5.5 shows signed messages empty, with an attachment (Q198472).',
    'Forced rich text makes encrypted mail unreadable for others (Q189268).',
    'A lost key means lost mail: users keep a copy of it that only they can open.',
    'A scanner on the server cannot see into encrypted mail.',
  ],
  sources: ['Q192044', 'Q198472', 'Q189268'],
  reversibility: 'none',
  effect: 'at once',
  options: noOptions,
  expects: () => [
    attestation('smime-decided').attested(
      'It was asked which users need signed or encrypted mail; each of them has a certificate and was shown how to use it, or nobody needs it.',
    ),
  ],
});
