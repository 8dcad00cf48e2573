import fc from 'fast-check';
import { auditCategories, auditingOn, auditPolicy, kind } from '../../../../src/resources/audit-policy.js';
import { kindSample } from '../kind-sample.js';

const category = fc.constantFrom(...auditCategories);
const recorded = fc.record({ success: fc.boolean(), failure: fc.boolean() });

export const sample = kindSample(kind, {
  addresses: fc.record({ category: fc.constantFrom('enabled' as const, ...auditCategories) }),
  // The schema lets each hold what belongs to the other
  values: () => fc.oneof(fc.record({ value: fc.boolean() }), recorded),
  spellings: () => [],
  examples: ({ category }) =>
    category === 'enabled' ? ['on', 'off'] : ['none', 'success', 'failure', 'both'],
  answer(found, { category }) {
    if ('value' in found) return category === 'enabled' ? (found.value ? 'on' : 'off') : undefined;
    if (category === 'enabled') return undefined;
    const { success, failure } = found;
    return success && failure ? 'both' : success ? 'success' : failure ? 'failure' : 'none';
  },
  constructors: { auditingOn, auditPolicy: () => auditPolicy('logon') },
  expectations: {
    auditingOn: fc.constant(auditingOn()),
    'auditPolicy.records': fc
      .tuple(category, recorded)
      .map(([one, wanted]) => auditPolicy(one).records(wanted)),
    'auditPolicy.exactly': fc
      .tuple(category, recorded)
      .map(([one, wanted]) => auditPolicy(one).exactly(wanted)),
  },
});
