import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Change } from '../../src/engine/finding.js';
import { ridOf } from '../../src/resources/account/sid.js';
import { kind as groupKind } from '../../src/resources/group-membership.js';
import { kind as rightKind } from '../../src/resources/user-right.js';
import { anyCombination } from '../support/matrix/any-combination.js';
import { assessCombination } from '../support/matrix/assess-combination.js';

/** Who gets a right by a change, and who leaves a group. */
function gainedAndLost({ resource, before, after }: Change): readonly string[] {
  if (resource.kind === rightKind.name) return difference(holders(after), holders(before));
  if (resource.kind === groupKind.name) return difference(members(before), members(after));
  return [];
}

const holders = (reading: Change['before']): readonly string[] => {
  const typed = rightKind.typed(reading);
  return typed.state === 'present' ? typed.value.holders : [];
};

const members = (reading: Change['before']): readonly string[] => {
  const typed = groupKind.typed(reading);
  return typed.state === 'present' ? typed.value.members : [];
};

const difference = (all: readonly string[], less: readonly string[]): readonly string[] =>
  all.filter((one) => !less.includes(one));

describe('whatever a server is', () => {
  it('every step is judged, and none is green on nothing or on a part', async () => {
    await fc.assert(
      fc.asyncProperty(anyCombination, async (combination) => {
        const { first, last } = await assessCombination(combination);
        for (const { step, state, checks, changes, scope, reason } of [...first.findings, ...last.findings]) {
          const where = `${combination.name}: ${step.id}`;
          if (state === 'satisfied')
            expect([where, checks.length > 0, scope.left]).toEqual([where, true, []]);
          if (state === 'not-applicable') expect([where, changes]).toEqual([where, []]);
          expect([where, reason?.startsWith('it cannot be judged') ?? false]).toEqual([where, false]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('nothing is written for a role that it does not play', async () => {
    await fc.assert(
      fc.asyncProperty(anyCombination, async (combination) => {
        const { first } = await assessCombination(combination);
        const keys = first.findings.flatMap(({ changes }) => changes.map(({ resource }) => resource.key));
        if (combination.is.web === 'no web')
          expect(keys.filter((key) => key.startsWith('metabase'))).toEqual([]);
        if (combination.is.mail === 'no exchange')
          expect(keys.filter((key) => /msexchange|^directory-|^share-acl/.test(key))).toEqual([]);
        if (combination.is.mail !== 'internet mail')
          expect(keys.filter((key) => key.includes('msexchangeimc'))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('no administrator, no person and not the system itself gains a right or leaves a group', async () => {
    await fc.assert(
      fc.asyncProperty(anyCombination, async (combination) => {
        const { first } = await assessCombination(combination);
        const touched = first.findings.flatMap(({ changes }) => changes.flatMap(gainedAndLost));
        const people = touched.filter((sid) => ridOf(sid) !== 1010);
        expect([combination.name, people]).toEqual([combination.name, []]);
      }),
      { numRuns: 120 },
    );
  });
});
