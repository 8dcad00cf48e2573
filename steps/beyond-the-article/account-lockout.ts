import { z } from 'zod';
import { defineStep } from '../../src/model/step.js';
import { accountPolicy, kind } from '../../src/resources/account-policy.js';
import type { Expectation } from '../../src/model/expectation.js';
import type { Settable } from '../../src/model/reading.js';

const minutes = z.int().min(1).max(99_999).default(30);

export const accountLockoutStep = defineStep({
  id: 'account-lockout',
  stage: 'beyond-the-article',
  section: 'Accounts',
  covers: [],
  title: 'Lock an account for a while after wrong passwords',
  why:
    'NT 4.0 lets anybody try passwords without end. After five wrong ones within half an hour the account is locked for half an hour. It comes ' +
    'last, because lockout must be off while the service account gets a new password (Q157780).',
  mayBreak: [
    'Whoever reaches this server by SMB, Outlook Web Access, POP3 or SMTP can lock out users on purpose, and the Exchange service account with them: then mail stops.',
    'Switch it off before the password of the service account is changed, or forgotten services lock the account (Q157780).',
    'The built-in administrator is exempt unless lockoutOfAdministrator is chosen, and then only over the network (Q158388).',
    'In a domain the count of the primary domain controller decides (Q297157).',
    'A wrong password given to Batten counts twice, because it tries two kinds of logon.',
  ],
  sources: ['Q157780', 'Q158388', 'Q182918', 'Q297157'],
  reversibility: 'automatic',
  effect: 'at once',
  risky: true,
  after: ['service-account-password', 'privileged-passwords', 'password-policy'],
  unconfirmed: [
    'On a member server this is the policy of its own accounts. Domain accounts, the service account mostly among them, follow the primary domain controller.',
  ],
  options: z
    .strictObject({
      threshold: z
        .int()
        .min(3, 'with fewer, one mistyped password given to Batten locks the account')
        .max(999)
        .default(5)
        .describe('Wrong passwords until an account is locked'),
      resetMinutes: minutes.describe('Minutes after which wrong passwords are forgotten'),
      durationMinutes: minutes.describe('Minutes that an account stays locked, at least'),
      lockoutOfAdministrator: z
        .boolean()
        .default(false)
        .describe('The built-in administrator too; needs passprop of the Resource Kit'),
    })
    .refine(({ resetMinutes, durationMinutes }) => durationMinutes >= resetMinutes, {
      message: 'NT forgets wrong passwords no later than it unlocks the account',
      path: ['durationMinutes'],
    }),
  // The threshold last, because it is what switches lockout on; the duration before the reset, which it must not fall below
  expects: ({ threshold, resetMinutes, durationMinutes, lockoutOfAdministrator }, { name }) => [
    longEnough(name, durationMinutes),
    accountPolicy(name, 'lockoutResetMinutes').atLeast(resetMinutes),
    onAt(name, threshold),
    ...(lockoutOfAdministrator ? [accountPolicy(name, 'lockoutAppliesToAdministrator').exactly(true)] : []),
  ],
});

/** 0 is lockout off, and a stricter count than asked for stays. */
function onAt(authority: string, threshold: number): Expectation {
  const stricter = Array.from({ length: threshold - 1 }, (_, index) => threshold - 1 - index);
  return {
    ...accountPolicy(authority, 'lockoutThreshold').oneOf([threshold, ...stricter]),
    words: `is between 1 and ${threshold}`,
  };
}

/** Locked until an administrator comes is longer than any number of minutes. */
function longEnough(authority: string, least: number): Expectation {
  const inMinutes = accountPolicy(authority, 'lockoutDurationMinutes').atLeast(least);
  const endless = (reading: Settable): boolean => {
    const found = kind.typed(reading);
    return found.state === 'present' && found.value.value === 'never';
  };
  return {
    ...inMinutes,
    words: `${inMinutes.words}, or without end`,
    met: (reading) => endless(reading) || inMinutes.met(reading),
    aim: (reading) => (endless(reading) ? reading : inMinutes.aim(reading)),
  };
}
