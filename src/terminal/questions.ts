import { defined } from '../defined.js';
import { ask, type Desk, type Outcome } from './ask.js';
import { choiceLines, pageSize } from './choices.js';
import { escapeText } from './escape.js';
import { wrap } from './layout.js';
import type { Choice, Question, TextQuestion } from './port.js';
import { columnsOf, rowsOf } from './streams.js';
import { promptTheme } from './theme.js';
import { typedInput } from './typed-input.js';

/** A desk whose prompts may be coloured. */
export interface QuestionDesk extends Desk {
  readonly coloured: boolean;
}

/** Asks for one of the choices; the answer is its position. */
export function askOne(
  desk: QuestionDesk,
  question: Question,
  choices: readonly Choice<unknown>[],
): Promise<Outcome<number>> {
  // Two columns for the sign of the chosen one, one free at the end.
  const lines = choiceLines(choices, columnsOf(desk.output) - 3);
  return ask(desk, { meaning: helpKey(question) }, async (prompt) => {
    const { answer } = await prompt<{ answer: number }>([
      {
        type: 'select',
        name: 'answer',
        message: escapeText(question.message),
        choices: lines.map((name, value) => ({ name, value })),
        pageSize: pageSize(rowsOf(desk.output)),
        loop: false,
        theme: promptTheme(keyLine(question, 'Enter chooses'), desk.coloured),
      },
    ]);
    return answer;
  });
}

/** Asks for any number of the choices at these positions. `checked` follows what is chosen, however the prompt ends. */
export function askMany(
  desk: QuestionDesk,
  question: Question,
  choices: readonly Choice<unknown>[],
  positions: readonly number[],
  checked: Set<number>,
): Promise<Outcome<readonly number[]>> {
  const lines = choiceLines(choices, columnsOf(desk.output) - 7);
  let leaving = false;
  const remember = (chosen: readonly number[]): void => {
    for (const position of positions) checked.delete(position);
    for (const position of chosen) checked.add(position);
  };
  const keys = {
    meaning: (character: string) => (character === '/' ? ('search' as const) : helpKey(question)(character)),
    // The prompt shows what is chosen only to its validation, so Enter is pressed for it and then not accepted.
    leaving: () => {
      leaving = true;
      desk.input.emit('keypress', '\r', { name: 'return' });
    },
  };
  return ask(desk, keys, async (prompt) => {
    const { answer } = await prompt<{ answer: number[] }>([
      {
        type: 'checkbox',
        name: 'answer',
        default: [...checked],
        message: escapeText(question.message),
        choices: positions.map((value) => ({ name: lines[value] ?? '', value, checked: checked.has(value) })),
        pageSize: pageSize(rowsOf(desk.output)),
        loop: false,
        validate: (chosen) => {
          remember(positions.filter((position) => chosen.some(({ value }) => value === position)));
          return leaving ? never() : true;
        },
        theme: promptTheme(keyLine(question, 'Space chooses, / searches, Enter goes on'), desk.coloured),
      },
    ]);
    return answer;
  });
}

/** Asks for yes or no. */
export function askYesNo(
  desk: QuestionDesk,
  question: Question,
  initial: boolean,
): Promise<Outcome<boolean>> {
  return ask(desk, { meaning: helpKey(question) }, async (prompt) => {
    const { answer } = await prompt<{ answer: boolean }>([
      {
        type: 'confirm',
        name: 'answer',
        message: escapeText(question.message),
        default: initial,
        theme: promptTheme('', desk.coloured),
      },
    ]);
    return answer;
  });
}

/** Asks for a line of text. */
export function askText(desk: QuestionDesk, question: TextQuestion): Promise<Outcome<string>> {
  let typed = '';
  const help = helpKey(question);
  const show = (text: string): string => {
    typed = text;
    return escapeText(text);
  };
  return ask(desk, { meaning: (key) => (typed === '' ? help(key) : undefined) }, async (prompt) => {
    prompt.registerPrompt('typed', typedInput);
    const typing = {
      type: 'typed',
      name: 'answer',
      message: escapeText(question.message),
      ...defined({ default: question.initial }),
      show,
      check: (text: string) => checked(question, text),
      verdict: question.asTyped === true ? verdictOn(question, desk) : () => '',
      theme: promptTheme('', desk.coloured),
    };
    const { answer } = await prompt<{ answer: string }>([typing]);
    return answer;
  });
}

/** Asks for a line that is shown as stars. A secret may begin with `?`, so only `?` alone, with Enter, asks for help. */
export function askSecret(desk: QuestionDesk, question: TextQuestion): Promise<Outcome<string>> {
  return ask(desk, { meaning: () => undefined }, async (prompt, leave) => {
    const { answer } = await prompt<{ answer: string }>([
      {
        type: 'password',
        name: 'answer',
        message: escapeText(question.message),
        mask: '*',
        toggleMask: false,
        validate: (text) => {
          if (text !== '?' || question.help === undefined) return checked(question, text);
          // Not before the prompt has drawn this Enter: it would start its spinner after it was taken away.
          setImmediate(leave, 'help');
          return never();
        },
        theme: promptTheme('', desk.coloured),
      },
    ]);
    return answer;
  });
}

/** What stands below a line as it is typed: its fault, else a caution, else that it fits; nothing below an empty one. */
function verdictOn(question: TextQuestion, desk: QuestionDesk): (text: string) => string {
  return (text) => {
    if (text === '') return '';
    const verdict = checked(question, text);
    const note = verdict === true ? question.note?.(text) : undefined;
    const words = verdict === true ? (note === undefined ? 'ok' : `note: ${escapeText(note)}`) : verdict;
    return wrap(`  ${words}`, columnsOf(desk.output) - 1).join('\n');
  };
}

function helpKey(question: Question): (character: string) => 'help' | undefined {
  return (character) => (character === '?' && question.help !== undefined ? 'help' : undefined);
}

function keyLine(question: Question, keys: string): string {
  return [keys, ...(question.help === undefined ? [] : ['? explains']), 'Esc goes back'].join(', ');
}

function checked(question: TextQuestion, text: string): true | string {
  const verdict = question.check?.(text) ?? true;
  return verdict === true ? true : escapeText(verdict);
}

// A validation without an end: the prompt is already being taken away.
function never(): Promise<true> {
  return new Promise(() => undefined);
}
