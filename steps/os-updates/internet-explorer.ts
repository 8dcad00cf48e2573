import { z } from 'zod';
import type { Facts } from '../../src/model/facts.js';
import { defineStep } from '../../src/model/step.js';
import { patchNamed } from '../../src/patches/catalogue.js';
import type { Baseline } from '../../src/patches/baselines.js';
import type { Patch } from '../../src/patches/patch.js';
import { decidesOn, notNeeded, patchExpectations } from '../../src/resources/software/patches.js';
import { baselineOption, patchesFor } from '../patch-options.js';
import { isTerminalServer, ownInternetExplorer } from './terminal-server.js';

type Version = '6.0 SP1' | '5.5 SP2';

export const internetExplorerStep = defineStep({
  id: 'internet-explorer',
  stage: 'os-updates',
  section: 'Service packs',
  covers: ['U-06'],
  line: 14,
  title: 'Bring Internet Explorer to 6.0 SP1 or 5.5 SP2',
  why:
    'Nobody should browse on a mail server, but its parts are used by others: help, Outlook Web Access, certificates. ' +
    '6.0 SP1 is the better of the two, since patches for 5.5 SP2 on NT 4.0 end with MS04-004. It comes before the hotfixes, because it writes over files of MS02-050 and MS03-023.',
  mayBreak: [
    'It writes over files of MS02-050 and MS03-023: where they are on already, put them on again afterwards.',
    'A typical setup brings Outlook Express: choose the customised one and leave it out.',
    'Version 6.0 SP1 brings Task Scheduler and HTML Help, and with them the holes of MS04-022, MS04-023 and MS05-001, which the baseline end-of-support closes.',
    'MS03-004 cannot be taken off, and window.showHelp stops working with it.',
    'With 5.5 SP2 and the rollup certificates are shown with a wrong signature warning until Q305929 or MS02-050 is on.',
  ],
  sources: [
    ...['MS04-004', 'MS02-050', 'MS03-023', 'MS04-022', 'MS04-023', 'MS05-001', 'MS03-004', 'Q305929'],
    ...['Q328548', 'Q276369', 'MS05-020'],
  ],
  reversibility: 'guided',
  effect: 'reboot',
  needs: ['nt4-service-pack'],
  restartedAfter: ['nt4-security-rollup'],
  after: ['antivirus-interplay', 'nt4-security-rollup'],
  unconfirmed: [
    'Which of the two runs on Terminal Server Edition stands in no source at hand; a person vouches for it there.',
    'The number of MS03-004 in the registry comes from scanners; its bulletin looks in Help, About.',
    'Scanners of 2005 and later ask for fixes of 6.0 SP1 that do not fit NT 4.0 (MS05-020).',
  ],
  options: z.strictObject({
    version: z
      .enum(['6.0 SP1', '5.5 SP2'])
      .default('6.0 SP1')
      .describe('Which Internet Explorer (6.0 SP1 is patched longer)'),
    baseline: baselineOption,
  }),
  expects: ({ version, baseline }, facts) =>
    isTerminalServer(facts) ? [ownInternetExplorer] : patchExpectations(chosen(version, baseline, facts)),
  observes: ({ version, baseline }, facts) =>
    isTerminalServer(facts) ? [] : decidesOn(chosen(version, baseline, facts)),
  objections: (found, { version, baseline }, facts) => notNeeded(chosen(version, baseline, facts), found),
});

/** The last gathered patch that fits the version, whatever the baseline has for the other one. */
function chosen(version: Version, baseline: Baseline, facts: Facts): readonly Patch[] {
  const patches = patchesFor('internet-explorer', baseline, [], facts);
  if (version === '6.0 SP1') return [patchNamed('ie-60-sp1'), ...patches];
  const fitting = patches.map((patch) => (patch.id === 'ie-ms04-040' ? patchNamed('ie-ms04-004') : patch));
  return [patchNamed('ie-55-sp2'), ...fitting];
}
