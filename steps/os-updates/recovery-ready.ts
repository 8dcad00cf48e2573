import { defineStep, noOptions } from '../../src/model/step.js';
import { attestation } from '../../src/resources/attestation.js';

export const recoveryReadyStep = defineStep({
  id: 'recovery-ready',
  stage: 'os-updates',
  section: 'Service packs',
  covers: ['P-05'],
  line: 7,
  title: 'Be able to go back before anything is installed',
  why:
    'The article wants every change understood and reversible. Settings Batten can put back; a service pack that went wrong it cannot. ' +
    'A backup that was restored once, a repair disk and the uninstall folders are the way back, and they can only be made beforehand.',
  mayBreak: [
    'Nothing on the server changes, but rdisk /s leaves a copy of the account database in %SystemRoot%\\repair: let only administrators read that folder.',
    'An uninstall folder that a second installation overwrites leads back to the wrong state (Q248102).',
  ],
  sources: ['Q248102', 'Q244976'],
  reversibility: 'none',
  effect: 'at once',
  options: noOptions,
  expects: (_, { exchange }) => [
    attestation('full-backup').attested(
      'A full backup of the server, registry included, was made and read back or restored on a trial.',
    ),
    ...(exchange === false ? [] : databasesSafe),
    attestation('repair-disk').attested('rdisk /s was run and a new emergency repair disk was made from it.'),
    attestation('uninstall-folders').attested(
      'There is disk space for the uninstall folders, and every service pack and fix will be installed with one.',
    ),
  ],
});

const databasesSafe = [
  attestation('exchange-online-backup').attested(
    'An online backup of the Exchange directory and information store finished without errors.',
  ),
  attestation('exchange-offline-copy').attested(
    'With the Exchange services stopped, the database and log folders were copied to another machine or tape.',
  ),
];
