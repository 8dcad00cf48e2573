import { z } from 'zod';
import { expectExact, type Expectation } from '../model/expectation.js';
import type { HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import type { Absent, Present } from '../model/reading.js';

/** In the order in which the LSA numbers them (Q246120). */
export const auditCategories = [
  'system',
  'logon',
  'objectAccess',
  'privilegeUse',
  'detailedTracking',
  'policyChange',
  'accountManagement',
] as const;

export type AuditCategory = (typeof auditCategories)[number];

type Address = Readonly<{ category: 'enabled' | AuditCategory }>;

export type Recorded = Readonly<{ success: boolean; failure: boolean }>;

/** Whether anything is audited at all, or what is recorded of one category. NT keeps the categories while auditing is off. */
export type AuditValue = Readonly<{ value: boolean }> | Recorded;

/** As the Audit Policy dialog of User Manager and auditpol of the Resource Kit call them (Q246120). */
const called: Readonly<Record<AuditCategory, { readonly dialog: string; readonly keyword: string }>> = {
  system: { dialog: 'Restart, Shutdown, and System', keyword: 'system' },
  logon: { dialog: 'Logon and Logoff', keyword: 'logon' },
  objectAccess: { dialog: 'File and Object Access', keyword: 'object' },
  privilegeUse: { dialog: 'Use of User Rights', keyword: 'privilege' },
  detailedTracking: { dialog: 'Process Tracking', keyword: 'process' },
  policyChange: { dialog: 'Security Policy Changes', keyword: 'policy' },
  accountManagement: { dialog: 'User and Group Management', keyword: 'sam' },
};

const address: z.ZodType<Address> = z.object({ category: z.enum(['enabled', ...auditCategories]) });

const value: z.ZodType<AuditValue> = z.union([
  z.object({ success: z.boolean(), failure: z.boolean() }),
  z.object({ value: z.boolean() }),
]);

export const kind = defineKind<Address, AuditValue>({
  name: 'audit-policy',
  title: 'audit policy',
  doneBy: 'batten',
  address,
  value,
  identity: ({ category }) => category,
  describe: ({ category }) => ({ place: 'Audit policy', name: titleOf(category) }),
  show: (found) => ('value' in found ? (found.value ? 'on' : 'off') : recordedWords(found)),
  byHand: {
    look: ({ category }) => ({
      clicks: [
        ...openAudit,
        category === 'enabled'
          ? 'Read whether Audit These Events or Do Not Audit is chosen. Cancel.'
          : `Read what is ticked beside ${titleOf(category)}: Success, Failure, both or neither. Cancel.`,
      ],
      typed: ['auditpol'],
      notes: [resourceKit],
    }),
    change,
    question: ({ category }) =>
      category === 'enabled'
        ? 'Auditing on or off'
        : `Ticked for ${titleOf(category)}: none, success, failure or both`,
    parse(answer, { category }) {
      const said = answer.trim().toLowerCase();
      if (category === 'enabled') {
        return said === 'on' || said === 'off'
          ? { value: { value: said === 'on' } }
          : { problem: 'Answer on or off.' };
      }
      return ['none', 'success', 'failure', 'both'].includes(said)
        ? {
            value: {
              success: said === 'success' || said === 'both',
              failure: said === 'failure' || said === 'both',
            },
          }
        : { problem: 'Answer none, success, failure or both.' };
    },
  },
});

/** Auditing as a whole is switched on. */
export function auditingOn(): Expectation {
  return expectExact<AuditValue, boolean>(kind.resource({ category: 'enabled' }), kind.typed, {
    get: (found) => ('value' in found ? found.value : undefined),
    set: (_, wanted) => ({ value: wanted }),
    show: (wanted) => (wanted ? 'on' : 'off'),
  }).exactly(true);
}

export interface AuditExpectations {
  /** These are recorded, and what is recorded beyond them stays so. */
  records(wanted: Recorded): Expectation;
  exactly(wanted: Recorded): Expectation;
}

/** What is recorded of one category of events. */
export function auditPolicy(category: AuditCategory): AuditExpectations {
  const resource = kind.resource({ category });
  const expectation = (
    wanted: Recorded,
    equal: (found: Recorded, wanted: Recorded) => boolean,
  ): Expectation =>
    expectExact<AuditValue, Recorded>(resource, kind.typed, {
      get: (found) => ('value' in found ? undefined : found),
      set: (_, recorded) => recorded,
      show: recordedWords,
      equal,
    }).exactly(wanted);
  return {
    records(wanted) {
      const enough = expectation(
        wanted,
        (found) => (found.success || !wanted.success) && (found.failure || !wanted.failure),
      );
      return {
        ...enough,
        words: `records at least ${recordedWords(wanted)}`,
        aim(reading) {
          if (reading.state === 'absent' || enough.met(reading)) return enough.aim(reading);
          const found = kind.typed(reading);
          if (found.state !== 'present' || 'value' in found.value) return enough.aim(reading);
          const { success, failure } = found.value;
          return {
            state: 'present',
            value: { success: success || wanted.success, failure: failure || wanted.failure },
          };
        },
      };
    },
    exactly: (wanted) =>
      expectation(wanted, (found) => found.success === wanted.success && found.failure === wanted.failure),
  };
}

const titleOf = (category: Address['category']): string =>
  category === 'enabled' ? 'Auditing' : called[category].dialog;

const recordedWords = ({ success, failure }: Recorded): string =>
  success && failure ? 'success and failure' : success ? 'success' : failure ? 'failure' : 'nothing';

function change({ category }: Address, to: Present<AuditValue> | Absent): HandText {
  if (to.state === 'absent') return { clicks: ['Nothing to do: the audit policy always has a value.'] };
  const found = to.value;
  if (category === 'enabled' || 'value' in found) {
    const on = 'value' in found && found.value;
    return {
      clicks: [...openAudit, `Choose ${on ? 'Audit These Events' : 'Do Not Audit'}, then OK.`, seenAgain],
      typed: [`auditpol /${on ? 'enable' : 'disable'}`],
      notes: [resourceKit],
    };
  }
  const { success, failure } = found;
  const word = success && failure ? 'all' : success ? 'success' : failure ? 'failure' : 'none';
  return {
    clicks: [
      ...openAudit,
      `Beside ${titleOf(category)} ${success ? 'tick' : 'clear'} Success and ${failure ? 'tick' : 'clear'} Failure, then OK.`,
      seenAgain,
    ],
    typed: [`auditpol /${called[category].keyword}:${word}`],
    notes: [resourceKit],
  };
}

/** Each member server has a policy of its own; that of a domain controller holds for all of its domain (windows-nt4). */
const openAudit: readonly string[] = [
  'Choose Start, Programs, Administrative Tools (Common), User Manager for Domains.',
  'On a domain controller leave the domain chosen. On any other server choose User, Select Domain, type \\\\ and the name of this server, OK.',
  'Choose Policies, Audit.',
];

const seenAgain = 'Choose Policies, Audit once more: it stands so. Cancel.';

const resourceKit = 'auditpol comes with the Resource Kit.';
