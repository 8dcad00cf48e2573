import { defineStep, noOptions } from '../../src/model/step.js';
import { attestation } from '../../src/resources/attestation.js';
import { scannersAwake, scannerServices } from './antivirus-scanners.js';

export const antivirusInterplayStep = defineStep({
  id: 'antivirus-interplay',
  stage: 'os-updates',
  section: 'Service packs',
  covers: ['U-01'],
  line: 10,
  title: 'Keep antivirus software away from Exchange data and from updates',
  why:
    'A file scanner that opens a database or a queue file damages Exchange, and one that watches while a service pack replaces files leaves a mixture. ' +
    'Stopping its service is not enough, because its filter drivers go on working (Q240309).',
  mayBreak: [
    'While scanners are off nothing is scanned: keep the network cable to the Internet out, or the time short.',
    'Forgotten scanners stay off: set them back to automatic after the last update.',
  ],
  sources: ['Q245822', 'Q247788', 'Q240309', 'Q178302'],
  reversibility: 'guided',
  effect: 'reboot',
  after: ['recovery-ready'],
  unconfirmed: [
    'The scanners of InocuLAN, Norton and McAfee are looked for by the names that Microsoft printed; for any other it is the word of a person.',
  ],
  options: noOptions,
  expects: () => [
    attestation('antivirus-compatibility').attested(
      'The makers of the antivirus, backup and monitoring software on this server support it with the updates that are planned.',
    ),
    attestation('antivirus-exclusions').attested(
      'File scanners leave out Mdbdata, Mtadata, tracking.log, Dsadata and Imcdata of Exchange wherever the databases and logs lie, and System32\\Inetsrv.',
    ),
    stopped,
  ],
  observes: () => scannerServices,
  objections(found) {
    const awake = scannersAwake(found);
    return awake === undefined
      ? []
      : [
          {
            resource: stopped.resource,
            reason: `${awake}. Stop and disable each in Control Panel, Services or Devices, and restart the server; a word does not change it`,
          },
        ];
  },
});

const stopped = attestation('antivirus-stopped').attested(
  'For the time of the updates scanners, backup agents and monitors are stopped and disabled, their filter drivers too (Control Panel, Devices), and the server was restarted since; or none is installed.',
);
