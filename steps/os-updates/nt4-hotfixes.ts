import { z } from 'zod';
import { defineStep } from '../../src/model/step.js';
import { patchNamed } from '../../src/patches/catalogue.js';
import { attestation } from '../../src/resources/attestation.js';
import { decidesOn, notNeeded, patchExpectations } from '../../src/resources/software/patches.js';
import { baselineOption, leaveOutOption, patchesFor } from '../patch-options.js';
import { isTerminalServer, ownHotfixes } from './terminal-server.js';

const rpc = patchNamed('nt4-ms03-010');

export const nt4HotfixesStep = defineStep({
  id: 'nt4-hotfixes',
  stage: 'os-updates',
  section: 'Service packs',
  covers: ['U-04'],
  line: 12,
  title: 'Install the hotfixes of NT 4.0 that followed the rollup',
  why:
    'The rollup ends in July 2001. The baseline of the article goes on to March 2003 and leaves the holes of Blaster (MS03-026) and Sasser (MS04-011) open; ' +
    'the baseline end-of-support closes them too. What a later fix contains is not asked for.',
  mayBreak: [
    'A key in the registry is not enough: it stays when a service pack puts old files back, so look at the files too (Q194334).',
    'After components are added from the NT CD everything goes on again before they are used: Service Pack 6a before the restart, then the rollup, then these (Q196269, Q299444).',
    'Where fixes share a file, they come off newest first (Q184305), and before Syskey is turned on, or a Hotfix.exe older than 4.0.1381.7097 leaves a server that hangs (Q306513).',
    'MS02-055, MS03-008 and MS04-014 cannot be taken off at all.',
    'The first edition of MS02-071 stopped servers: take the one of February 2003.',
    'MS04-011 turns PCT off, and MS03-043 gave some servers trouble with the network.',
  ],
  sources: [
    ...['MS03-026', 'MS04-011', 'Q194334', 'Q196269', 'Q299444', 'Q184305', 'Q306513'],
    ...['MS02-055', 'MS03-008', 'MS04-014', 'MS02-071', 'MS03-043', 'MS03-007', 'MS03-010'],
  ],
  reversibility: 'guided',
  effect: 'reboot',
  needs: ['nt4-service-pack'],
  restartedAfter: ['nt4-security-rollup', 'internet-explorer'],
  after: ['antivirus-interplay', 'nt4-security-rollup', 'internet-explorer'],
  unconfirmed: [
    'File versions are those of English editions; others have numbers of their own (MS03-007).',
    'Some key names follow the custom and stand in no bulletin; the files decide.',
    'MS03-010 has no fix for NT 4.0 at all: only a filter in front of port 135 helps.',
  ],
  options: z.strictObject({ baseline: baselineOption, leaveOut: leaveOutOption('nt4') }),
  expects: ({ baseline, leaveOut }, facts) => [
    ...(isTerminalServer(facts)
      ? [ownHotfixes]
      : patchExpectations(patchesFor('nt4', baseline, leaveOut, facts))),
    ...(baseline === 'end-of-support' && rpc.mitigation !== undefined
      ? [attestation('rpc-port-filtered').attested(rpc.mitigation)]
      : []),
  ],
  observes: ({ baseline, leaveOut }, facts) => decidesOn(patchesFor('nt4', baseline, leaveOut, facts)),
  objections: (found, { baseline, leaveOut }, facts) =>
    notNeeded(patchesFor('nt4', baseline, leaveOut, facts), found),
});
