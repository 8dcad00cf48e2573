import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columns, displayWidth, ellipsis, pad, wrap } from '../../src/terminal/layout.js';
import { paint } from '../../src/terminal/style.js';

const line = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme-composite', maxLength: 12 }),
      fc.constantFrom(' ', '邮件', 'é', paint.bad('!!')),
    ),
  )
  .map((parts) => parts.join(' ').replace(/[\p{Cc}\p{Cf}]/gu, (c) => (c === '\u001b' ? c : '')));
const width = fc.integer({ min: 2, max: 60 });

describe('the width of text', () => {
  it.each([
    ['Messenger', 9],
    ['邮件', 4],
    ['e\u0301te\u0301', 3],
    [paint.good('ok'), 2],
    ['', 0],
  ])('of %j is %i columns', (text, expected) => {
    expect(displayWidth(text)).toBe(expected);
  });
});

describe('wrapping', () => {
  it('never gives a line wider than the terminal', () => {
    fc.assert(
      fc.property(line, width, (text, columnsThere) => {
        for (const wrapped of wrap(text, columnsThere))
          expect(displayWidth(wrapped)).toBeLessThanOrEqual(columnsThere);
      }),
    );
  });

  it('loses nothing but blanks', () => {
    const solid = (text: string): string => text.replace(/ /gu, '');
    fc.assert(
      fc.property(line, width, (text, columnsThere) => {
        expect(solid(wrap(text, columnsThere).join(''))).toBe(solid(text));
      }),
    );
  });

  it('keeps spaces that are no blanks: they belong to the text', () => {
    expect(wrap('ab \u3000\u2003', 2)).toEqual(['ab', '\u3000', '\u2003']);
  });

  it('breaks at blanks and keeps the indent of the first line', () => {
    expect(wrap('  remote Exchange Administrator pages', 20)).toEqual([
      '  remote Exchange',
      '  Administrator',
      '  pages',
    ]);
  });

  it('breaks within a word that is longer than the line', () => {
    expect(wrap('CurrentControlSet', 10)).toEqual(['CurrentCon', 'trolSet']);
  });
});

describe('cutting', () => {
  it('says with dots that there was more, and fits', () => {
    expect(ellipsis('restrict-remote-registry', 12)).toBe('restrict-...');
    fc.assert(
      fc.property(line, width, (text, columnsThere) => {
        expect(displayWidth(ellipsis(text, columnsThere))).toBeLessThanOrEqual(columnsThere);
      }),
    );
  });

  it('ends a colour that began before the cut', () => {
    expect(ellipsis(paint.bad('a long complaint'), 8)).toBe('\u001b[31ma lon...\u001b[39m');
  });
});

describe('columns', () => {
  it('align by what is seen, not by letters', () => {
    expect(
      columns(
        [
          ['邮件', 'one'],
          [paint.good('ok'), 'two'],
          ['three', 'three'],
        ],
        80,
      ),
    ).toEqual(['  邮件    one', `  ${paint.good('ok')}      two`, '  three   three']);
  });

  it('wrap the last cell under itself', () => {
    expect(columns([['services', 'Messenger: wrote 4 (disabled), reads 2 (automatic)']], 40)).toEqual([
      '  services   Messenger: wrote 4',
      '             (disabled), reads 2',
      '             (automatic)',
    ]);
  });

  it('never get wider than the terminal', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(line, line), { maxLength: 5 }),
        fc.integer({ min: 20, max: 60 }),
        (rows, there) => {
          for (const laid of columns(rows, there)) expect(displayWidth(laid)).toBeLessThanOrEqual(there);
        },
      ),
    );
  });

  it('pad to a width by what is seen', () => {
    expect(pad('邮件', 6)).toBe('邮件  ');
  });
});
