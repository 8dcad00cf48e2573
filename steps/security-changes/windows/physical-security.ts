import { defineStep, noOptions } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';

export const physicalSecurityStep = defineStep({
  id: 'physical-security',
  stage: 'security-changes',
  section: 'Windows security',
  covers: ['W-01'],
  line: 21,
  title: 'Lock the server away',
  why: 'Who can start the machine from another disk or carry it off reads the mail whatever NT allows.',
  mayBreak: [
    'A server that starts from its own disk only needs the BIOS password before it can be repaired from CD: keep it where the repair disk lies.',
  ],
  sources: ['Threat Mitigation Guide for Windows NT 4.0, chapter 4'],
  reversibility: 'none',
  effect: 'at once',
  options: noOptions,
  expects: () => [
    attestation('server-room-locked').attested(
      'The server stands in a locked room, and those who hold a key are known by name.',
    ),
    attestation('boot-disk-only').attested(
      'The BIOS starts the server from its system disk only and asks for a password before that can be changed.',
    ),
    attestation('backup-media-locked').attested(
      'Backup tapes and emergency repair disks are locked away; they hold the account database and the mail.',
    ),
  ],
});
