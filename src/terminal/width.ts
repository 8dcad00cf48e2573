/** One unbreakable piece of a line: a character with its marks, or a colour code, which takes no room. */
export interface Piece {
  readonly text: string;
  readonly width: number;
}

/** The pieces of a line in order. */
export function pieces(line: string): readonly Piece[] {
  if (plain.test(line)) return Array.from(line, (text) => ({ text, width: 1 }));
  return line
    .split(colourCode)
    .flatMap((part, index) =>
      index % 2 === 1
        ? [{ text: part, width: 0 }]
        : Array.from(segmenter().segment(part), ({ segment }) => ({ text: segment, width: cells(segment) })),
    );
}

/** Columns that a line takes on a terminal. */
export function displayWidth(line: string): number {
  if (plain.test(line)) return line.length;
  return pieces(line).reduce((sum, piece) => sum + piece.width, 0);
}

const colourCode = /(\p{Cc}\[[\d;]*m)/u;
const plain = /^[\x20-\x7e]*$/;

// Made on the first line that needs it: most have only plain letters, and a short command should not wait for it.
let made: Intl.Segmenter | undefined;
const segmenter = (): Intl.Segmenter => (made ??= new Intl.Segmenter('en', { granularity: 'grapheme' }));

const markOnly = /^[\p{M}\p{Cf}]/u;
const pictogram = /\p{Emoji_Presentation}/u;

// East Asian Wide and Fullwidth by block, not by character (Unicode TR 11): enough for names and messages.
// A wrong guess costs a ragged column, never a lost word.
const wideBlocks: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

function cells(segment: string): number {
  if (markOnly.test(segment)) return 0;
  const code = segment.codePointAt(0) ?? 0;
  const wide = pictogram.test(segment) || wideBlocks.some(([first, last]) => code >= first && code <= last);
  return wide ? 2 : 1;
}
