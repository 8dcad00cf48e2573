import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Facts } from '../../../src/model/facts.js';
import { absent, present, type Settable } from '../../../src/model/reading.js';
import type { Resource } from '../../../src/model/resource.js';
import { evidenceOf } from '../../../src/targets/kit/folder/evidence.js';
import { kitKinds } from '../../../src/targets/kit/kinds/index.js';
import { identityOf } from '../../../src/targets/kit/capture.js';
import type { Means } from '../../../src/targets/kit/kinds/kit-kind.js';
import { kitPlaces, kitServer, type KitPlaces } from '../../support/contract/kit-captures.js';
import { kindSamples, sampleOf } from '../../support/contract/samples.js';

const samples = await kindSamples();
const facts: Facts = { name: kitServer };
const nothing = evidenceOf([]);

describe.each([...kitKinds])('a kit reads and changes a %s', (name, kit) => {
  const sample = sampleOf(samples, name);
  const odd = sample.resources.chain((resource) =>
    fc.tuple(fc.constant(resource), settable(resource), settable(resource)),
  );
  function settable(resource: Resource): fc.Arbitrary<Settable> {
    return fc.oneof(
      { weight: 1, arbitrary: fc.constant<Settable>(absent) },
      { weight: 4, arbitrary: sample.values(resource).map((value) => present(value)) },
    );
  }

  it('and takes what it has not collected for unreadable', () => {
    fc.assert(
      fc.property(odd, ([resource]) => {
        expect(kit.read(resource, nothing, facts)).toEqual({
          state: 'unreadable',
          reason: expect.stringMatching(/\S/),
        });
      }),
    );
  });

  it('and leaves to a person what it cannot capture', () => {
    fc.assert(
      fc.property(odd, ([resource, from, to]) => {
        if (kit.captures(resource, facts) !== undefined) return;
        expect(kit.write({ resource, from, to }, nothing, facts)).toEqual({
          byHand: expect.stringMatching(/\S/),
        });
      }),
      { numRuns: 300 },
    );
  });

  it('with lines that nobody can break out of, whatever the names and values are', () => {
    fc.assert(
      fc.property(odd, ([resource, from, to]) => {
        const means = kit.write({ resource, from, to }, nothing, facts);
        if (!('byHand' in means)) plain(means);
      }),
      { numRuns: 300 },
    );
  });

  describe('on a server', () => {
    const held = (): fc.Arbitrary<readonly [Resource, Settable, Settable]> => {
      const { resources, readings } = placesOf(name);
      return fc.tuple(resources, readings, readings);
    };
    const evidence = (resource: Resource, reading: Settable) =>
      evidenceOf(placesOf(name).captured(resource, reading, kit.captures(resource, facts) ?? []));

    it('which holds what it read', () => {
      fc.assert(
        fc.property(held(), ([resource, reading]) => {
          expect(kit.captures(resource, facts)).not.toEqual([]);
          const found = kit.read(resource, evidence(resource, reading), facts);
          expect({ reading, found, equal: sample.kind.equal(found, reading) }).toEqual({
            reading,
            found,
            equal: true,
          });
        }),
      );
    });

    it('and can take back whatever it changes, with signs from what it captures', () => {
      let changed = 0;
      fc.assert(
        fc.property(held(), ([resource, from, to]) => {
          const seen = evidence(resource, from);
          const there = kit.write({ resource, from, to }, seen, facts);
          if ('byHand' in there) return;
          changed += 1;
          plain(there);
          expect(kit.write({ resource, from: to, to: from }, seen, facts)).not.toHaveProperty('byHand');
          const captured = new Set(kit.captures(resource, facts)?.map(identityOf));
          for (const { capture } of there.signs) expect(captured).toContain(identityOf(capture));
        }),
        { numRuns: 300 },
      );
      expect(changed).toBeGreaterThan(0);
    });
  });
});

it('every kind of a kit is tried with what the tools of a server print', () => {
  for (const name of kitKinds.keys()) placesOf(name);
  expect(Object.keys(kitPlaces).filter((name) => !kitKinds.has(name))).toEqual([]);
});

function placesOf(name: string): KitPlaces {
  const places = kitPlaces[name];
  if (places !== undefined) return places;
  throw new Error(
    `src/targets/kit/kinds/index.ts names ${name}, which no contract holds: add to kitPlaces in ` +
      '__tests__/support/contract/kit-captures.ts resources that a kit can read, and what the tools of a server print there.',
  );
}

/** Every line is one line of plain characters, and opens no variable of cmd.exe. */
function plain({ add, remove, removeKeys, commands, directory }: Means): void {
  const rows = directory.map((line) => Object.values(line).join(','));
  for (const line of [...add, ...remove, ...removeKeys, ...commands, ...rows])
    expect(line).toMatch(/^[\x20-\x7e]+$/);
  for (const line of commands) {
    expect(line).not.toContain('%');
    expect(line.replace(/"[^"]*"/g, '')).not.toMatch(/["&|<>^]/);
  }
}
