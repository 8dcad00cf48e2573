import { describe, expect, it } from '@jest/globals';
import { DataError } from '../../src/errors.js';
import { accountPolicy, kind } from '../../src/resources/account-policy.js';
import { policyFieldNames, type PolicyField } from '../../src/resources/account/policy-fields.js';
import { absent, present } from '../../src/model/reading.js';

const at = (field: PolicyField) => kind.resource({ authority: 'NTEX01', field });

describe('an account policy', () => {
  it.each([
    [{ authority: 'NTEX01', field: 'minimumPasswordLength', value: 0, source: 'x' }, '0'],
    [{ authority: 'EXAMPLE', field: 'complexityFlag', value: false, source: 'x' }, 'no'],
    [{ authority: 'NTEX01', field: 'forceLogoff', value: 'never', confidence: 'medium' }, 'never'],
  ])('is read from the scene entry %j', (entry, shown) => {
    const { resource, reading } = kind.entry(entry);
    expect(resource.address).toEqual({ authority: entry.authority, field: entry.field });
    expect(kind.show(reading)).toBe(shown);
  });

  it('refuses a field that no policy has', () => {
    expect(() => kind.entry({ authority: 'NTEX01', field: 'minimumPasswordAge', value: 1 })).toThrow(
      DataError,
    );
  });

  it('tells server and domain apart', () => {
    expect(at('minimumPasswordLength').key).not.toBe(
      kind.resource({ authority: 'EXAMPLE', field: 'minimumPasswordLength' }).key,
    );
  });
});

describe('atLeast()', () => {
  const eight = accountPolicy('NTEX01', 'minimumPasswordLength').atLeast(8);

  it('raises what is too low and leaves what is higher', () => {
    expect(eight.aim(present({ value: 0 }))).toEqual(present({ value: 8 }));
    expect(eight.met(present({ value: 12 }))).toBe(true);
    expect(eight.met(present({ value: 7 }))).toBe(false);
    expect(eight.met(absent)).toBe(false);
  });

  it('says what it wants', () => {
    expect(eight.words).toBe('is at least 8');
  });
});

describe('by hand', () => {
  it.each<[PolicyField, string, number | boolean | string]>([
    ['minimumPasswordLength', ' 8 ', 8],
    ['passwordHistoryLength', '0', 0],
    ['maximumPasswordAgeDays', 'Unlimited', 'never'],
    ['maximumPasswordAgeDays', '42', 42],
    ['complexityFlag', 'No', false],
    ['lockoutAppliesToAdministrator', 'y', true],
    ['forceLogoff', 'Never', 'never'],
  ])('%s understands %j', (field, answer, value) => {
    expect(kind.parse(answer, at(field))).toEqual({ value: { value } });
  });

  it.each<[PolicyField, string, string]>([
    ['minimumPasswordLength', '15', 'from 0 to 14'],
    ['minimumPasswordLength', 'never', 'from 0 to 14'],
    ['maximumPasswordAgeDays', '0', 'or never'],
    ['complexityFlag', '1', 'yes or no'],
    ['passwordHistoryLength', '', 'whole number'],
  ])('%s asks again after %j', (field, answer, problem) => {
    expect(kind.parse(answer, at(field))).toEqual({ problem: expect.stringContaining(problem) });
  });

  it.each<[PolicyField, number | boolean | string, string]>([
    ['minimumPasswordLength', 8, 'net accounts /minpwlen:8'],
    ['maximumPasswordAgeDays', 'never', 'net accounts /maxpwage:unlimited'],
    ['forceLogoff', 'never', 'net accounts /forcelogoff:no'],
    ['complexityFlag', true, 'passprop /complex'],
  ])('%s is set to %j with the command of NT', (field, value, command) => {
    expect(kind.change(at(field), present({ value })).join('\n')).toContain(command);
  });

  it('takes every example it gives as an answer, where the example is one', () => {
    for (const field of policyFieldNames) {
      const example = /such as (\d+)/.exec(kind.question(at(field)))?.[1] ?? 'yes';
      expect([field, kind.parse(example, at(field))]).toEqual([field, { value: expect.anything() }]);
    }
  });
});
