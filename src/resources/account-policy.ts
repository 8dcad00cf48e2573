import { z } from 'zod';
import { expectExact, expectRange, type Exact, type Ranged } from '../model/expectation.js';
import { policyFields, policyFieldNames, type PolicyField } from './account/policy-fields.js';
import type { HandText } from '../model/hand-text.js';
import { defineKind } from '../model/kind.js';
import { selectDomain } from './account/user-manager.js';
import type { Absent, Present } from '../model/reading.js';

type Address = Readonly<{
  /** Whose policy: a server's own name for its local SAM, a domain's name for the domain. */
  authority: string;
  field: PolicyField;
}>;

/** In the field's unit: characters, days, minutes or attempts; `never` where there is no limit in time. */
export type PolicyValue = Readonly<{ value: number | boolean | string }>;

const address: z.ZodType<Address> = z.object({
  authority: z.string().regex(/^[^\\/"\p{Cc}]{1,256}$/u, 'an authority is the name of a server or domain'),
  field: z.enum(policyFieldNames),
});

const value: z.ZodType<PolicyValue> = z.object({ value: z.union([z.number(), z.boolean(), z.string()]) });

export const kind = defineKind<Address, PolicyValue>({
  name: 'account-policy',
  title: 'account policy',
  doneBy: 'batten',
  address,
  value,
  identity: ({ authority, field }) => `${authority.toLowerCase()}\\${field}`,
  describe: ({ authority, field }) => ({
    place: `Account policy of ${authority}`,
    name: policyFields[field].title,
  }),
  show: ({ value }) => showValue(value),
  byHand: {
    look: ({ authority, field }) => ({
      clicks: policyFields[field].inDialog
        ? [
            ...selectDomain(authority),
            'Choose Policies, Account.',
            `Read ${policyFields[field].dialog}. Cancel.`,
          ]
        : [policyFields[field].dialog],
      typed: [policyFields[field].inDialog ? 'net accounts' : 'passprop'],
      promptOf: controllerOf(authority),
    }),
    change,
    question: ({ field }) => `${policyFields[field].title} (${policyFields[field].example})`,
    parse: (answer, { field }) => policyFields[field].parse(answer.trim().toLowerCase()),
  },
});

export interface PolicyExpectations extends Ranged, Exact<PolicyValue['value']> {}

/** One field of an account policy, in the unit of its name. */
export function accountPolicy(authority: string, field: PolicyField): PolicyExpectations {
  const resource = kind.resource({ authority, field });
  return {
    ...expectExact(resource, kind.typed, {
      get: (found: PolicyValue) => found.value,
      set: (_: PolicyValue | undefined, wanted: PolicyValue['value']) => ({ value: wanted }),
      show: showValue,
    }),
    ...expectRange(resource, kind.typed, {
      get: ({ value }: PolicyValue) => (typeof value === 'number' ? value : undefined),
      set: (_: PolicyValue | undefined, wanted: number) => ({ value: wanted }),
      show: String,
    }),
  };
}

const showValue = (value: PolicyValue['value']): string =>
  value === true ? 'yes' : value === false ? 'no' : String(value);

function change({ authority, field }: Address, to: Present<PolicyValue> | Absent): HandText {
  const { title, dialog, inDialog, click, command } = policyFields[field];
  if (to.state === 'absent')
    return { clicks: [`Nothing to do: every account policy has a value for ${title}.`] };
  return {
    clicks: inDialog
      ? [
          ...selectDomain(authority),
          'Choose Policies, Account.',
          `${click(to.value.value)} Choose OK.`,
          `Choose Policies, Account once more: ${dialog} shows it. Cancel.`,
        ]
      : [dialog],
    typed: command(to.value.value),
    promptOf: controllerOf(authority),
    notes: inDialog ? [] : ['passprop comes with the Resource Kit.'],
  };
}

const controllerOf = (authority: string): string =>
  `${authority} (where that is a domain, of its primary domain controller)`;
