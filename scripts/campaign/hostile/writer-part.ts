import type { Part, Tally } from '../part.js';
import { chanceOf } from './mutate.js';
import { writers } from './writers.js';

export const writerPart: Part = {
  name: 'writers',
  promise:
    'Texts of controls, marks that turn the direction of writing, quotes, and what ends or begins a command stand where ' +
    'Batten writes them (terminal, JSON, .inf, LDAP name, nginx, rows for Exchange Administrator, names of folders) as ' +
    'one text that reads back as it was, or are refused.',
  full: 1_000_000,
  short: 20_000,
  batch: 50_000,
  run: (first, trials) => Promise.resolve(tryWriters(first, trials)),
};

function tryWriters(first: number, trials: number): Tally {
  const failures: string[] = [];
  for (let trial = first; trial < first + trials; trial++) {
    const chance = chanceOf(trial);
    const [one, other] = [hostileText(chance), hostileText(chance)];
    const writer = writers[trial % writers.length];
    const problem = writer?.problem(one, other);
    if (problem !== undefined) {
      failures.push(`${writer?.name ?? ''}, trial ${trial}: ${problem} (${JSON.stringify([one, other])})`);
    }
  }
  return { trials, failures, counts: {} };
}

const pieces = [
  ...[
    'a',
    'B',
    '7',
    ' ',
    '  ',
    'Ä',
    '東',
    '😀',
    '.',
    '-',
    '_',
    '/',
    '\\',
    '"',
    '""',
    "'",
    '`',
    '%',
    '%%',
    '%PATH%',
    '^',
  ],
  ...[
    '&',
    '|',
    '<',
    '>',
    '!',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '{{name}}',
    '$',
    '$1',
    '${x}',
    '#',
    ';',
    ',',
    '+',
    '=',
    '*',
  ],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\0',
    '\u0007',
    '\u001b[31m',
    '\u001b]0;x\u0007',
    '\u009b2J',
    '\u009d',
    '\u007f',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\u2028',
    '\ufeff',
    '\ud800',
    '\u{e0041}',
    '..',
    '../',
    'CON',
    'NUL.txt',
    ':',
    '~',
  ],
];

function hostileText(chance: (below: number) => number): string {
  let text = '';
  for (let left = chance(8); left > 0; left--) text += pieces[chance(pieces.length)] ?? '';
  return text;
}
