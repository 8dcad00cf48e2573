import fc from 'fast-check';
import {
  metabaseProperties,
  type MetabaseData,
  type MetabaseProperty,
} from '../../../../src/resources/metabase/data.js';
import { kind, metabaseValue } from '../../../../src/resources/metabase-value.js';
import { kindSample } from '../kind-sample.js';
import { anyText, lineText, upperAndLower } from '../texts.js';

const names = Object.keys(metabaseProperties) as MetabaseProperty[];
const path = fc
  .array(fc.oneof(fc.constantFrom('W3SVC', '1', 'ROOT', 'Exchange'), lineText('/"')), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => `/LM/${parts.join('/')}`);
const id = fc.oneof(
  fc.constantFrom(...names).map((name) => metabaseProperties[name].id),
  fc.integer({ min: 1, max: 0xffffffff }),
);
const values: fc.Arbitrary<MetabaseData> = fc.oneof(
  fc.record({ type: fc.constant('DWORD' as const), data: fc.nat(0xffffffff) }),
  fc.record({ type: fc.constantFrom('STRING' as const, 'EXPANDSZ' as const), data: anyText() }),
  fc.record({ type: fc.constant('BINARY' as const), data: fc.constantFrom('', '00ff', '0a0d1b') }),
  fc.record({ type: fc.constant('MULTISZ' as const), data: fc.array(anyText(), { maxLength: 3 }) }),
);
const made = fc.tuple(path, fc.constantFrom(...names)).map(([path, name]) => metabaseValue(path, name));
const item = lineText();
const bits = fc.nat(0xffffffff);

export const sample = kindSample(kind, {
  addresses: fc.record({ path, id }),
  values: () => values,
  spellings: ({ path, id }) => upperAndLower(path).map((spelled) => ({ path: spelled, id })),
  examples: () => ['(INTEGER) 264'],
  answer({ type, data }) {
    if (type === 'BINARY') return undefined;
    if (typeof data === 'number') return `(INTEGER) ${data}`;
    const items = typeof data === 'string' ? [data] : data;
    if (items.some((one) => /["\p{Cc}]/u.test(one))) return undefined;
    const quoted = items.map((one) => `"${one}"`).join(' ');
    return type === 'MULTISZ' ? `(LIST) (${items.length} Items) ${quoted}` : `(${type}) ${quoted}`;
  },
  constructors: { metabaseValue: () => metabaseValue('/LM/W3SVC', 'AuthFlags') },
  expectations: {
    'metabaseValue.exactly': fc
      .tuple(made, fc.oneof(bits, anyText()))
      .map(([one, data]) => one.exactly(data)),
    'metabaseValue.flags': fc.tuple(made, bits).map(([one, mask]) => one.flags(mask)),
    'metabaseValue.flagsUnlessInherited': fc
      .tuple(made, bits)
      .map(([one, mask]) => one.flagsUnlessInherited(mask)),
    'metabaseValue.withoutFlags': fc.tuple(made, bits).map(([one, mask]) => one.withoutFlags(mask)),
    'metabaseValue.includes': fc.tuple(made, item).map(([one, wanted]) => one.includes(wanted)),
    'metabaseValue.without': fc.tuple(made, item).map(([one, unwanted]) => one.without(unwanted)),
  },
});
