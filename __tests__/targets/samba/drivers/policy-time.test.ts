import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rawOf, timeOf } from '../../../../src/targets/samba/drivers/policy-time.js';

const units = fc.constantFrom('day' as const, 'minute' as const);

describe('A time of an account policy', () => {
  it('is days or minutes, zero, or never', () => {
    expect(timeOf('-36288000000000', 'day')).toBe(42);
    expect(timeOf('-18000000000', 'minute')).toBe(30);
    expect(timeOf('0', 'day')).toBe(0);
    expect(timeOf('-9223372036854775808', 'day')).toBe('never');
    expect(timeOf('-42949672950000000', 'day')).toBe('never');
    expect(rawOf('never', 'minute')).toBe('-9223372036854775808');
    expect(rawOf(42, 'day')).toBe('-36288000000000');
  });

  it('is no time where it is positive', () => {
    expect(timeOf('5', 'day')).toBeUndefined();
  });

  it('comes back as the same 100 ns, whatever part of a unit it is, up to 999 days', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999n * 864_000_000_000n }), units, (ticks, unit) => {
        const time = timeOf(String(-ticks), unit);
        if (time === undefined) throw new Error('It was given as no time.');
        expect(rawOf(time, unit)).toBe(String(-ticks));
      }),
    );
  });
});
