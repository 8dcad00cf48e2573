import fc from 'fast-check';
import { kind, registryAcl } from '../../../../src/resources/registry-acl.js';
import { kindSample } from '../kind-sample.js';
import { grantedAccess, lineText, sddl, upperAndLower } from '../texts.js';

const key = fc
  .tuple(fc.constantFrom('HKLM', 'HKU', 'HKCR'), fc.array(lineText('\\"'), { maxLength: 3 }))
  .map(([hive, parts]) => [hive, ...parts].join('\\'));
const long = (key: string): string =>
  key
    .replace(/^HKLM/, 'HKEY_LOCAL_MACHINE')
    .replace(/^HKU/, 'hkey_users')
    .replace(/^HKCR/, 'HKEY_CLASSES_ROOT');

export const sample = kindSample(kind, {
  addresses: fc.record({ key }),
  values: () => fc.record({ sddl }),
  spellings: ({ key }) => [...upperAndLower(key), long(key)].map((spelled) => ({ key: spelled })),
  examples: () => ['Everyone read, Administrators full'],
  // No answer at all is no answer, though a descriptor without a list is written so
  answer: ({ sddl }) => (sddl === '' ? undefined : sddl),
  constructors: { registryAcl: () => registryAcl('HKLM\\SOFTWARE') },
  expectations: {
    'registryAcl.allows': fc
      .tuple(key, grantedAccess)
      .map(([key, access]) => registryAcl(key).allows(access)),
  },
});
