import fc from 'fast-check';
import { dword, meaning, multiText, registryTypes, text } from '../../../../src/resources/registry/data.js';
import { kind, registryValue } from '../../../../src/resources/registry-value.js';
import { kindSample } from '../kind-sample.js';
import { anyText, lineText, upperAndLower } from '../texts.js';

const part = fc.oneof(fc.constantFrom('SYSTEM', 'Control', 'Lsa'), lineText('\\'));
const key = fc
  .tuple(fc.constantFrom('HKLM', 'HKU', 'HKCR'), fc.array(part, { minLength: 1, maxLength: 3 }))
  .map(([hive, parts]) => [hive, ...parts].join('\\'));
const addresses = fc.record({ key, name: fc.oneof(fc.constant(''), anyText()) });

const bytes = fc.uint8Array({ maxLength: 12 }).map((raw) => Buffer.from(raw).toString('hex'));
const item = lineText();
const data = fc.oneof(
  fc.record({ type: fc.constantFrom(...registryTypes), bytes }),
  fc.nat(0xffffffff).map(dword),
  anyText().map((said) => text(said)),
  fc.array(item, { maxLength: 3 }).map(multiText),
);
const made = addresses.map(({ key, name }) => registryValue(key, name));
const numbers = fc
  .tuple(fc.nat(0xffffffff), fc.nat(0xffffffff))
  .map(([a, b]) => ({ minimum: Math.min(a, b), maximum: Math.max(a, b) }));

const longHive = (key: string): string =>
  key
    .replace(/^HKLM/, 'HKEY_LOCAL_MACHINE')
    .replace(/^HKU/, 'hkey_users')
    .replace(/^HKCR/, 'HKEY_CLASSES_ROOT');

export const sample = kindSample(kind, {
  addresses,
  values: () => data,
  spellings: ({ key, name }) => [
    ...upperAndLower(key).map((spelled) => ({ key: spelled, name: name.toUpperCase().toLowerCase() })),
    { key: longHive(key), name },
  ],
  examples: () => ['REG_DWORD 1'],
  answer(found) {
    const means = meaning(found);
    if (typeof means === 'number') return `${found.type} ${means}`;
    if (means === undefined) return /DWORD|SZ/.test(found.type) ? undefined : `${found.type} ${found.bytes}`;
    const items = typeof means === 'string' ? [means] : means;
    // Odd terminators are not seen in a window, and an answer is one line
    const shown = typeof means === 'string' ? text(means) : multiText(items);
    if (
      shown.bytes !== found.bytes ||
      items.some((one) => /[\n\r\u2028\u2029\0|"]/.test(one) || one !== one.trim())
    )
      return undefined;
    return typeof means === 'string' ? `${found.type} "${means}"` : `${found.type} ${items.join(' | ')}`;
  },
  constructors: { registryValue: () => registryValue('HKLM\\SYSTEM', 'x') },
  expectations: {
    'registryValue.exactly': fc.tuple(made, data).map(([one, wanted]) => one.exactly(wanted)),
    'registryValue.oneOf': fc.tuple(made, data, data).map(([one, a, b]) => one.oneOf([a, b])),
    'registryValue.atLeast': fc.tuple(made, numbers).map(([one, { minimum }]) => one.atLeast(minimum)),
    'registryValue.atMost': fc.tuple(made, numbers).map(([one, { maximum }]) => one.atMost(maximum)),
    'registryValue.between': fc
      .tuple(made, numbers)
      .map(([one, { minimum, maximum }]) => one.between(minimum, maximum)),
    'registryValue.includes': fc.tuple(made, item).map(([one, wanted]) => one.includes(wanted)),
    'registryValue.without': fc.tuple(made, item).map(([one, unwanted]) => one.without(unwanted)),
    'registryValue.absent': made.map((one) => one.absent()),
  },
});
