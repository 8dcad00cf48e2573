import { z } from 'zod';
import { defineStep } from '../../src/model/step.js';
import { scanResult } from '../../src/resources/scan-result.js';

export const missingHotfixScanStep = defineStep({
  id: 'missing-hotfix-scan',
  stage: 'os-updates',
  section: 'Service packs',
  covers: ['U-07'],
  line: 14,
  title: 'Let MBSA look for hotfixes that are missing',
  why:
    'A second pair of eyes: MBSA 1.1 with hfnetchk compares keys, versions and checksums of files with its own list (Q306460). ' +
    'Its output is brought with batten assess --scan FILE and held against the patches that Batten knows.',
  mayBreak: [
    'Nothing on the server changes; the scanner needs an administrator and the services Server and Remote Registry.',
    'A password given with -p is seen in the list of processes: log on as that account instead.',
    'A patch that waits for its restart counts as installed.',
    'It does not look at the Microsoft virtual machine, MDAC or Outlook Express.',
    'Its list has not been updated for version 1.1 since July 2004, and later lists ask for patches that do not fit NT 4.0 (MS05-020).',
  ],
  sources: ['Q306460', 'MS05-020'],
  reversibility: 'none',
  effect: 'at once',
  after: ['nt4-hotfixes', 'iis4-updates', 'internet-explorer'],
  unconfirmed: ['No source describes the XML report to the letter; the table of -o tab is read most surely.'],
  options: z.strictObject({
    acknowledged: z
      .array(
        z
          .string()
          .regex(/^(MS\d\d-\d{3}|(Q|KB)?\d{6,7})$/i, 'name bulletins (MS99-041) or numbers (Q242294)'),
      )
      .default([])
      .describe('What the scan leaves open and you have looked at, by bulletin'),
  }),
  expects: ({ acknowledged }) => [scanResult('missing-hotfixes').clean(acknowledged)],
});
