import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { headWords, missingSince, parseHeadWords } from '../../src/journal/head.js';

const checksum = fc.stringMatching(/^[0-9a-f]{64}$/);

describe('the head of a journal as words', () => {
  it('is its number of records and three words that can be spoken', () => {
    // 127.0.0.1 is lusab-babad in the proquint paper
    expect(headWords({ count: 412, checksum: `7f0000017f00${'0'.repeat(52)}` })).toBe(
      '412 lusab-babad-lusab',
    );
  });

  it('tells one head from another wherever the first 48 bits differ', () => {
    fc.assert(
      fc.property(checksum, checksum, (one, other) => {
        const same = one.slice(0, 12) === other.slice(0, 12);
        expect(headWords({ count: 1, checksum: one }) === headWords({ count: 1, checksum: other })).toBe(
          same,
        );
      }),
    );
  });

  it('is found again in its journal, however it was typed', () => {
    fc.assert(
      fc.property(fc.array(checksum, { minLength: 1, maxLength: 9 }), fc.nat(8), (links, at) => {
        const index = at % links.length;
        const words = headWords({ count: index + 1, checksum: links[index] ?? '' });
        expect(missingSince(links, words)).toBeUndefined();
        expect(missingSince(links, ` ${words.toUpperCase().replaceAll('-', ' ')} `)).toBeUndefined();
        expect(missingSince(links.slice(0, index), words)).toContain('its end was cut off');
      }),
    );
  });

  it.each([
    '',
    '412',
    'lusab-babad-gutih',
    '412 lusab-babad',
    '412 lusab-babad-gutihx',
    '-1 lusab-babad-gutih',
  ])('refuses %p with exit code 2', (words) => {
    expect(() => parseHeadWords(words)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});
