import { styleText } from 'node:util';
import { escapeText } from './escape.js';

/**
 * Colours for words that say the same without them. They are always put in; a terminal without colour takes
 * them out again as it writes, so nobody else has to know whether there is any.
 */
export const paint = {
  strong: (text: string): string => colour('bold', text),
  faint: (text: string): string => colour('dim', text),
  good: (text: string): string => colour('green', text),
  bad: (text: string): string => colour('red', text),
  warning: (text: string): string => colour('yellow', text),
  chosen: (text: string): string => colour('cyan', text),
} as const;

/** True where colour may be used: asked for, on a terminal, and not refused by NO_COLOR (no-color.org). */
export function colourAllowed(asked: boolean, stream: { readonly isTTY?: boolean }): boolean {
  const refused = process.env['NO_COLOR'] ?? '';
  return asked && stream.isTTY === true && refused === '';
}

// The codes `paint` makes, and no others: "conceal" would hide words, and a cursor movement would overwrite them.
const ownCodes = /(\p{Cc}\[(?:1|2|22|31|32|33|36|39)m)/u;

/** Leaves `paint`'s own codes, or takes them out; everything else that a terminal would obey is made visible. */
export function finish(line: string, coloured: boolean): string {
  return line
    .split(ownCodes)
    .map((part, index) => {
      const code = index % 2 === 1 && part.startsWith('\u001b');
      if (!code) return escapeText(part);
      return coloured ? part : '';
    })
    .join('');
}

// One format at a time: given a list, styleText of Node 20 ignores what it is told about the stream.
function colour(format: 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan', text: string): string {
  return styleText(format, text, { validateStream: false });
}
