import { defineStep, noOptions } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';
import { scannersAsleep, scannerServices } from '../../os-updates/antivirus-scanners.js';

export const antivirusStrategyStep = defineStep({
  id: 'antivirus-strategy',
  stage: 'security-changes',
  section: 'Clients',
  covers: ['L-01'],
  line: 102,
  title: 'Scan for viruses on the server and on every client',
  why:
    'Most outages of Exchange come from viruses that mail themselves on. A scanner that works in the store through the virus interface ' +
    'sees what a scanner of files must never touch (Q263949, Q245822).',
  mayBreak: [
    'A scanner of files that opens databases or logs damages them (Q245822).',
    'Before Exchange Service Pack 4 the virus interface stops rules, mailbox moves or the store itself (Q271711, Q271547, Q299258).',
    'A mail filter on this very machine makes all mail seem to come from here, so rules against relaying by address fail (Q254214).',
  ],
  sources: ['Q263949', 'Q245822', 'Q271711', 'Q271547', 'Q299258', 'Q254214', 'Q269439', 'Q244305'],
  reversibility: 'none',
  effect: 'at once',
  options: noOptions,
  expects: () => [
    onServer,
    attestation('antivirus-on-clients').attested(
      'Every client scans files and mail, gets new signatures every day, and somebody sees where that fails.',
    ),
    attestation('outbreak-plan').attested(
      'It is written down who disconnects what, and whom to call, when a worm goes round.',
    ),
  ],
  observes: () => scannerServices,
  objections(found) {
    const asleep = scannersAsleep(found);
    return asleep === undefined
      ? []
      : [
          {
            resource: onServer.resource,
            reason: `${asleep}, as for the updates. Set each back to its start type in Control Panel, Services or Devices`,
          },
        ];
  },
});

const onServer = attestation('antivirus-on-server').attested(
  'The server scans mail in the store or on its way in, with a product made for Exchange 5.5, and its signatures are renewed every day.',
);
