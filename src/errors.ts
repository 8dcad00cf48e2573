/** Exit codes of the command line; the design's table. */
export const exitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  findingsRemain: 3,
  stageNotOpen: 4,
  journal: 5,
  /** Undo took back what it could and left something as somebody else had made it. */
  residue: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** An error whose message is meant for the user: what happened, to what, and what to do next. */
export abstract class BattenError extends Error {
  abstract readonly exitCode: ExitCode;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The command line, an option, an answers file or an address is wrong. */
export class UsageError extends BattenError {
  readonly exitCode = exitCode.usage;
}

/** A question came up that nobody is there to answer. The message names the missing answer. */
export class UnansweredError extends BattenError {
  readonly exitCode = exitCode.usage;
  /** Which answer is wanted, and why, for a list of several; undefined where the message alone says it. */
  readonly answer: string | undefined;

  constructor(message: string, options: ErrorOptions & { readonly answer?: string } = {}) {
    super(message, options);
    this.answer = options.answer;
  }
}

/** A server could not be reached, refused, or broke off. */
export class TargetError extends BattenError {
  readonly exitCode = exitCode.failed;
}

/** The workstation failed Batten: a full disk, a folder that cannot be written, a missing program. */
export class WorkstationError extends BattenError {
  readonly exitCode = exitCode.failed;
}

/** The journal is locked, damaged, or another server's. Nothing was touched. */
export class JournalError extends BattenError {
  readonly exitCode = exitCode.journal;
}

/** Data from outside is not what it claims to be. */
export class DataError extends BattenError {
  readonly exitCode = exitCode.failed;
}

/** The operator pressed Ctrl-C or the process was told to end. */
export class InterruptedError extends BattenError {
  readonly exitCode = exitCode.interrupted;
}
