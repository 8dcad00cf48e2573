import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { absent, present } from '../../src/model/reading.js';
import { dword, text } from '../../src/resources/registry/data.js';
import { recipientLimitStep as step } from '../../steps/security-changes/exchange/recipient-limit.js';
import { memberServer } from '../support/facts.js';

function limitOf(options: unknown) {
  const [expectation] = step.expects(step.parseOptions(options), memberServer);
  if (expectation === undefined) throw new Error('recipient-limit expects nothing');
  return expectation;
}

describe('recipient-limit', () => {
  it('sets 100 where there is no limit', () => {
    expect(limitOf({}).met(absent)).toBe(false);
    expect(limitOf({}).aim(absent)).toEqual(present(dword(100)));
  });

  it('lowers a higher limit and leaves a lower one alone', () => {
    expect(limitOf({}).aim(present(dword(5000)))).toEqual(present(dword(100)));
    expect(limitOf({}).met(present(dword(50)))).toBe(true);
  });

  it('takes a 0 for no limit, not for a strict one', () => {
    expect(limitOf({}).met(present(dword(0)))).toBe(false);
    expect(limitOf({}).aim(present(dword(0)))).toEqual(present(dword(100)));
  });

  it('replaces a limit that was written as text', () => {
    expect(limitOf({}).met(present(text('100')))).toBe(false);
  });

  it('never aims at 0 and always meets its own aim', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 0x7fffffff }), (found, limit) => {
        const expectation = limitOf({ limit });
        const aim = expectation.aim(present(dword(found)));
        expect(aim).not.toEqual(present(dword(0)));
        return expectation.met(aim);
      }),
    );
  });

  it.each([0, -1, 1.5, '100'])('names the option when the limit is %p', (limit) => {
    expect(() => step.parseOptions({ limit })).toThrow(/recipient-limit do not fit at limit/);
  });

  it('takes hold without a restart', () => {
    expect(step.effect).toBe('at once');
  });
});
