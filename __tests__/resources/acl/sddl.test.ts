import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aceTexts,
  isSddl,
  parseAce,
  sameAce,
  sameList,
  withAceTexts,
} from '../../../src/resources/acl/sddl.js';

const winreg = 'O:BAG:SYD:(A;CI;0xf003f;;;BA)(A;CI;0x20019;;;WD)';

const principals = fc.constantFrom('BA', 'WD', 'SY', 'CO', 'DA', 'S-1-5-21-1-2-3-1010', 'S-1-5-32-544');
const aces = fc
  .tuple(
    fc.constantFrom('A', 'D', 'AU', 'OA'),
    fc.constantFrom('', 'CI', 'OICI', 'OICIIO', 'CIOI', 'ID'),
    fc.constantFrom('0xf003f', 'KA', 'GA', 'GRGX', '2032127', 'CCDCLCSWRP', 'XX'),
    principals,
  )
  .map(([type, flags, rights, trustee]) => `(${type};${flags};${rights};;;${trustee})`);
const lists = fc
  .tuple(
    fc.constantFrom('', 'O:BA', 'G:SY', 'O:BAG:SY', 'O:S-1-5-32-544G:S-1-5-18'),
    fc.constantFrom('', 'P', 'PAI'),
    fc.array(aces),
    fc.constantFrom('', 'S:', 'S:(AU;SAFA;FA;;;WD)'),
  )
  .map(([head, flags, items, tail]) => ({ sddl: `${head}D:${flags}${items.join('')}${tail}`, items }));

describe('a security descriptor', () => {
  it('is taken apart and put together again without a changed letter', () => {
    fc.assert(
      fc.property(lists, ({ sddl, items }) => {
        expect(aceTexts(sddl)).toEqual(items);
        expect(withAceTexts(sddl, items)).toBe(sddl);
      }),
    );
  });

  it('keeps owner, group and audit entries when its list changes', () => {
    const found = 'O:BAG:SYD:P(A;;GA;;;WD)S:(AU;SAFA;FA;;;WD)';
    expect(withAceTexts(found, ['(A;;GA;;;BA)'])).toBe('O:BAG:SYD:P(A;;GA;;;BA)S:(AU;SAFA;FA;;;WD)');
  });

  it('tells no list, where everyone may do everything, from an empty one, where nobody may do anything', () => {
    expect(aceTexts('O:BAG:SY')).toBeUndefined();
    expect(aceTexts('D:NO_ACCESS_CONTROL')).toBeUndefined();
    expect(aceTexts('D:')).toEqual([]);
    expect(sameList('O:BAG:SY', 'D:')).toBe(false);
    expect(withAceTexts('D:NO_ACCESS_CONTROL', ['(A;;GA;;;BA)'])).toBe('D:(A;;GA;;;BA)');
  });

  it.each(['Everyone: Read', 'D:(A;CI;KA;;;BA', 'D:(A;KA;BA)', 'D:(A;;GA;;;BA)x', '(A;;GA;;;BA)'])(
    'is not %j',
    (text) => {
      expect(isSddl(text)).toBe(false);
    },
  );
});

describe('an entry', () => {
  it.each([
    ['(A;;0x1f01ff;;;BA)', '(A;;FA;;;S-1-5-32-544)'],
    ['(A;OICI;0x20019;;;WD)', '(A;CIOI;KR;;;S-1-1-0)'],
    ['(A;;2032127;;;s-1-1-0)', '(a;;0x1F01FF;;;wd)'],
    ['(A;CIIO;GA;;;CO)', '(A;IOCI;0x10000000;;;S-1-3-0)'],
  ])('%s is the same as %s', (one, other) => {
    expect(sameAce(one, other)).toBe(true);
  });

  it.each([
    ['(A;;FA;;;BA)', '(D;;FA;;;BA)'],
    ['(A;;FA;;;BA)', '(A;;FR;;;BA)'],
    ['(A;;FA;;;BA)', '(A;CI;FA;;;BA)'],
    ['(A;;FA;;;DA)', '(A;;FA;;;S-1-5-21-1-2-3-512)'],
  ])('%s is another than %s', (one, other) => {
    expect(sameAce(one, other)).toBe(false);
  });

  it('adds up rights in letters, and leaves unknown ones unjudged', () => {
    expect(parseAce('(A;;GRGX;;;WD)').mask).toBe(0xa0000000);
    expect(parseAce('(A;;CCDCLCSWRPSDRCWDWO;;;WD)').mask).toBe(0xf001f);
    expect(parseAce('(A;;ZZ;;;WD)').mask).toBeUndefined();
  });
});

describe('two lists', () => {
  it('are the same in any spelling, and not in another order', () => {
    expect(sameList(winreg, 'D:(A;CI;KA;;;S-1-5-32-544)(A;CI;KR;;;S-1-1-0)')).toBe(true);
    expect(sameList(winreg, 'D:(A;CI;KR;;;S-1-1-0)(A;CI;KA;;;S-1-5-32-544)')).toBe(false);
  });
});
