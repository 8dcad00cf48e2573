import { defineStep, noOptions } from '../../../src/model/step.js';
import { noSoftware } from '../../../src/resources/software.js';

export const noMailClientStep = defineStep({
  id: 'no-mail-client',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-10'],
  line: 28,
  title: 'Take Outlook and Outlook Express off the server',
  why: "A mail that is opened on the server runs with the rights of whoever opened it, usually an administrator. Two MAPI systems on one machine also get in each other's way (Q313889).",
  mayBreak: [
    'Removing Outlook may leave a wrong Mapi32.dll: start Exchange Administrator, and if it fails put the Exchange service pack on again.',
    'Never run fixmapi on the server (Q313889).',
    'Old backup and antivirus agents may use the MAPI of Outlook.',
    'Outlook Express comes with every typical setup of Internet Explorer; where it cannot be removed, its shortcuts and file types can.',
  ],
  sources: ['Q313889'],
  reversibility: 'guided',
  effect: 'reboot',
  after: ['internet-explorer', 'exchange-updates'],
  options: noOptions,
  expects: () => [noSoftware('outlook'), noSoftware('outlook-express')],
});
