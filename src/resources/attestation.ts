import { z } from 'zod';
import { expectExact, type Expectation } from '../model/expectation.js';
import { defineKind } from '../model/kind.js';

type Address = Readonly<{ id: string }>;

/** The sentence that the operator confirmed, as it stood then. */
export type AttestationValue = Readonly<{ statement: string }>;

const address: z.ZodType<Address> = z.object({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an attestation is named in small letters with hyphens'),
});

const value: z.ZodType<AttestationValue> = z.object({
  statement: z.string().refine((text) => text.trim() !== '', 'a statement is not empty'),
});

export const kind = defineKind<Address, AttestationValue>({
  name: 'attestation',
  title: 'attestation',
  doneBy: 'operator',
  byWord: true,
  address,
  value,
  identity: ({ id }) => id,
  describe: ({ id }) => ({ place: 'By word of the operator', name: id }),
  show: ({ statement }) => `attested: ${statement}`,
  byHand: {
    look: () => ({
      clicks: ['No screen of the server shows it: ask whoever can vouch for it, or go and see.'],
    }),
    change: (_, to) =>
      to.state === 'absent'
        ? { clicks: ['Withdraws the recorded word; nothing on the server changes.'] }
        : { clicks: ['Say that this is done only if it is so, word for word.', to.value.statement] },
    question: ({ id }) => `The statement that was confirmed for ${id}`,
    parse(answer) {
      const statement = answer.trim();
      return statement === '' ? { problem: 'Answer with the statement.' } : { value: { statement } };
    },
  },
});

export interface AttestationExpectations {
  /**
   * The operator has confirmed this very sentence: where a later Batten asks for more, an older word does not count.
   *
   * @param statement a full sentence that is either so or not
   */
  attested(statement: string): Expectation;
}

/** What no program can see, such as a locked room. */
export function attestation(id: string): AttestationExpectations {
  const resource = kind.resource({ id });
  return {
    attested: (statement) => ({
      ...expectExact(resource, kind.typed, {
        get: (found: AttestationValue) => found.statement,
        set: (_: AttestationValue | undefined, wanted: string) => ({ statement: wanted }),
        show: String,
      }).exactly(statement),
      words: `is attested: ${statement}`,
    }),
  };
}
