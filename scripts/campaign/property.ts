import fc from 'fast-check';
import { addTallies, noTally, type Tally } from './part.js';

/**
 * Tries a property on values made from the number of the first trial. The first value that breaks it is made smaller and
 * ends the batch.
 *
 * @param trial gives what it counted, and throws where the promise broke
 */
export async function tryProperty<Value>(
  values: fc.Arbitrary<Value>,
  trial: (value: Value) => Promise<Tally['counts']>,
  first: number,
  trials: number,
): Promise<Tally> {
  let tally: Tally = noTally;
  const property = fc.asyncProperty(values, async (value) => {
    const counts = await trial(value);
    tally = addTallies(tally, { trials: 1, failures: [], counts });
  });
  const result = await fc.check(property, { seed: first + 1, numRuns: trials });
  if (!result.failed) return tally;
  const { seed, counterexamplePath, errorInstance, counterexample } = result;
  const what = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const again = `seed ${seed}, path ${counterexamplePath ?? ''}: ${JSON.stringify(counterexample)}`;
  return { ...tally, trials, failures: [`${what} (${again})`] };
}
