import { describe, expect, it } from '@jest/globals';
import { assess, type Finding } from '../../src/engine/assess.js';
import { defineStep, missingFact, noOptions, type Objection, type Step } from '../../src/model/step.js';
import { dword } from '../../src/resources/registry/data.js';
import { kind, registryValue } from '../../src/resources/registry-value.js';
import { labServer } from '../support/lab-server.js';

const key = 'HKLM\\SOFTWARE\\Batten\\Test';
const [first, second] = ['First', 'Second'].map((name) => kind.resource({ key, name }));

function stepWith(objections: readonly Objection[], lacks?: string): Step {
  return defineStep({
    id: 'trial',
    stage: 'security-changes',
    section: '',
    covers: [],
    line: 1,
    title: '',
    why: '',
    mayBreak: [],
    sources: [],
    reversibility: 'automatic',
    effect: 'at once',
    options: noOptions,
    expects() {
      if (lacks !== undefined) throw missingFact(lacks);
      return ['First', 'Second'].map((name) => registryValue(key, name).exactly(dword(1)));
    },
    objections: () => objections,
  });
}

async function findingOf(step: Step): Promise<Finding> {
  const { access, facts } = await labServer();
  const [finding] = await assess([step], () => undefined, facts, access);
  if (finding === undefined) throw new Error('no finding');
  return finding;
}

const planned = ({ changes }: Finding): readonly string[] => changes.map(({ resource }) => resource.key);

describe('an objection', () => {
  it('keeps its change out and leaves the step to the operator once nothing else is to do', async () => {
    if (first === undefined || second === undefined) throw new Error('no resources');
    const one = await findingOf(stepWith([{ resource: first, reason: 'no' }]));
    expect(planned(one)).toEqual([second.key]);
    const both = await findingOf(stepWith([first, second].map((resource) => ({ resource, reason: 'no' }))));
    expect(both).toMatchObject({ state: 'needs-operator', changes: [] });
  });

  it('that is moot counts as met: nothing is planned for it and nothing is left open', async () => {
    if (first === undefined || second === undefined) throw new Error('no resources');
    const moot = [first, second].map((resource) => ({ resource, reason: 'done elsewhere', moot: true }));
    const finding = await findingOf(stepWith(moot));
    expect(finding).toMatchObject({ state: 'satisfied', changes: [] });
    expect(finding.checks.map(({ met, objection }) => [met, objection])).toEqual([
      [true, undefined],
      [true, undefined],
    ]);
  });
});

describe('a missing fact', () => {
  it('is asked of the operator, and the other steps are assessed all the same', async () => {
    const finding = await findingOf(stepWith([], 'the site was not found out'));
    expect(finding).toMatchObject({
      state: 'needs-operator',
      reason: 'the site was not found out',
      checks: [],
      changes: [],
    });
  });
});
