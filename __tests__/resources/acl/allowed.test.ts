import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allowedBy } from '../../../src/resources/acl/allowed.js';
import { securityDescriptor } from '../../support/security-descriptor.js';

const number = fc.integer({ min: 0, max: 0xffffffff });

const sid = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.array(number, { minLength: 1, maxLength: 15 }))
  .map(([authority, parts]) => `S-1-${authority}-${parts.join('-')}`);

describe('What a security descriptor allows', () => {
  it('is read entry by entry, whatever the SIDs and however many', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ sid, mask: number, denies: fc.boolean() })), (grants) => {
        expect(allowedBy(securityDescriptor(grants))).toEqual(
          grants.filter(({ denies }) => !denies).map((one) => ({ sid: one.sid, mask: one.mask })),
        );
      }),
    );
  });

  it('is unknown of a part of one', () => {
    const whole = securityDescriptor([{ sid: 'S-1-5-21-1-2-3-1010', mask: 0x100ff }]);
    for (let length = 0; length < whole.length; length++)
      expect(allowedBy(whole.subarray(0, length))).toBeUndefined();
  });

  it('never fails, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.boolean(), (bytes, looksRight) => {
        const given = Buffer.from(bytes);
        if (looksRight && given.length >= 20) securityDescriptor([]).copy(given, 0, 0, 20);
        const found = allowedBy(given);
        expect(found === undefined || found.every(({ sid: one }) => one.startsWith('S-1-'))).toBe(true);
      }),
    );
  });
});
