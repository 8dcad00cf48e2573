import { defineStep, noOptions } from '../../../src/model/step.js';
import { attestation } from '../../../src/resources/attestation.js';

export const logReviewStep = defineStep({
  id: 'log-review',
  stage: 'security-changes',
  section: 'Auditing',
  covers: ['A-04', 'G-06'],
  line: 82,
  title: 'Have somebody read the logs',
  why:
    'A log that nobody reads stops nobody. Some events are worth a look each time: mailboxes opened by others (1016, Q173692), changes ' +
    'of directory permissions (1175, Q188671), refused relaying and logons of Internet mail (Q193922), failed logons of Windows.',
  mayBreak: [
    'A program that locks a tracking log while it reads keeps Exchange from writing it: copy the files first (Q198733, Q266383).',
    'Tracking logs name senders and recipients: whoever gets a copy must be allowed to know (Q173280).',
  ],
  sources: ['Q173692', 'Q188671', 'Q193922', 'Q198733', 'Q266383', 'Q173280', 'Q173364', 'Q183674'],
  reversibility: 'none',
  effect: 'at once',
  after: ['iis-logging', 'exchange-diagnostics'],
  options: noOptions,
  expects: (_, { exchange }) => [
    attestation('log-review-duty').attested(
      'A person who is known by name goes through the event logs, the IIS logs and URLScan logs of this server at least once a week, and knows whom to tell.',
    ),
    attestation('log-events-known').attested(
      'That person has the list of events to look for: 529 to 539, 517, 612, 624 to 644 of Security; 1016, 1053, 1175, 1333, 4117, 4183, 5007 of Exchange.',
    ),
    ...(exchange === false ? [] : [trackingLogSearch]),
  ],
});

const trackingLogSearch = attestation('tracking-log-search').attested(
  'Copies of the tracking logs are loaded into something that can be searched, and kept where only those who track messages read them.',
);
