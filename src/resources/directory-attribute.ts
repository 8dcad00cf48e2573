import { z } from 'zod';
import { changeInAdministrator, isBoolean, lookInAdministrator } from './directory/pages.js';
import { expectAbsent, expectExact, type Expectation } from '../model/expectation.js';
import { defineKind } from '../model/kind.js';
import type { Resource } from '../model/resource.js';

/** `dn` in the comma form of LDAP, `attribute` by its LDAP name: `Enabled-Protocol-Cfg`. */
type Address = Readonly<{ dn: string; attribute: string }>;

/** As LDAP prints them: TRUE and FALSE, decimal numbers, hexadecimal digits for binary. */
type Value = Readonly<{ values: readonly string[] }>;

/** A name in the directory of Exchange 5.5, parts separated by commas. */
export const distinguishedName = z
  .string()
  .regex(
    /^(o|ou|cn)=[^,="\p{Cc}]+(\s*,\s*(o|ou|cn)=[^,="\p{Cc}]+)*$/iu,
    'a directory name is made of cn=, ou= and o= parts with commas between',
  );

/** The same text for every spelling of a distinguished name. */
export const sameName = (dn: string): string => dn.replace(/\s*,\s*/g, ',').toLowerCase();

const address: z.ZodType<Address> = z.object({
  dn: distinguishedName,
  attribute: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/i, 'an attribute has letters, digits and hyphens'),
});

const value: z.ZodType<Value> = z.object({
  values: z.array(z.string()).min(1, 'an attribute without values is absent'),
});

/**
 * An attribute of the Exchange 5.5 directory. Absent means that it was asked for by name, with the right to see it, and
 * is not there: operational attributes come only when named.
 */
export const kind = defineKind<Address, Value>({
  name: 'directory-attribute',
  title: 'directory attribute',
  doneBy: 'batten',
  address,
  value,
  identity: ({ dn, attribute }) => `${sameName(dn)}:${attribute.toLowerCase()}`,
  describe: ({ dn, attribute }) => ({ place: dn, name: attribute }),
  show: ({ values }) => values.join(' | '),
  // A directory keeps values in no order
  equal: (a, b) => comparable(a.values) === comparable(b.values),
  byHand: {
    look: lookInAdministrator,
    change: changeInAdministrator,
    question: ({ attribute }) =>
      isBoolean(attribute) ? `${attribute}: TRUE or FALSE` : `Value of ${attribute}; several with | between`,
    parse(answer, { attribute }) {
      const values = answer
        .split('|')
        .map((one) => one.trim())
        .filter((one) => one !== '');
      if (isBoolean(attribute) && !(values.length === 1 && values.every(isTruthWord))) {
        return { problem: 'Answer TRUE or FALSE.' };
      }
      if (values.length === 0) return { problem: 'Answer with the value, or say that it is not there.' };
      return { value: { values: values.map((one) => (isTruthWord(one) ? one.toUpperCase() : one)) } };
    },
  },
});

export interface DirectoryExpectations {
  readonly resource: Resource;
  isTrue(): Expectation;
  isFalse(): Expectation;
  /**
   * A limit that is there and is no higher. A 0 is no limit that anybody can want: nothing passes it, so it counts as
   * unmet, and Batten never writes it.
   *
   * @param limit 1 or more, in the attribute's own unit
   */
  limitedTo(limit: number): Expectation;
  absent(): Expectation;
}

export function directoryAttribute(dn: string, attribute: string): DirectoryExpectations {
  const resource = kind.resource({ dn, attribute });
  const single = ({ values }: Value): string | undefined => (values.length === 1 ? values[0] : undefined);
  const truth = expectExact<Value, boolean>(resource, kind.typed, {
    get(found) {
      const word = single(found);
      return word !== undefined && isTruthWord(word) ? word.toUpperCase() === 'TRUE' : undefined;
    },
    set: (_, wanted) => ({ values: [wanted ? 'TRUE' : 'FALSE'] }),
    show: (wanted) => (wanted ? 'TRUE' : 'FALSE'),
  });
  return {
    resource,
    isTrue: () => truth.exactly(true),
    isFalse: () => truth.exactly(false),
    limitedTo: (limit) => ({
      ...expectExact<Value, number>(resource, kind.typed, {
        get(found) {
          const number = Number(single(found) ?? NaN);
          return Number.isInteger(number) ? number : undefined;
        },
        set: (_, wanted) => ({ values: [String(wanted)] }),
        show: String,
        equal: (found, wanted) => found >= 1 && found <= wanted,
      }).exactly(limit),
      words: `is at most ${limit}`,
    }),
    absent: () => expectAbsent(resource),
  };
}

const isTruthWord = (word: string): boolean => /^(true|false)$/i.test(word);

const comparable = (values: readonly string[]): string =>
  JSON.stringify([...values].map((one) => (isTruthWord(one) ? one.toUpperCase() : one)).sort());
