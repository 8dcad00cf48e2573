/** What the wizard and the commands may ask and tell. The only implementations are in this folder. */
export interface Choice<Value> {
  readonly value: Value;
  readonly name: string;
  /** Shown behind the name, in one line. */
  readonly hint?: string;
}

export interface Question {
  readonly message: string;
  /** Names this answer in an answers file or on the command line; the error without a terminal says it. */
  readonly answer: string;
  /** Shown when the user types `?`. */
  readonly help?: readonly string[];
}

/** Thrown by no prompt: Esc gives this value instead. */
export const back = Symbol('back');
export type Back = typeof back;

export interface TextQuestion extends Question {
  readonly initial?: string;
  /** True, or what is wrong. */
  check?(text: string): true | string;
  /** True where the verdict on what is typed stands below it before Enter is pressed. */
  readonly asTyped?: boolean;
  /** A caution about an answer that is allowed, shown as it is typed; or undefined. */
  note?(text: string): string | undefined;
}

export interface Task {
  readonly title: string;
  /** Gives the words behind the title when it is done; throwing marks it failed and ends the list. */
  run(): Promise<TaskResult>;
}

export interface TaskResult {
  readonly sign: 'ok' | 'failed' | 'note';
  readonly detail: string;
}

export interface Terminal {
  /** True where somebody can answer. */
  readonly interactive: boolean;
  /** Columns to keep within. */
  readonly width: number;
  /** Plain lines, already escaped and laid out; wider ones are wrapped. */
  say(...lines: readonly string[]): void;
  /** @throws UnansweredError without a terminal, InterruptedError on Ctrl-C */
  select<Value>(question: Question, choices: readonly Choice<Value>[]): Promise<Value | Back>;
  selectMany<Value>(question: Question, choices: readonly Choice<Value>[]): Promise<readonly Value[] | Back>;
  confirm(question: Question, initial: boolean): Promise<boolean | Back>;
  text(question: TextQuestion): Promise<string | Back>;
  /** Never shown, never stored by the terminal. */
  secret(question: TextQuestion): Promise<string | Back>;
  /** Runs tasks one after another and shows how far they are. Nothing may be asked meanwhile. */
  progress(tasks: readonly Task[]): Promise<void>;
  /** Shows that something is being waited for. Nothing may be asked meanwhile. */
  wait<Result>(message: string, work: () => Promise<Result>): Promise<Result>;
}
