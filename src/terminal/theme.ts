import { paint } from './style.js';

/** Our looks for every prompt: plain signs, words for keys, and no colour of the library's own. */
export function promptTheme(keys: string, coloured: boolean) {
  const when =
    (colour: (text: string) => string) =>
    (text: string): string =>
      coloured ? colour(text) : text;
  return {
    prefix: { idle: '?', done: '?' },
    spinner: { interval: 120, frames: ['-', '\\', '|', '/'] },
    icon: {
      cursor: '>',
      checked: ' [x]',
      unchecked: ' [ ]',
      disabledChecked: ' [x]',
      disabledUnchecked: ' [ ]',
    },
    style: {
      answer: (text: string): string => text,
      message: when(paint.strong),
      error: (text: string): string => when(paint.bad)(`  ${text}`),
      defaultAnswer: (text: string): string => when(paint.faint)(`(${text})`),
      help: when(paint.faint),
      highlight: when(paint.chosen),
      key: when(paint.chosen),
      disabled: when(paint.faint),
      description: when(paint.faint),
      maskedText: 'not shown',
      keysHelpTip: (): string => when(paint.faint)(keys),
    },
  };
}
