import { z } from 'zod';
import { decidesOn, notNeeded, patchExpectations } from '../../src/resources/software/patches.js';
import { baselineOption, leaveOutOption, patchesFor } from '../patch-options.js';
import { isTerminalServer, ownWebPatches } from './terminal-server.js';
import { defineRoleStep } from '../role-step.js';

export const iis4UpdatesStep = defineRoleStep('iis', {
  id: 'iis4-updates',
  stage: 'os-updates',
  section: 'Service packs',
  covers: ['U-05'],
  line: 10,
  title: 'Install the gathered patches of IIS 4.0',
  why: 'Outlook Web Access runs on IIS, so what breaks into IIS reads mail. One gathered patch contains those before it (MS02-062, MS03-018).',
  mayBreak: [
    'IIS 4.0 is not protected before the restart, even where a patch went on without one: old libraries stay loaded (Q319733).',
    'Back up the metabase first (Q319733).',
    'MS03-018 turns client certificates away until MS02-050 or MS04-011 is on.',
    'Four holes are in no gathered patch and are closed by hand: MS99-013, MS99-025, MS00-025 and MS00-028.',
  ],
  sources: [
    ...['MS02-062', 'MS03-018', 'Q319733', 'MS02-050', 'MS04-011'],
    ...['MS99-013', 'MS99-025', 'MS00-025', 'MS00-028'],
  ],
  reversibility: 'guided',
  effect: 'reboot',
  needs: ['nt4-service-pack'],
  restartedAfter: ['nt4-security-rollup', 'internet-explorer'],
  after: ['nt4-security-rollup', 'nt4-hotfixes'],
  unconfirmed: ['File versions are those of English editions.'],
  options: z.strictObject({ baseline: baselineOption, leaveOut: leaveOutOption('iis4') }),
  expects: ({ baseline, leaveOut }, facts) =>
    isTerminalServer(facts)
      ? [ownWebPatches]
      : patchExpectations(patchesFor('iis4', baseline, leaveOut, facts)),
  observes: ({ baseline, leaveOut }, facts) => decidesOn(patchesFor('iis4', baseline, leaveOut, facts)),
  objections: (found, { baseline, leaveOut }, facts) =>
    notNeeded(patchesFor('iis4', baseline, leaveOut, facts), found),
});
