import fc from 'fast-check';
import type { IniRule } from '../../../../src/resources/text/ini.js';
import { kind, textFile, type TextFileValue } from '../../../../src/resources/text-file.js';
import { kindSample } from '../kind-sample.js';
import { anyText, lineText, members, upperAndLower } from '../texts.js';

const path = fc
  .array(lineText('/\\:*?"<>|'), { minLength: 1, maxLength: 3 })
  .map((parts) => `C:\\${parts.join('\\')}`);

const word = fc.constantFrom('UseFastPathReject', '.exe', 'a b', 'ä', 'x', '1');
const line = fc.oneof(
  word,
  fc.tuple(word, word).map(([name, value]) => `${name} = ${value} ; said so`),
  word.map((section) => `[${section}]`),
  fc.constantFrom('; comment', '', ' '),
);
const text = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 4 }).map((lines) => lines.map((one) => `${one}\r\n`).join('')),
  fc
    .array(fc.tuple(line, fc.constantFrom('\r\n', '\n')), { maxLength: 8 })
    .map((lines) => lines.map((parts) => parts.join('')).join('')),
  line,
);
const isBytes = (said: string): boolean => Buffer.from(said, 'latin1').toString('latin1') === said;

const rule: fc.Arbitrary<IniRule> = fc.oneof(
  fc.record({ section: word, name: word, value: word }),
  fc.record({ section: word, name: word, not: word }),
  fc.record({ section: word, includes: fc.array(word, { maxLength: 3 }) }),
  fc.record({ section: word, without: fc.array(word, { maxLength: 3 }) }),
);

export const sample = kindSample(kind, {
  addresses: fc.record({ path }),
  values: () =>
    members<TextFileValue>(
      {
        text: fc.oneof(text, anyText(20)),
        encoding: fc.constantFrom('bytes', 'utf-16'),
        attributes: fc.uniqueArray(fc.constantFrom('read-only', 'hidden', 'system', 'archive')),
      },
      ['text', 'encoding'],
    ).filter(({ text, encoding }) => encoding === 'utf-16' || isBytes(text)),
  spellings: ({ path }) => upperAndLower(path).map((spelled) => ({ path: spelled })),
  examples: () => [],
  answer({ text, encoding }) {
    const lines = text.split('\r\n');
    if (encoding !== 'bytes' || lines.pop() !== '' || lines.every((one) => one === '')) return undefined;
    return lines.some((one) => one !== one.trim() || /[|\n\r]/.test(one)) ? undefined : lines.join(' | ');
  },
  constructors: { textFile: () => textFile('C:\\boot.ini') },
  expectations: {
    'textFile.says': fc.tuple(path, rule).map(([path, one]) => textFile(path).says([one], 'says so')),
  },
});
