import { UnansweredError } from '../errors.js';
import { escapeText } from './escape.js';
import { writeLines } from './lines.js';
import type { Back, Question, Task, Terminal } from './port.js';
import { columnsOf } from './streams.js';
import { runTask, standingsOf } from './task-list.js';
import { lastingRow } from './task-rows.js';

/** Tells and never asks: for pipes, files and scheduled runs. */
export class PlainTerminal implements Terminal {
  readonly interactive = false;
  readonly #output: NodeJS.WriteStream;
  readonly #coloured: boolean;
  readonly #signal: AbortSignal | undefined;

  constructor(output: NodeJS.WriteStream, coloured: boolean, signal?: AbortSignal) {
    this.#output = output;
    this.#coloured = coloured;
    this.#signal = signal;
  }

  get width(): number {
    return columnsOf(this.#output);
  }

  say(...lines: readonly string[]): void {
    writeLines(this.#output, this.#coloured, lines);
  }

  select(question: Question): Promise<Back> {
    return unanswered(question);
  }

  selectMany(question: Question): Promise<Back> {
    return unanswered(question);
  }

  confirm(question: Question): Promise<Back> {
    return unanswered(question);
  }

  text(question: Question): Promise<Back> {
    return unanswered(question);
  }

  secret(question: Question): Promise<Back> {
    return unanswered(question);
  }

  async progress(tasks: readonly Task[]): Promise<void> {
    const standings = standingsOf(tasks);
    const unwritten = new Set(tasks);
    const write = (task: Task): void => {
      unwritten.delete(task);
      this.say(...lastingRow(tasks, task, standings.get(task) ?? 'waiting', this.width));
    };
    try {
      for (const task of tasks) {
        await runTask(task, this.#signal, (standing) => {
          standings.set(task, standing);
        });
        write(task);
      }
    } finally {
      // After a failure: the task that failed, and those that were not begun.
      unwritten.forEach(write);
    }
  }

  async wait<Result>(message: string, work: () => Promise<Result>): Promise<Result> {
    this.say(`  ${escapeText(message)}`);
    return work();
  }
}

function unanswered(question: Question): Promise<never> {
  return Promise.reject(
    new UnansweredError(
      `Nobody is there to answer "${escapeText(question.message)}". ` +
        `Give the answer ${question.answer} in a file with --answers FILE, or as an option of the command.`,
    ),
  );
}
