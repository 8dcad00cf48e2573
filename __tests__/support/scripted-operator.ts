import {
  back,
  type Back,
  type Choice,
  type Question,
  type Terminal,
  type TextQuestion,
} from '../../src/terminal/port.js';

/** One answer: the value of a choice, a typed text, or `back` for Esc. */
export type ScriptedAnswer = string | boolean | Back;

export interface ScriptedOperator extends Terminal {
  /** Everything said and asked, in order. */
  readonly shown: readonly string[];
  /** What a question answered before it was accepted: the problems told. */
  readonly problems: readonly string[];
  /** Answers nobody asked for. */
  readonly unused: readonly ScriptedAnswer[];
}

/** A terminal at which somebody gives these answers, in this order; a question too many fails the test. */
export function scriptedOperator(answers: readonly ScriptedAnswer[], interactive = true): ScriptedOperator {
  const left = [...answers];
  const shown: string[] = [];
  const problems: string[] = [];
  const next = (message: string): ScriptedAnswer => {
    shown.push(message);
    const answer = left.shift();
    if (answer === undefined) throw new Error(`Nobody scripted an answer to: ${message}`);
    return answer;
  };
  const typed = (question: TextQuestion): string | Back => {
    for (;;) {
      const answer = next(question.message);
      if (answer === back) return back;
      const verdict = question.check?.(String(answer)) ?? true;
      if (verdict === true) return String(answer);
      problems.push(verdict);
    }
  };
  return {
    interactive,
    width: 80,
    shown,
    problems,
    get unused() {
      return left;
    },
    say: (...lines) => void shown.push(...lines),
    select: <Value>({ message }: Question, choices: readonly Choice<Value>[]) => {
      const answer = next(message);
      if (answer === back) return Promise.resolve<Value | Back>(back);
      const chosen = choices.find(({ value }) => value === answer);
      if (chosen === undefined) throw new Error(`${String(answer)} is no choice of: ${message}`);
      return Promise.resolve<Value | Back>(chosen.value);
    },
    selectMany: () => Promise.reject(new Error('No part by hand asks for several choices.')),
    confirm: ({ message }) => Promise.resolve(next(message) === true),
    text: (question) => Promise.resolve(typed(question)),
    secret: () => Promise.reject(new Error('No part by hand asks for a secret.')),
    progress: () => Promise.reject(new Error('No part by hand shows progress.')),
    wait: (_, work) => work(),
  };
}
