import fc from 'fast-check';
import { policyFieldNames, policyFields } from '../../../../src/resources/account/policy-fields.js';
import { accountPolicy, kind, type PolicyValue } from '../../../../src/resources/account-policy.js';
import { kindSample } from '../kind-sample.js';
import { anyText, authority, upperAndLower } from '../texts.js';

type Field = (typeof policyFieldNames)[number];

const field = fc.constantFrom(...policyFieldNames);
const addresses = fc.record({ authority, field });
const flags: readonly Field[] = ['complexityFlag', 'lockoutAppliesToAdministrator'];
const endless: readonly Field[] = ['maximumPasswordAgeDays', 'lockoutDurationMinutes', 'forceLogoff'];

/** What a field holds on a server. */
function usual(of: Field): fc.Arbitrary<PolicyValue> {
  if (flags.includes(of)) return fc.record({ value: fc.boolean() });
  const number = fc.integer({ min: 1, max: 14 });
  return fc.record({ value: endless.includes(of) ? fc.oneof(number, fc.constant('never')) : number });
}

const wanted = fc.oneof(fc.boolean(), fc.nat(99), fc.constant('never'));
const range = fc
  .tuple(fc.nat(99), fc.nat(99))
  .map(([a, b]) => ({ minimum: Math.min(a, b), maximum: Math.max(a, b) }));
const made = addresses.map(({ authority, field }) => accountPolicy(authority, field));

export const sample = kindSample(kind, {
  addresses,
  values: ({ field }) =>
    fc.oneof(
      { weight: 3, arbitrary: usual(field) },
      {
        weight: 1,
        arbitrary: fc.record({ value: fc.oneof(fc.integer(), fc.boolean(), anyText()) }),
      },
    ),
  spellings: ({ authority, field }) =>
    upperAndLower(authority).map((spelled) => ({ authority: spelled, field })),
  examples: ({ field }) =>
    (flags.includes(field) ? ['yes', 'no'] : endless.includes(field) ? ['never'] : []).concat(
      policyFields[field].example.match(/\b\d+\b/g) ?? [],
    ),
  answer({ value }, { field }) {
    if (flags.includes(field)) return typeof value === 'boolean' ? (value ? 'yes' : 'no') : undefined;
    if (value === 'never') return endless.includes(field) ? 'never' : undefined;
    return typeof value === 'number' && value >= 1 && value <= 14 ? String(value) : undefined;
  },
  constructors: { accountPolicy: () => accountPolicy('NTEX01', 'minimumPasswordLength') },
  expectations: {
    'accountPolicy.exactly': fc.tuple(made, wanted).map(([one, value]) => one.exactly(value)),
    'accountPolicy.oneOf': fc.tuple(made, wanted, wanted).map(([one, a, b]) => one.oneOf([a, b])),
    'accountPolicy.atLeast': fc.tuple(made, range).map(([one, { minimum }]) => one.atLeast(minimum)),
    'accountPolicy.atMost': fc.tuple(made, range).map(([one, { maximum }]) => one.atMost(maximum)),
    'accountPolicy.between': fc
      .tuple(made, range)
      .map(([one, { minimum, maximum }]) => one.between(minimum, maximum)),
  },
});
