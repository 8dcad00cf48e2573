import { defineStep, noOptions } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';

export const outlookSecurityUpdateStep = defineStep({
  id: 'outlook-security-update',
  stage: 'security-changes',
  section: 'Clients',
  covers: ['L-02'],
  line: 102,
  title: 'Put the e-mail security update on every Outlook',
  why:
    'It keeps Outlook 98 and 2000 from running attached programs and other programs from sending in the name of the user, which is how mail ' +
    'worms spread (Q262617, Q262631). Outlook 2002 has it built in; for Outlook 97 there is none.',
  mayBreak: [
    'Attachments of many kinds can no longer be opened, and programs that send through Outlook ask each time (Q262701).',
    'On Outlook 2000 it cannot be uninstalled: only Office as a whole can be installed anew (Q262631).',
    'Outlook 2000 needs Office 2000 SR-1 before it.',
    'An exception for single users needs the Outlook Security form in a public folder that administrators alone write (Q263297).',
  ],
  sources: ['Q262617', 'Q262631', 'Q262701', 'Q263297', 'Q263296'],
  reversibility: 'none',
  effect: 'at once',
  options: noOptions,
  expects: () => [
    attestation('outlook-updated').attested(
      'Help, About shows at least 8.5.7806 in every Outlook 98 and 9.0.0.4201 in every Outlook 2000, or Outlook is 2002 or newer.',
    ),
    attestation('outlook-97-replaced').attested(
      'No Outlook 97 is in use any more; no update was ever made for it.',
    ),
  ],
});
