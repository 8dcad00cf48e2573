import { describe, expect, it } from '@jest/globals';
import { everyStep as steps } from '../../steps/catalogue.js';
import { stages } from '../../src/model/stage.js';
import { kindOf } from '../../src/model/kind.js';
import { absent } from '../../src/model/reading.js';
import { memberServer } from '../support/facts.js';
import { labAnswers } from '../support/lab-server.js';

const ids = steps.map(({ id }) => id);
const each = steps.map((step) => [step.id, step] as const);
const expectationsOf = (step: (typeof steps)[number]) =>
  step.expects(step.parseOptions(labAnswers[step.id] ?? {}), memberServer);

describe('the steps', () => {
  it('have names of their own', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('come stage by stage', () => {
    const order = steps.map(({ stage }) => stages.indexOf(stage));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('claim no recommendation twice', () => {
    const covered = steps.flatMap(({ covers }) => covers);
    expect(covered).toEqual([...new Set(covered)]);
  });

  it('ask nothing of one resource twice, but who is in the groups of power', () => {
    const keys = steps.flatMap((step) =>
      expectationsOf(step)
        // These look and never change anything
        .filter(({ words }) => words !== 'has no member that was not looked at')
        .map(({ resource }) => resource.key),
    );
    expect(keys).toEqual([...new Set(keys)]);
  });
});

describe.each(each)('%s', (id, step) => {
  it('stands after everything it needs or follows', () => {
    const before = ids.slice(0, ids.indexOf(id));
    expect(before).toEqual(expect.arrayContaining([...(step.needs ?? []), ...(step.after ?? [])]));
  });

  it('names its sources the way they can be looked up', () => {
    const texts = [step.why, ...step.mayBreak, ...(step.unconfirmed ?? []), ...step.sources];
    const numbers = texts.flatMap((text) => text.match(/\bQ\d+\b/g) ?? []);
    for (const number of numbers) expect(number).toMatch(/^Q\d{6}$/);
    for (const source of step.sources)
      expect(source).toMatch(/^(Q\d{6}|MS\d{2}-\d{3}|RFC \d+|Threat Mitigation Guide .+)$/);
  });

  it('lists every article it cites', () => {
    const cited = [step.why, ...step.mayBreak].flatMap((text) => text.match(/\bQ\d+\b/g) ?? []);
    expect(step.sources).toEqual(expect.arrayContaining(cited));
  });

  it('speaks calmly, in whole sentences, of what it may break', () => {
    for (const text of [step.why, ...step.mayBreak]) expect(text).toMatch(/^[A-Z][^!]*\.$/);
    expect(step.mayBreak.length).toBeGreaterThan(0);
  });

  it('does by its defaults something that can be shown by hand', () => {
    const expectations = expectationsOf(step);
    expect(expectations.length).toBeGreaterThan(0);
    for (const expectation of expectations) {
      const { resource } = expectation;
      expect(kindOf(resource).change(resource, expectation.aim(absent)).length).toBeGreaterThan(0);
    }
  });

  it('refuses an option that it does not have, by name', () => {
    expect(() => step.parseOptions({ ...labAnswers[id], colour: 'red' })).toThrow(
      new RegExp(`options of ${id} .*colour`),
    );
  });

  it('is automatic only where Batten itself can put everything back', () => {
    const byOperator = expectationsOf(step).some(({ resource }) => kindOf(resource).doneBy === 'operator');
    expect(byOperator && step.reversibility === 'automatic').toBe(false);
  });
});
