import { UnansweredError } from '../../src/errors.js';
import {
  back,
  type Back,
  type Choice,
  type Question,
  type Task,
  type Terminal,
  type TextQuestion,
} from '../../src/terminal/port.js';

export type Answer = string | boolean | Back;

export interface ScriptedTerminal extends Terminal {
  /** What was said, one line each. */
  readonly said: readonly string[];
  /** The `answer` of each question, in the order in which they were asked. */
  readonly asked: readonly string[];
  /** What a question's check found wrong. */
  readonly refused: readonly string[];
}

/**
 * An input device for tests: gives the next answer of the script for a question's `answer`. A text that the question
 * refuses is noted, and the next one is taken, as a person would type again.
 */
export function scriptedTerminal(
  script: Readonly<Record<string, readonly Answer[]>>,
  { interactive = true } = {},
): ScriptedTerminal {
  const left = new Map(Object.entries(script).map(([answer, given]) => [answer, [...given]]));
  const said: string[] = [];
  const asked: string[] = [];
  const refused: string[] = [];

  const next = ({ answer }: Question): Answer => {
    asked.push(answer);
    const given = interactive ? left.get(answer)?.shift() : undefined;
    if (given === undefined) throw new UnansweredError(`The script has no answer for ${answer}.`);
    return given;
  };
  const typed = (question: TextQuestion): string | Back => {
    for (;;) {
      const given = next(question);
      if (given === back) return back;
      const verdict = question.check?.(String(given)) ?? true;
      if (verdict === true) return String(given);
      refused.push(verdict);
    }
  };
  const choose = <Value>(question: Question, choices: readonly Choice<Value>[]): Value | Back => {
    const given = next(question);
    if (given === back) return back;
    const choice = choices.find(({ name, value }) => name === given || value === given);
    if (choice === undefined) throw new Error(`${question.answer} does not offer ${String(given)}.`);
    return choice.value;
  };

  return {
    interactive,
    width: 80,
    said,
    asked,
    refused,
    say: (...lines) => void said.push(...lines),
    select: (question, choices) => attempt(() => choose(question, choices)),
    selectMany: (question, choices) =>
      attempt(() => {
        const chosen = choose(question, choices);
        return chosen === back ? back : [chosen];
      }),
    confirm: (question) =>
      attempt(() => {
        const given = next(question);
        return given === back ? back : given === true;
      }),
    text: (question) => attempt(() => typed(question)),
    secret: (question) => attempt(() => typed(question)),
    async progress(tasks: readonly Task[]) {
      for (const task of tasks) said.push(`${task.title} ${(await task.run()).detail}`);
    },
    wait(message, work) {
      said.push(message);
      return work();
    },
  };
}

/** A promise of what the work gives or throws. */
const attempt = <Result>(work: () => Result): Promise<Result> =>
  new Promise((resolve) => {
    resolve(work());
  });
