import fc from 'fast-check';
import { isBoolean } from '../../../../src/resources/directory/pages.js';
import { directoryAttribute, kind } from '../../../../src/resources/directory-attribute.js';
import { kindSample } from '../kind-sample.js';
import { anyText, lineText, upperAndLower } from '../texts.js';

const ending = 'cn=NTEX01,cn=Servers,cn=Configuration,ou=HQ,o=Example';
const dn = fc.oneof(
  fc.constantFrom(
    `cn=POP3,cn=Protocols,${ending}`,
    'cn=HTTP,cn=Protocols,cn=Configuration,ou=HQ,o=Example',
    'cn=Odd,cn=Protocols',
    `cn=Microsoft MTA,${ending}`,
    'cn=Internet Mail Connector (NTEX01),cn=Connections,cn=Configuration,ou=HQ,o=Example',
    'cn=Site-MTA-Config,cn=Configuration,ou=HQ,o=Example',
    'o=Example',
  ),
  lineText(',="').map((name) => `cn=${name},ou=HQ,o=Example`),
);
const attribute = fc.constantFrom(
  'Enabled-Protocol-Cfg',
  'use-site-values',
  'Deliv-Cont-Length',
  'Admin-Description',
  'rdn',
);
const addresses = fc.record({ dn, attribute });
const made = addresses.map(({ dn, attribute }) => directoryAttribute(dn, attribute));

export const sample = kindSample(kind, {
  addresses,
  values: () =>
    fc.record({
      values: fc.array(fc.oneof(fc.constantFrom('TRUE', 'false', '0', '20480', '007', ''), anyText()), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  spellings: ({ dn, attribute }) =>
    [...upperAndLower(dn), dn.replaceAll(',', ' ,  ')].flatMap((name) =>
      [attribute, attribute.toUpperCase()].map((spelled) => ({ dn: name, attribute: spelled })),
    ),
  examples: ({ attribute }) => (isBoolean(attribute) ? ['TRUE', 'FALSE'] : []),
  answer({ values }, { attribute }) {
    if (isBoolean(attribute))
      return values.length === 1 && /^(true|false)$/i.test(values[0] ?? '') ? values[0] : undefined;
    return values.every((one) => one === one.trim() && one !== '' && !one.includes('|'))
      ? values.join(' | ')
      : undefined;
  },
  constructors: { directoryAttribute: () => directoryAttribute('o=Example', 'rdn') },
  expectations: {
    'directoryAttribute.isTrue': made.map((one) => one.isTrue()),
    'directoryAttribute.isFalse': made.map((one) => one.isFalse()),
    'directoryAttribute.limitedTo': fc
      .tuple(made, fc.integer({ min: 1, max: 1_000_000 }))
      .map(([one, limit]) => one.limitedTo(limit)),
    'directoryAttribute.absent': made.map((one) => one.absent()),
  },
  others: ['sameName'],
});
