import { z } from 'zod';
import { defineStep } from '../../../src/model/step.js';
import { auditingOn, auditPolicy, type AuditCategory } from '../../../src/resources/audit-policy.js';

/** What is worth recording of each category; of the noisy ones failures only, of process tracking nothing. */
const recommended: readonly (readonly [AuditCategory, 'both' | 'failure'])[] = [
  ['system', 'both'],
  ['logon', 'both'],
  ['objectAccess', 'failure'],
  ['privilegeUse', 'failure'],
  ['policyChange', 'both'],
  ['accountManagement', 'both'],
];

export const auditPolicyStep = defineStep({
  id: 'audit-policy',
  stage: 'security-changes',
  section: 'Auditing and logging',
  covers: ['A-01'],
  line: 68,
  title: 'Record who logs on and who changes what',
  why:
    'NT 4.0 records nothing of this as it comes. A break-in that nobody recorded cannot be followed up. ' +
    'Set before accounts and rights are changed it records those changes too: batten harden --step audit-policy.',
  mayBreak: [
    'The Security log holds 512 KB as it comes and fills in a day or less: enlarge it in Event Viewer, Log, Log Settings beforehand.',
    'With failures-only these are lost, all of them successes: 517 log cleared, 608 and 609 rights, 612 audit policy, 624 to 643 accounts, 644 lockout.',
    'With failures-only no logon 528 names the workstation behind a mailbox logon of Exchange, event 1009 (Q260835).',
    'Object access records only what has audit entries of its own.',
  ],
  sources: ['Q246120', 'Q260835', 'Q157238', 'Q151720', 'Q241653'],
  reversibility: 'automatic',
  effect: 'at once',
  unconfirmed: [
    'The figure of the article is lost; the choice follows what Microsoft says of each category.',
    'A member server has a policy of its own. Domain controllers share one, set on the primary.',
    'The Security Configuration Manager before Service Pack 6 does not take everything back; User Manager does (Q241653).',
  ],
  options: z.strictObject({
    record: z
      .enum(['success-and-failure', 'failures-only'])
      .default('success-and-failure')
      .describe('What to record; failures only where the log would grow too large'),
  }),
  expects: ({ record }) => [
    ...recommended.map(([category, what]) =>
      record === 'failures-only'
        ? auditPolicy(category).exactly({ success: false, failure: true })
        : auditPolicy(category).records({ success: what === 'both', failure: true }),
    ),
    auditingOn(),
  ],
  // The article wants it of member servers and of domain controllers
  scope: (_, { role, domainRole }) => ({
    looked: ['this server'],
    left: role === 'LanmanNT' || domainRole === 'stand-alone' ? [] : ['the domain controllers'],
  }),
});
