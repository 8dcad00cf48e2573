import type { Expectation } from '../../src/model/expectation.js';
import { absent, type Settable } from '../../src/model/reading.js';
import { meaning, type Meaning, type RegistryType } from '../../src/resources/registry/data.js';
import { kind } from '../../src/resources/registry-value.js';

/** For a value whose absence already means what is wanted: nothing is written where nothing is. */
export const orAbsent = (expectation: Expectation): Expectation => ({
  ...expectation,
  words: `${expectation.words}, or is absent`,
  met: (reading) => reading.state === 'absent' || expectation.met(reading),
  aim: (reading) => (reading.state === 'absent' ? absent : expectation.aim(reading)),
});

/** What a value of this type holds; undefined where it is absent, of another type, or its bytes do not fit. */
export function meaningOf(reading: Settable, type: RegistryType): Meaning | undefined {
  const found = kind.typed(reading);
  return found.state === 'present' && found.value.type === type ? meaning(found.value) : undefined;
}
