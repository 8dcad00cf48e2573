import { displayWidth, pieces, type Piece } from './width.js';

export { displayWidth } from './width.js';

/** Breaks a line at its blanks, or within a word that is too long; later lines are indented as the first one is. */
export function wrap(line: string, width: number): readonly string[] {
  const room = Math.max(2, width);
  if (displayWidth(line) <= room) return [line];
  const indent = Math.min(line.search(/[^ ]|$/u), Math.floor(room / 2), room - 2);
  const lines: string[] = [];
  let rest = pieces(line);
  while (rest.length > 0) {
    const lead = lines.length === 0 ? 0 : indent;
    const end = breakBefore(rest, room - lead);
    lines.push(withoutBlanksBehind(' '.repeat(lead) + textOf(rest.slice(0, end))));
    rest = withoutLeadingBlanks(rest.slice(end));
  }
  return lines;
}

/** Cuts a line to the width and says so with three dots. */
export function ellipsis(line: string, width: number): string {
  if (displayWidth(line) <= width) return line;
  const dots = '.'.repeat(Math.min(3, Math.max(0, width)));
  const all = pieces(line);
  const kept = all.slice(0, fitting(all, width - dots.length));
  // A colour that began in the kept part must still end.
  const codes = all
    .slice(kept.length)
    .filter((piece) => piece.width === 0 && piece.text.startsWith('\u001b'));
  return textOf(kept) + dots + textOf(codes);
}

/** Fills a text up with blanks to the width; a wider one stays as it is. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/**
 * Rows of cells as aligned lines. The last cell of a row is wrapped under itself, or under its row where the columns
 * before it leave too little room.
 */
export function columns(
  rows: readonly (readonly string[])[],
  width: number,
  { indent = 2, gap = 3 }: { readonly indent?: number; readonly gap?: number } = {},
): readonly string[] {
  const most = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: most }, (_, column) => {
    const aligned = rows.filter((row) => column < row.length - 1);
    return Math.max(0, ...aligned.map((row) => displayWidth(row[column] ?? '')));
  });
  return rows.flatMap((row) => {
    const before = row.slice(0, -1).map((cell, column) => pad(cell, widths[column] ?? 0) + ' '.repeat(gap));
    const lead = ' '.repeat(indent) + before.join('');
    return hang(lead, row.at(-1) ?? '', width);
  });
}

function hang(lead: string, text: string, width: number): readonly string[] {
  const room = width - displayWidth(lead);
  if (displayWidth(text) <= room) return [withoutBlanksBehind(lead + text)];
  if (room < Math.min(20, width / 2))
    return [...wrap(withoutBlanksBehind(lead), width), ...wrap(`    ${text}`, width)];
  return wrap(text, room).map((line, index) => (index === 0 ? lead : ' '.repeat(displayWidth(lead))) + line);
}

function breakBefore(all: readonly Piece[], room: number): number {
  const most = Math.max(1, fitting(all, room));
  if (most === all.length) return most;
  const firstWord = all.findIndex((piece) => piece.text !== ' ');
  const blank = all.slice(0, most + 1).findLastIndex((piece) => piece.text === ' ');
  return blank > firstWord ? blank : most;
}

function fitting(all: readonly Piece[], room: number): number {
  let used = 0;
  const over = all.findIndex((piece) => {
    used += piece.width;
    return used > room;
  });
  return over === -1 ? all.length : over;
}

function withoutLeadingBlanks(all: readonly Piece[]): readonly Piece[] {
  const first = all.findIndex((piece) => piece.text !== ' ');
  return first === -1 ? [] : all.slice(first);
}

/** Only the blanks that a break may fall on: other spaces belong to the text. */
const withoutBlanksBehind = (text: string): string => text.replace(/ +$/u, '');

function textOf(all: readonly Piece[]): string {
  return all.map((piece) => piece.text).join('');
}
