import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../../src/errors.js';
import { present } from '../../src/model/reading.js';
import { multiText } from '../../src/resources/registry/data.js';
import { passwordPolicyStep as step } from '../../steps/security-changes/windows/password-policy.js';
import { memberServer } from '../support/facts.js';

const expectations = (options: unknown) => step.expects(step.parseOptions(options), memberServer);

describe('password-policy', () => {
  it('asks for 8 characters on the accounts of the server itself unless told otherwise', () => {
    const [length] = expectations({});
    expect(length?.resource.address).toEqual({ authority: 'NTEX01', field: 'minimumPasswordLength' });
    expect(length?.met(present({ value: 8 }))).toBe(true);
    expect(length?.met(present({ value: 7 }))).toBe(false);
  });

  it('sets the length before the filter, or users are told that 0 characters will do', () => {
    expect(expectations({}).map(({ resource }) => resource.kind)).toEqual([
      'account-policy',
      'registry-value',
    ]);
  });

  it('keeps the password filters of others, in their order', () => {
    const [, packages] = expectations({});
    expect(packages?.aim(present(multiText(['FPNWCLNT', 'ACMEPWD'])))).toEqual(
      present(multiText(['FPNWCLNT', 'ACMEPWD', 'PASSFILT'])),
    );
  });

  it('is satisfied by a filter written in small letters and a longer length', () => {
    const [length, packages] = expectations({ minimumLength: 6 });
    expect(length?.met(present({ value: 14 }))).toBe(true);
    expect(packages?.met(present(multiText(['passfilt'])))).toBe(true);
  });

  it.each([5, 15, 7.5, '8'])('names the option when the length is %p', (minimumLength) => {
    expect(() => step.parseOptions({ minimumLength })).toThrow(UsageError);
    expect(() => step.parseOptions({ minimumLength })).toThrow(/password-policy do not fit at minimumLength/);
  });

  it.each([
    [1, 'PASSFILT.DLL came with Service Pack 2'],
    [2, true],
  ])('with Service Pack %p: %p', (servicePack, applies) => {
    expect(step.appliesTo({ ...memberServer, servicePack })).toBe(applies);
  });
});
