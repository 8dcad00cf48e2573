import type { ConnectorState } from '../../src/model/facts.js';
import { noOptions } from '../../src/model/step.js';
import { attestation } from '../../src/resources/attestation.js';
import { software } from '../../src/resources/software.js';
import { onOtherNode } from '../other-node.js';
import { defineRoleStep } from '../role-step.js';

export const exchangeServicePackStep = defineRoleStep(['exchange', 'outlook-web-access'], {
  id: 'exchange-service-pack',
  stage: 'exchange-updates',
  section: 'Service packs',
  covers: ['X-01'],
  line: 16,
  title: 'Install Exchange Server 5.5 Service Pack 4',
  why: 'It is the last service pack of Exchange 5.5 and contains the earlier ones; every later fix expects it (Q191014).',
  mayBreak: [
    'It cannot be uninstalled: the databases are converted when the store first starts, and an older Store.exe then refuses them (Q244976).',
    'Update stops with files in use while anything reads performance counters (Q320097).',
    'The MTA may stop with error 2140 until TCP/IP is removed, added again and patched again (Q320200).',
    'The connectors for Notes, GroupWise, SNADS and OfficeVision are not updated; they have a setup of their own (Q263702).',
    'Setup stops with access denied where SYSTEM or the service account lacks full control below HKLM\\SYSTEM\\CurrentControlSet (Q255181).',
    'Setup gives Everyone back read permission on the Exchange shares: look at them with batten status afterwards.',
  ],
  sources: ['Q191014', 'Q244976', 'Q320097', 'Q320200', 'Q263702', 'Q255181'],
  reversibility: 'irreversible',
  effect: 'reboot',
  needs: ['recovery-ready'],
  after: ['antivirus-interplay', 'nt4-service-pack'],
  unconfirmed: [
    'That Service Pack 6a of NT comes first is advice on the order; no article makes it a condition.',
  ],
  options: noOptions,
  expects: (_, facts) => [
    software('ex55-sp4').installed(),
    ...(isThere(facts.connectors?.notes) ? [notesConnectorUpdated] : []),
    ...onOtherNode(
      facts,
      'other-node-service-pack',
      'The other node of the cluster was brought to Exchange Service Pack 4 too.',
    ),
  ],
});

const isThere = (state: ConnectorState | undefined): boolean => state === 'installed' || state === 'in use';

const notesConnectorUpdated = attestation('notes-connector-updated').attested(
  'The setup of the connector for Lotus Notes on the CD of Service Pack 4 was run too (Q263702).',
);
