import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { missingFact } from '../../../src/model/step.js';
import { software } from '../../../src/resources/software.js';
import { filePath, textFile } from '../../../src/resources/text-file.js';
import { urlScanRules } from './urlscan-rules.js';
import { folderOnDrive } from '../../folder.js';
import { defineRoleStep } from '../../role-step.js';

export const urlscanStep = defineRoleStep('iis', {
  id: 'urlscan',
  stage: 'security-changes',
  section: 'Web and SSL',
  covers: ['I-04'],
  line: 43,
  title: 'Filter web requests with URLScan',
  why:
    'URLScan refuses malformed requests and those for kinds of files that nobody should ask for, before IIS looks at them (Q307608). ' +
    'Its settings must let Outlook Web Access live: every page of it ends in .asp, which the file that Microsoft printed for Exchange 5.5 refuses (Q313131).',
  mayBreak: [
    'What is refused is answered with 404, so a page that URLScan stops looks like a missing file; urlscan.log tells (Q325864).',
    'Attachments with a refused extension cannot be opened over the web, and messages with % or & in the subject may not open (Q320240).',
    'URLScan reads its settings when IIS starts: restart IIS after every edit (Q326444).',
    'The help of version 2.0 describes AllowDotInPath the wrong way round: 1 lets such addresses through (Q311116).',
  ],
  sources: ['Q307608', 'Q313131', 'Q325864', 'Q320240', 'Q326444', 'Q311116', 'Q268822'],
  reversibility: 'guided',
  effect: { restart: ['IISADMIN', 'W3SVC'] },
  needs: ['iis-lockdown'],
  unconfirmed: [
    'The settings were put together from several articles and not tried on a server: begin with mode log-only, read urlscan.log for some days, then take mode block.',
  ],
  options: z.strictObject({
    mode: z.enum(['block', 'log-only']).default('block').describe('Refuse requests, or only log them'),
    passwordPages: z
      .boolean()
      .default(false)
      .describe('Users change passwords over the web, which needs .htr'),
    settingsFile: z
      .string()
      .regex(filePath, 'give the whole path with its drive')
      .exactOptional()
      .describe('urlscan.ini on the server, where the folder of Windows NT was not found out'),
  }),
  scope: ({ mode }) => ({
    looked: ['this server'],
    left: mode === 'block' ? [] : ['whether requests are refused (mode log-only)'],
  }),
  expects: ({ settingsFile, ...choice }, facts) => [
    software('urlscan-20').installed(),
    textFile(settingsFile ?? usualPlace(facts)).says(
      urlScanRules(choice),
      choice.mode === 'block' ? 'lets .asp through and blocks the rest' : 'lets .asp through and only logs',
    ),
  ],
});

function usualPlace({ systemRoot }: Facts): string {
  if (systemRoot === undefined) {
    throw missingFact(
      'the folder of Windows NT was not found out: give the path of urlscan.ini as settingsFile',
    );
  }
  return `${folderOnDrive(systemRoot, 'the folder of Windows NT', 'settingsFile')}\\System32\\inetsrv\\urlscan\\urlscan.ini`;
}
