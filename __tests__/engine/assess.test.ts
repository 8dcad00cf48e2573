import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/engine/assess.js';
import type { Finding } from '../../src/engine/finding.js';
import { defineStep, missingFact, noOptions, type Objection, type Step } from '../../src/model/step.js';
import { dword } from '../../src/resources/registry/data.js';
import { kind, registryValue } from '../../src/resources/registry-value.js';
import type { Access } from '../../src/model/access.js';
import { labServer } from '../support/lab-server.js';
import { blindTo } from '../support/step-on-lab.js';

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

describe('what one step cannot be assessed for', () => {
  const broken = (part: Partial<Step>): Step => ({ ...stepWith([]), ...part });
  const fails = (): never => {
    throw new TypeError('cannot read what is not there');
  };

  it.each<[string, Step]>([
    ['whether it applies', broken({ appliesTo: fails })],
    ['what it expects', broken({ expects: fails })],
    ['what it observes', broken({ observes: fails })],
    ['what it objects to', broken({ objections: fails })],
  ])('leaves that step unknown with the reason and the others as they are: %s', async (_, step) => {
    const { access, facts } = await labServer();
    const findings = await assess([step, stepWith([])], () => undefined, facts, access);
    expect(findings).toMatchObject([
      {
        state: 'unknown',
        reason: 'it cannot be judged on this server: cannot read what is not there',
        changes: [],
      },
      { state: 'needs-changes' },
    ]);
  });

  it('is an odd value of the server, such as a name that no account can have', async () => {
    const { access, facts, step } = await labServer();
    const odd = { ...facts, name: 'NT"EX01' };
    const findings = await assess(
      ['guest-account', 'ntfs', 'restrict-anonymous'].map(step),
      () => undefined,
      odd,
      access,
    );
    expect(findings[0]?.state).toBe('unknown');
    expect(findings.at(-1)).toMatchObject({ state: 'needs-changes' });
  });

  it('is options that do not fit any more: the operator is asked, and nothing stops', async () => {
    const { access, facts, step } = await labServer();
    const request = step('certificate-request');
    const [waived, bad] = await Promise.all(
      [{}, { organization: 7 }].map(async (options) => {
        const [finding] = await assess([request], () => options, facts, access);
        return finding;
      }),
    );
    expect(waived).toMatchObject({ state: 'needs-operator', reason: 'its details are not given yet' });
    expect(bad).toMatchObject({ state: 'needs-operator' });
    expect(bad?.reason).toMatch(/do not fit at organization/);
  });
});

describe('the verdict', () => {
  const expecting = (part: Partial<Step>): Step => ({ ...stepWith([]), ...part });
  const met = ['First', 'Second'].map((name) => registryValue(key, name).absent());

  it('is partly, with what is left, where the step looks at less than its sentence covers', async () => {
    const scope = { looked: ['this server'], left: ['the domain EXAMPLE'] };
    const finding = await findingOf(expecting({ expects: () => met, scope: () => scope }));
    expect(finding).toMatchObject({
      state: 'partly',
      reason: 'not looked at: the domain EXAMPLE',
      scope,
    });
  });

  it('is what is to be changed first, whatever is left', async () => {
    const scope = { looked: ['this server'], left: ['the domain EXAMPLE'] };
    expect(await findingOf(expecting({ scope: () => scope }))).toMatchObject({
      state: 'needs-changes',
      scope,
    });
  });

  it('is partly, with its name, where a part could not be read, and unknown where nothing could', async () => {
    const { access, facts } = await labServer();
    const hiding = (...hidden: readonly string[]): Access =>
      blindTo(access, (resource) => hidden.some((name) => resource.key.endsWith(name.toLowerCase())));
    const step = expecting({ expects: () => met });
    const [[partly], [unknown]] = await Promise.all([
      assess([step], () => undefined, facts, hiding('Second')),
      assess([step], () => undefined, facts, hiding('First', 'Second')),
    ]);
    expect(partly).toMatchObject({ state: 'partly', reason: 'Second cannot be read: access denied' });
    expect(unknown).toMatchObject({
      state: 'unknown',
      reason: 'First cannot be read: access denied, and 1 more',
    });
  });

  it('is never satisfied where nothing was checked', async () => {
    expect(await findingOf(expecting({ expects: () => [] }))).toMatchObject({
      state: 'unknown',
      reason: 'there was nothing to check on this server',
    });
  });
});
