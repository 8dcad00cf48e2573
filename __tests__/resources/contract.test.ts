import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Expectation } from '../../src/model/expectation.js';
import { absent, canonical, present, unreadable, type Json, type Reading } from '../../src/model/reading.js';
import type { Resource } from '../../src/model/resource.js';
import type { KindSample } from '../support/contract/kind-sample.js';
import { functionsOf, kindIn, kindModules, kindSamples, sampleOf } from '../support/contract/samples.js';
import { anyText } from '../support/contract/texts.js';

const modules = await kindModules();
const samples = await kindSamples();

const throughJson = (data: Json): Json => JSON.parse(JSON.stringify(data)) as Json;
const hasLineBreak = (line: string): boolean => /[\n\r]/.test(line);

it('the contract has samples of kinds alone', () => {
  expect([...samples.keys()].filter((name) => !modules.has(name))).toEqual([]);
});

describe.each([...modules])('%s', (name, module) => {
  const constructors = functionsOf(module).filter((one) => !(samples.get(name)?.others ?? []).includes(one));
  let sample: KindSample;
  beforeAll(() => {
    sample = sampleOf(samples, name);
  });

  /** A resource with two values of it. */
  const held = (): fc.Arbitrary<readonly [Resource, Json, Json]> =>
    sample.resources.chain((resource) =>
      fc.tuple(fc.constant(resource), sample.values(resource), sample.values(resource)),
    );
  const readings = (resource: Resource): fc.Arbitrary<Reading> =>
    fc.oneof(
      { weight: 1, arbitrary: fc.constant<Reading>(absent) },
      { weight: 1, arbitrary: anyText().map(unreadable) },
      { weight: 6, arbitrary: sample.values(resource).map((value) => present(value)) },
    );

  it('is called like its file, and says whose word or work it is', () => {
    const { name: own, title, doneBy, byWord } = kindIn(module);
    expect(own).toBe(name);
    expect(sample.kind.name).toBe(name);
    expect(title).toMatch(/^[a-z][a-z ]+$/);
    expect(['batten', 'operator']).toContain(doneBy);
    if (byWord === true) expect(doneBy).toBe('operator');
  });

  it('has samples of everything that its constructors make', () => {
    const made = constructors.flatMap((one) => {
      const construct = sample.constructors[one];
      if (construct === undefined) return [`${one} (under constructors or others)`];
      const built = construct();
      return 'aim' in built
        ? [one]
        : Object.entries(built)
            .filter(([, member]) => typeof member === 'function')
            .map(([method]) => `${one}.${method}`);
    });
    // What is missing here belongs into expectations of __tests__/support/contract/kinds/NAME.ts
    expect(Object.keys(sample.expectations).sort()).toEqual(made.sort());
  });

  it('is met by what its expectations aim at, and changes nothing that is met', () => {
    for (const [constructor, expectations] of Object.entries(sample.expectations)) {
      const tried = expectations.chain((expectation) =>
        fc.tuple(fc.constant(expectation), readings(expectation.resource)),
      );
      fc.assert(
        fc.property(tried, ([expectation, reading]) => {
          if (reading.state !== 'unreadable') aims(sample, constructor, expectation, reading);
        }),
      );
    }
  });

  it('keeps addresses and values through JSON, the canonical form and a scene', () => {
    fc.assert(
      fc.property(held(), ([resource, value]) => {
        expect(sample.kind.resource(throughJson(resource.address))).toEqual(resource);
        expect(sample.kind.resource(JSON.parse(canonical(resource.address)) as Json)).toEqual(resource);
        const kept = sample.kind.value(value);
        expect(throughJson(kept)).toEqual(kept);
        expect(sample.kind.value(JSON.parse(canonical(kept)))).toEqual(kept);
        const entry = { ...membersOf(resource.address), ...membersOf(kept) };
        expect(sample.kind.entry(entry)).toEqual({ resource, reading: present(kept) });
      }),
    );
  });

  it('is one thing however its address is spelled', () => {
    fc.assert(
      fc.property(sample.resources, (resource) => {
        expect(resource.key.startsWith(`${name}:`)).toBe(true);
        for (const other of sample.spellings(resource)) expect(other.key).toBe(resource.key);
      }),
    );
  });

  it('gives different things different keys', () => {
    const plain = (resource: Resource): string => {
      const { place, name: called } = sample.kind.describe(resource);
      return `${place}, ${called}`.toLowerCase().replace(/\s+/g, ' ');
    };
    fc.assert(
      fc.property(sample.resources, sample.resources, (one, other) => {
        if (one.key === other.key) expect(plain(one)).toBe(plain(other));
      }),
      { numRuns: 300 },
    );
  });

  it('can be described, looked for, asked for and changed, whatever its address and value are', () => {
    fc.assert(
      fc.property(held(), ([resource, value]) => {
        const { kind } = sample;
        const { place, name: called } = kind.describe(resource);
        expect([place, called, kind.question(resource)]).not.toContain('');
        expect(kind.show(present(value))).not.toBe('');
        const looks = [kind.look(resource)];
        const changes = [kind.change(resource, present(value)), kind.change(resource, absent)];
        for (const lines of [...looks, ...changes]) expect(lines.join('').trim()).not.toBe('');
        const told = [...looks, ...changes, [kind.question(resource)]].flat();
        expect(told.filter(hasLineBreak)).toEqual([]);
      }),
    );
  });

  it('understands every example that its question shows', () => {
    fc.assert(
      fc.property(sample.resources, (resource) => {
        const question = sample.kind.question(resource);
        const examples = sample.examples(resource);
        for (const example of examples) {
          expect(question).toContain(example);
          expect(sample.kind.parse(example, resource)).toHaveProperty('value');
        }
        if (question.includes('such as '))
          expect(examples.some((one) => question.includes(`such as ${one}`))).toBe(true);
      }),
    );
  });

  it('understands the answer of somebody who saw a value as that value', () => {
    let answers = 0;
    fc.assert(
      fc.property(held(), ([resource, value]) => {
        const answer = sample.answer(value, resource);
        if (answer === undefined) return;
        answers += 1;
        const parsed = sample.kind.parse(answer, resource);
        expect({ answer, parsed }).toEqual({ answer, parsed: { value: expect.anything() } });
        if ('value' in parsed) expect(sample.kind.equal(present(parsed.value), present(value))).toBe(true);
      }),
      { numRuns: 200 },
    );
    expect(answers).toBeGreaterThan(0);
  });

  it('makes of any answer a valid value or a sentence that says what is wrong', () => {
    const spoken = sample.resources.chain((resource) =>
      fc.tuple(
        fc.constant(resource),
        fc.oneof(
          anyText(30),
          sample.values(resource).map((value) => sample.kind.show(present(value))),
          fc
            .tuple(fc.constantFrom(...sample.examples(resource), ''), anyText())
            .map((parts) => parts.join('')),
        ),
      ),
    );
    fc.assert(
      fc.property(spoken, ([resource, answer]) => {
        const parsed = sample.kind.parse(answer, resource);
        if ('problem' in parsed) expect(parsed.problem).toMatch(/\S.*\.$/s);
        else expect(sample.kind.value(parsed.value)).toEqual(parsed.value);
      }),
      { numRuns: 300 },
    );
  });

  it('compares reflexively and symmetrically, and takes what is unreadable for nothing', () => {
    const compared = sample.resources.chain((resource) => fc.tuple(readings(resource), readings(resource)));
    fc.assert(
      fc.property(compared, ([one, other]) => {
        const { kind } = sample;
        expect(kind.equal(one, one)).toBe(one.state !== 'unreadable');
        expect(kind.equal(one, other)).toBe(kind.equal(other, one));
        if (one.state === 'unreadable') expect(kind.equal(one, other)).toBe(false);
      }),
    );
  });

  it('puts the items of a list back as they were, and takes those of another', () => {
    const { list } = sample.kind;
    if (list === undefined) return;
    fc.assert(
      fc.property(held(), ([, one, other]) => {
        const [items, others] = [list.items(one), list.items(other)];
        if (items === undefined) return;
        expect(sample.kind.equal(present(list.withItems(one, items)), present(one))).toBe(true);
        if (others !== undefined) expect(list.items(list.withItems(one, others))).toEqual(others);
        for (const item of items) expect(list.same?.(item, item)).toBe(true);
      }),
    );
  });
});

function aims(
  sample: KindSample,
  constructor: string,
  expectation: Expectation,
  reading: Exclude<Reading, { state: 'unreadable' }>,
): void {
  const { kind } = sample;
  expect(expectation.words).not.toBe('');
  expect(expectation.resource).toEqual(kind.resource(expectation.resource.address));
  const before = canonical(reading);
  const aim = expectation.aim(reading);
  expect(canonical(reading)).toBe(before);
  if (aim.state === 'present') expect(kind.value(throughJson(aim.value))).toEqual(aim.value);
  expect({ constructor, aim, met: expectation.met(aim) }).toEqual({ constructor, aim, met: true });
  if (expectation.met(reading)) expect(aim).toEqual(reading);
  expect(expectation.aim(aim)).toEqual(aim);
}

const membersOf = (data: Json): Readonly<Record<string, Json>> => data as Readonly<Record<string, Json>>;
