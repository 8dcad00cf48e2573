import type { Outcome } from './ask.js';
import type { Canvas } from './drawing.js';
import { escapeText } from './escape.js';
import { writeLines } from './lines.js';
import {
  back,
  type Back,
  type Choice,
  type Question,
  type Task,
  type Terminal,
  type TextQuestion,
} from './port.js';
import { matching } from './choices.js';
import { columnsOf } from './streams.js';
import { paint } from './style.js';
import { standingsOf } from './task-list.js';
import { lastingRow } from './task-rows.js';

/** Asks, tells and draws where somebody sits. Prompts and drawings are loaded when first needed. */
export class InteractiveTerminal implements Terminal {
  readonly interactive = true;
  readonly #desk: Canvas & { readonly input: NodeJS.ReadStream };
  #drawing = false;

  constructor(desk: Canvas & { readonly input: NodeJS.ReadStream }) {
    this.#desk = desk;
  }

  get width(): number {
    return columnsOf(this.#desk.output);
  }

  say(...lines: readonly string[]): void {
    writeLines(this.#desk.output, this.#desk.coloured, lines);
  }

  async select<Value>(question: Question, choices: readonly Choice<Value>[]): Promise<Value | Back> {
    const { askOne } = await this.#questions();
    const position = await this.#untilAnswered(question, () => askOne(this.#desk, question, choices));
    if (position === back) return back;
    const chosen = at(choices, position);
    this.#record(question, chosen.name);
    return chosen.value;
  }

  async selectMany<Value>(
    question: Question,
    choices: readonly Choice<Value>[],
  ): Promise<readonly Value[] | Back> {
    const { askMany, askText } = await this.#questions();
    const checked = new Set<number>();
    const search = async (): Promise<readonly number[]> => {
      const asked = await askText(this.#desk, { message: 'Search for', answer: question.answer });
      const found = asked.by === 'answer' ? matching(choices, asked.answer) : [];
      if (asked.by === 'answer' && found.length === 0) this.say('  Nothing matches; all are shown.');
      return found.length === 0 ? all : found;
    };
    const all = choices.map((_, index) => index);
    let shown: readonly number[] = all;
    const ended = await this.#untilAnswered(question, async () => {
      for (;;) {
        const outcome = await askMany(this.#desk, question, choices, shown, checked);
        if (outcome.by !== 'search') return outcome;
        shown = await search();
      }
    });
    if (ended === back) return back;
    const chosen = all.filter((index) => checked.has(index)).map((index) => at(choices, index));
    this.#record(question, chosen.length === 0 ? 'none' : chosen.map(({ name }) => name).join(', '));
    return chosen.map(({ value }) => value);
  }

  async confirm(question: Question, initial: boolean): Promise<boolean | Back> {
    const { askYesNo } = await this.#questions();
    const answer = await this.#untilAnswered(question, () => askYesNo(this.#desk, question, initial));
    if (answer !== back) this.#record(question, answer ? 'yes' : 'no');
    return answer;
  }

  async text(question: TextQuestion): Promise<string | Back> {
    const { askText } = await this.#questions();
    const answer = await this.#untilAnswered(question, () => askText(this.#desk, question));
    if (answer !== back) this.#record(question, answer);
    return answer;
  }

  async secret(question: TextQuestion): Promise<string | Back> {
    const { askSecret } = await this.#questions();
    const answer = await this.#untilAnswered(question, () => askSecret(this.#desk, question));
    if (answer !== back) this.#record(question, '(not shown)');
    return answer;
  }

  async progress(tasks: readonly Task[]): Promise<void> {
    const { drawTasks } = await import('./drawing.js');
    const standings = standingsOf(tasks);
    try {
      await this.#alone(() => drawTasks(this.#desk, tasks, standings));
    } finally {
      for (const [task, standing] of standings) this.say(...lastingRow(tasks, task, standing, this.width));
    }
  }

  async wait<Result>(message: string, work: () => Promise<Result>): Promise<Result> {
    // Within a list its row already says that something is under way.
    if (this.#drawing) return work();
    const { drawWait } = await import('./drawing.js');
    return this.#alone(() => drawWait(this.#desk, message, work));
  }

  async #untilAnswered<Answer>(
    question: Question,
    once: () => Promise<Outcome<Answer>>,
  ): Promise<Answer | Back> {
    for (;;) {
      const outcome = await once();
      if (outcome.by === 'answer') return outcome.answer;
      if (outcome.by === 'back') return back;
      this.say(...(question.help ?? []).map((line) => `  ${line}`));
    }
  }

  /** The prompt is taken away when it ends; this line stays. */
  #record(question: Question, answer: string): void {
    this.say(`${paint.faint('?')} ${escapeText(question.message)} ${paint.chosen(escapeText(answer))}`);
  }

  async #questions() {
    if (this.#drawing) throw new Error('A question was asked while a list or a wait was being drawn.');
    return import('./questions.js');
  }

  async #alone<Result>(draw: () => Promise<Result>): Promise<Result> {
    if (this.#drawing) throw new Error('A list was begun while another, or a wait, was being drawn.');
    this.#drawing = true;
    try {
      return await draw();
    } finally {
      this.#drawing = false;
    }
  }
}

function at<Value>(choices: readonly Choice<Value>[], position: number): Choice<Value> {
  const choice = choices[position];
  if (choice === undefined) throw new Error(`There is no choice ${position}.`);
  return choice;
}
