import { escapeText } from './escape.js';
import { displayWidth, ellipsis, pad } from './layout.js';
import type { Choice } from './port.js';

/** One line a choice: the name, and the hint aligned behind it, cut to the width. */
export function choiceLines(choices: readonly Choice<unknown>[], width: number): readonly string[] {
  const names = choices.map((choice) => escapeText(choice.name));
  // One long name must not push every hint off the screen.
  const column = Math.min(Math.max(0, ...names.map(displayWidth)), Math.floor(width / 2));
  return choices.map((choice, index) => {
    const name = names[index] ?? '';
    if (choice.hint === undefined || choice.hint === '') return ellipsis(name, width);
    return ellipsis(`${pad(name, column)}   ${escapeText(choice.hint)}`, width);
  });
}

/** Choices on one page: at most fifteen, and fewer on a low screen, where the question and the keys need room too. */
export function pageSize(rows: number): number {
  return Math.max(3, Math.min(15, rows - 5));
}

/** The positions of the choices that hold every word of the search, in name or hint, whatever the case. */
export function matching(choices: readonly Choice<unknown>[], search: string): readonly number[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  return choices.flatMap((choice, index) => {
    const text = `${choice.name} ${choice.hint ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word)) ? [index] : [];
  });
}
