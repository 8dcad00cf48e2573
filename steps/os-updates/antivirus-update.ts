import { defineStep, noOptions } from '../../src/model/step.js';
import { attestation } from '../../src/resources/attestation.js';

export const antivirusUpdateStep = defineStep({
  id: 'antivirus-update',
  stage: 'os-updates',
  section: 'Service packs',
  covers: ['U-08'],
  line: 10,
  title: 'Update the antivirus software and turn it on again',
  why: 'It was stopped for the updates, and a scanner with old signatures finds nothing new. One that knows Exchange scans through its interface (Q269439, Q245822).',
  mayBreak: [
    'A file scanner that was set up anew forgets what to leave out: see that the Exchange folders are still excluded (Q245822).',
    'A new scanner for the information store scans every attachment again: allow an hour a gigabyte (Q269439).',
    'Until Exchange Service Pack 4 and Q282533 are on, a signature update may stop the information store (Q299258).',
    'An SMTP proxy against viruses on the same server makes all mail seem to come from 127.0.0.1, so that relaying has to be restricted there (Q254214).',
  ],
  sources: ['Q269439', 'Q245822', 'Q282533', 'Q299258', 'Q254214'],
  reversibility: 'none',
  effect: 'at once',
  after: ['antivirus-interplay', 'nt4-hotfixes', 'iis4-updates', 'internet-explorer'],
  options: noOptions,
  expects: () => [
    attestation('antivirus-current').attested(
      'The antivirus software on this server has its newest engine and signatures and fetches new ones by itself.',
    ),
    attestation('antivirus-on-again').attested(
      'Its services and filter drivers, stopped for the updates, are set to automatic again and run, or will be after the Exchange updates.',
    ),
  ],
});
