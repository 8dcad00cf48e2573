import fc from 'fast-check';
import type { KindSample } from '../../../__tests__/support/contract/kind-sample.js';
import type { Expectation } from '../../../src/model/expectation.js';
import { absent, present, unreadable, type Json, type Reading } from '../../../src/model/reading.js';
import type { Resource } from '../../../src/model/resource.js';
import { registryTypes } from '../../../src/resources/registry/data.js';

/** A resource of a server that was thrown together, with what may come over it. */
export interface MadeResource {
  readonly resource: Resource;
  readonly first: Reading;
  /** What somebody else sets it to. */
  readonly edits: readonly Reading[];
  /** What steps want of it. */
  readonly wishes: readonly Expectation[];
}

/** What happens, in this order. Numbers are taken modulo how many there are. */
export type Deed =
  | { readonly do: 'apply'; readonly step: number }
  | { readonly do: 'edit'; readonly resource: number; readonly to: number }
  | { readonly do: 'undo'; readonly steps: readonly number[] };

export interface MadeStep {
  /** Each a resource and one of its wishes. */
  readonly wants: readonly (readonly [number, number])[];
  /** True where it stands on the step before it. */
  readonly needsLast: boolean;
}

export interface MadeWorld {
  readonly resources: readonly MadeResource[];
  readonly steps: readonly MadeStep[];
  readonly deeds: readonly Deed[];
}

/** Servers of a few resources of any kind with values at the edges of what it can hold, steps over them, and deeds. */
export function madeWorlds(samples: ReadonlyMap<string, KindSample>): fc.Arbitrary<MadeWorld> {
  const kinds = [...samples.values()];
  const resource = fc.constantFrom(...kinds).chain(madeResource);
  return fc.record({
    resources: fc.array(resource, { minLength: 1, maxLength: 4 }),
    steps: fc.array(
      fc.record({
        wants: fc.array(fc.tuple(fc.nat(3), fc.nat(2)), { minLength: 1, maxLength: 4 }),
        needsLast: fc.boolean(),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    deeds: fc.array(madeDeed, { minLength: 2, maxLength: 9 }),
  });
}

const madeDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('apply' as const), step: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('edit' as const), resource: fc.nat(3), to: fc.nat(2) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('undo' as const),
      steps: fc.array(fc.nat(2), { minLength: 1, maxLength: 2 }),
    }),
  },
);

function madeResource(sample: KindSample): fc.Arbitrary<MadeResource> {
  const wish = fc.oneof(...Object.values(sample.expectations));
  return sample.resources.chain((resource) => {
    const value = valuesOf(sample, resource);
    const held = fc.oneof(
      { weight: 6, arbitrary: value.map((one): Reading => present(one)) },
      { weight: 2, arbitrary: fc.constant<Reading>(absent) },
    );
    return fc.record({
      resource: fc.constant(resource),
      first: fc.oneof(
        { weight: 20, arbitrary: held },
        { weight: 1, arbitrary: fc.constant<Reading>(unreadable('access denied')) },
      ),
      edits: fc.array(held, { minLength: 3, maxLength: 3 }),
      wishes: fc
        .array(wish, { minLength: 3, maxLength: 3 })
        .map((wishes) => wishes.map((one) => ({ ...one, resource }))),
    });
  });
}

/** Of the registry also what is as large as an old server lets it be. */
function valuesOf(sample: KindSample, resource: Resource): fc.Arbitrary<Json> {
  const values = sample.values(resource);
  if (resource.kind !== 'registry-value') return values;
  return fc.oneof({ weight: 30, arbitrary: values }, { weight: 1, arbitrary: largeData });
}

const largeData = fc
  .tuple(fc.constantFrom(...registryTypes), fc.constantFrom(65_535, 65_536), fc.nat(255))
  .map(([type, length, byte]) => ({ type, bytes: Buffer.alloc(length, byte).toString('hex') }));
