import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escapeJson, escapeText } from '../../src/terminal/escape.js';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });
const dangerous = fc.constantFrom(
  '\x1b[2J',
  '\x9b31m',
  '\n',
  '\r',
  '\u202e',
  '\u200b',
  '\ud800',
  '\u2028',
  '\x7f',
  '\0',
);
const text = fc.array(fc.oneof(anyText, dangerous)).map((parts) => parts.join(''));

describe('escaped text', () => {
  it('holds nothing that a terminal obeys or hides', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(escapeText(given)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('is the same however often it is escaped', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(escapeText(escapeText(given))).toBe(escapeText(given));
      }),
    );
  });

  it('keeps printable text, a backslash and other scripts as they are', () => {
    expect(escapeText('HKLM\\SYSTEM  Grüße 邮件 é')).toBe('HKLM\\SYSTEM  Grüße 邮件 é');
  });

  it.each([
    ['a\x1b[31mred', 'a\\x1b[31mred'],
    ['two\r\nlines\t', 'two\\r\\nlines\\t'],
    ['\u202egnp.exe', '\\u202egnp.exe'],
    ['\ud800x', '\\ud800x'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\x9d0;title\x07', '\\x9d0;title\\x07'],
  ])('shows %j as %j', (given, shown) => {
    expect(escapeText(given)).toBe(shown);
  });
});

describe('a JSON document', () => {
  it('means the same after it was escaped, and holds nothing that a terminal would obey or hide', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({
          stringUnit: fc.constantFrom(
            'a',
            '"',
            '\\',
            '\n',
            '\u009b',
            '\u202e',
            '\u200b',
            '\u{e0041}',
            '\x07',
          ),
        }),
        (data) => {
          const document = JSON.stringify(data, null, 2);
          const escaped = escapeJson(document);
          expect(JSON.parse(escaped)).toEqual(JSON.parse(document));
          expect(escaped.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        },
      ),
    );
  });
});
