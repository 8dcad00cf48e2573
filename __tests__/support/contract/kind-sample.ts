import type fc from 'fast-check';
import type { Expectation } from '../../../src/model/expectation.js';
import type { TypedKind } from '../../../src/model/kind.js';
import type { Json } from '../../../src/model/reading.js';
import type { Resource } from '../../../src/model/resource.js';

/** What the contract needs to know of a kind to try it: one file of this a kind, in `kinds/`, under the kind's own name. */
interface KindSampleOf<Address, Value> {
  /** Valid addresses, odd ones among them. */
  readonly addresses: fc.Arbitrary<Address>;
  /** Values that the resource at this address can hold, odd ones among them. */
  values(address: Address): fc.Arbitrary<Value>;
  /** Other spellings of the same thing; none where there is but one. */
  spellings(address: Address): readonly Address[];
  /** The examples and words that the question shows; each of them is an answer. */
  examples(address: Address): readonly string[];
  /** What a person answers who sees this value; undefined where no answer of one line can say it. */
  answer(value: Value, address: Address): string | undefined;
  /** Every exported function that makes expectations, called with some address: its methods are looked up here. */
  readonly constructors: Readonly<Record<string, () => object>>;
  /** For `service.disabled` or, where the function gives one at once, `ntfsVolume`: all that it can make. */
  readonly expectations: Readonly<Record<string, fc.Arbitrary<Expectation>>>;
  /** Exported functions that make no expectation. */
  readonly others?: readonly string[];
}

/** The same in terms of resources, for a contract that knows no kind by name. */
export interface KindSample {
  readonly kind: TypedKind<Json, Json>;
  readonly resources: fc.Arbitrary<Resource>;
  values(resource: Resource): fc.Arbitrary<Json>;
  spellings(resource: Resource): readonly Resource[];
  examples(resource: Resource): readonly string[];
  answer(value: Json, resource: Resource): string | undefined;
  readonly constructors: Readonly<Record<string, () => object>>;
  readonly expectations: Readonly<Record<string, fc.Arbitrary<Expectation>>>;
  readonly others: readonly string[];
}

export function kindSample<Address extends Json, Value extends Json>(
  kind: TypedKind<Address, Value>,
  sample: KindSampleOf<Address, Value>,
): KindSample {
  return {
    kind,
    resources: sample.addresses.map((address) => kind.resource(address)),
    values: (resource) => sample.values(kind.addressOf(resource)),
    spellings: (resource) =>
      sample.spellings(kind.addressOf(resource)).map((address) => kind.resource(address)),
    examples: (resource) => sample.examples(kind.addressOf(resource)),
    answer(value, resource) {
      const typed = kind.typed({ state: 'present', value });
      return typed.state === 'present' ? sample.answer(typed.value, kind.addressOf(resource)) : undefined;
    },
    constructors: sample.constructors,
    expectations: sample.expectations,
    others: sample.others ?? [],
  };
}
