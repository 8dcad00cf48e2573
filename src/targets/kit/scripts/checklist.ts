import { wrap } from '../../../terminal/layout.js';
import type { Label } from './script.js';

/** Something that a person looks at or does, with its number on the checklist. */
export interface ByHandItem {
  readonly number: string;
  readonly title: string;
  readonly lines: readonly string[];
}

export interface Checklist {
  readonly label: Label;
  readonly made: Date;
  readonly title: string;
  readonly steps: readonly string[];
  readonly look: readonly ByHandItem[];
  readonly change: readonly ByHandItem[];
  readonly notes?: readonly string[];
}

const width = 76;

/** The page that is printed and goes with the kit. */
export function checklist({
  label,
  made,
  title,
  steps,
  look,
  change,
  notes = [],
}: Checklist): readonly string[] {
  return [
    `Batten kit ${label.folder}: ${title}`,
    '',
    `Kit      ${label.id}`,
    `Server   ${label.server}`,
    `Plan     ${label.plan}`,
    ...(label.head === undefined ? [] : [`Journal  ${label.head}`]),
    `Made     ${made.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    '',
    ...steps.flatMap((step, index) => hung(`[ ] ${index + 1}. `, step)),
    ...part('To be changed by hand at the console, as it says here:', change),
    ...part('To be looked at and written down; asked for when the results are imported:', look),
    ...notes.flatMap((note) => ['', ...wrap(note, width)]),
  ].map(plain);
}

function part(title: string, items: readonly ByHandItem[]): readonly string[] {
  if (items.length === 0) return [];
  return [
    '',
    ...wrap(title, width),
    ...items.flatMap(({ number, title: what, lines }) => [
      '',
      ...hung(`[ ] ${number}  `, what),
      ...lines.flatMap((line) => hung('         ', line)),
      '         ______________________________________________',
    ]),
  ];
}

function hung(head: string, words: string): readonly string[] {
  const indent = ' '.repeat(head.length);
  return wrap(words, width - head.length).map((line, index) => `${index === 0 ? head : indent}${line}`);
}

/** Plain ASCII for a printer of 1996; what a server said is shown as its code. */
const plain = (line: string): string =>
  line.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
