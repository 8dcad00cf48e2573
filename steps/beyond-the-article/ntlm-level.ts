import { z } from 'zod';
import { defineStep } from '../../src/model/step.js';
import type { Expectation } from '../../src/model/expectation.js';
import { dword } from '../../src/resources/registry/data.js';
import { registryValue } from '../../src/resources/registry-value.js';
import { lsaKey } from '../security-changes/windows/lsa-key.js';

const highest = 5;

export const ntlmLevelStep = defineStep({
  id: 'ntlm-level',
  stage: 'beyond-the-article',
  section: 'Network',
  covers: [],
  title: 'Send no LAN Manager answers to a logon',
  why:
    'NT 4.0 sends a LAN Manager answer beside the NTLM one, and that gives short passwords away to whoever listens. Level 2 sends NTLM alone, ' +
    '3 only NTLMv2; at 4 the server refuses LAN Manager, at 5 NTLM as well (Q147706).',
  mayBreak: [
    'From level 2 on this server no longer connects to servers that know only LAN Manager, such as Windows 95 and 98 (Q147706).',
    'From level 3 on every domain controller of the users must run Service Pack 4 or later, Windows 95 and 98 need the directory services client, and clocks must agree within 30 minutes (Q147706).',
    'Levels 4 and 5 cut off old clients of local accounts and of a domain controller. At 5 the legacy logon that Batten falls back on is refused too; then only its NTLMv2 logon is left (Q147706).',
    'Level 5 ends the clear-text logons of POP3 and IMAP4 until a fix from after Service Pack 6a is on (Q272492).',
    'Accounts whose password was last changed from Windows for Workgroups or MS-DOS may fail from level 1 on (Q147706).',
  ],
  sources: ['Q147706', 'Q272492'],
  reversibility: 'automatic',
  effect: 'reboot',
  unconfirmed: [
    'The article on POP3 and IMAP4 names Exchange 2000; the code of NT 4.0 is the same (Q272492).',
  ],
  appliesTo: ({ servicePack }) =>
    servicePack === undefined || servicePack >= 4 || 'NT 4.0 knows all levels from Service Pack 4 on',
  options: z.strictObject({
    level: z
      .int()
      .min(1)
      .max(highest)
      .default(2)
      .describe('Least LMCompatibilityLevel; from 3 on think of every client and domain controller'),
  }),
  expects: ({ level }) => [atLeast(level)],
});

/** A number over 5 is no level at all, so a plain minimum will not do. */
function atLeast(level: number): Expectation {
  const higher = Array.from({ length: highest - level }, (_, index) => dword(level + index + 1));
  return {
    ...registryValue(lsaKey, 'LMCompatibilityLevel').oneOf([dword(level), ...higher]),
    words: level === highest ? `is ${highest}` : `is between ${level} and ${highest}`,
  };
}
