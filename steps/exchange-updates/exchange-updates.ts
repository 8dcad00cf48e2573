import { z } from 'zod';
import { patchNamed } from '../../src/patches/catalogue.js';
import { attestation } from '../../src/resources/attestation.js';
import { decidesOn, notNeeded, patchExpectations } from '../../src/resources/software/patches.js';
import { baselineOption, leaveOutOption, patchesFor } from '../patch-options.js';
import { onOtherNode } from '../other-node.js';
import { defineRoleStep } from '../role-step.js';

const tnef = patchNamed('ex55-ms05-012');

export const exchangeUpdatesStep = defineRoleStep(['exchange', 'outlook-web-access'], {
  id: 'exchange-updates',
  stage: 'exchange-updates',
  section: 'Service packs',
  covers: ['X-02'],
  line: 16,
  title: 'Install the updates that followed Exchange Service Pack 4',
  why:
    'Each update is a rollup of one component, and a higher build contains the lower ones (Q282533). The order keeps any file from being replaced by an older build. ' +
    'The baseline of the article leaves a hole open that a mail alone exploits (MS06-003); the baseline end-of-support closes it.',
  mayBreak: [
    'The order is derived from the builds of the files: the table that the article names could not be found.',
    'Performance counters of the database can stop the server until Q309149 is on: keep monitors away from them (Q297828).',
    'These packages have windows, and with /s they return before they are done; their /z restarts the server (Q257946).',
    'On a cluster each node is patched in turn with its group stopped (Q271634).',
    'Never put an older Store.exe back: the databases were converted (Q244976).',
    'MS01-057 and later want rights on the TEMP folder, or messages stay empty in Outlook Web Access (Q314532).',
    'Q309149, Q304115, Q282533 and Q309010 were handed out by Microsoft support only.',
    'MS04-026 writes over pages of Outlook Web Access that were changed by hand.',
  ],
  sources: [
    ...['Q282533', 'MS06-003', 'Q309149', 'Q297828', 'Q257946', 'Q271634', 'Q244976', 'MS01-057', 'Q314532'],
    ...['Q304115', 'Q309010', 'MS04-026', 'MS05-012', 'MS02-011', 'MS03-046'],
  ],
  reversibility: 'guided',
  effect: {
    restart: ['MSExchangeSA', 'MSExchangeDS', 'MSExchangeMTA', 'MSExchangeIS', 'MSExchangeIMC'],
  },
  needs: ['exchange-service-pack'],
  after: ['internet-explorer'],
  unconfirmed: [
    'Keys lie below a Service Pack 5 that never was, under names with Q, with KB or with neither (MS03-046); MS02-011 has a path of its own.',
    'MS05-012 has no public fix on NT 4.0: only filters in front of the server help.',
  ],
  options: z.strictObject({ baseline: baselineOption, leaveOut: leaveOutOption('exchange55') }),
  expects: ({ baseline, leaveOut }, facts) => [
    ...patchExpectations(patchesFor('exchange55', baseline, leaveOut, facts)),
    ...(baseline === 'end-of-support' && tnef.mitigation !== undefined
      ? [attestation('tnef-filtered').attested(tnef.mitigation)]
      : []),
    ...onOtherNode(
      facts,
      'other-node-updates',
      'The same updates were put on the other node of the cluster, each while the group of Exchange was stopped and that node owned it (Q271634).',
    ),
  ],
  observes: ({ baseline, leaveOut }, facts) => decidesOn(patchesFor('exchange55', baseline, leaveOut, facts)),
  objections: (found, { baseline, leaveOut }, facts) =>
    notNeeded(patchesFor('exchange55', baseline, leaveOut, facts), found),
});
