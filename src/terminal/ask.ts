import { emitKeypressEvents, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { createPromptModule } from 'inquirer';
import { InterruptedError } from '../errors.js';
import { columnsOf, rowsOf } from './streams.js';

/** How a prompt ended: with its answer, or by a key that stands for something else. */
export type Outcome<Answer> =
  { readonly by: 'answer'; readonly answer: Answer } | { readonly by: 'back' | 'help' | 'search' };

type Leaving = Exclude<Outcome<never>['by'], 'answer'>;

/** Where prompts are shown and answered. */
export interface Desk {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal?: AbortSignal;
}

/** What a prompt may do besides being answered. */
export interface Keys {
  /** The meaning of a character now; undefined where it is typed or chosen as any other. */
  meaning(character: string): 'help' | 'search' | undefined;
  /** Called before the prompt is left by such a key. */
  leaving?(): void;
}

export type Prompt = ReturnType<typeof createPromptModule<never>>;

/**
 * The one way to a prompt: shows it, clears it when it ends, and says how it ended. Esc is `back`.
 * `show` gets `leave`, which ends the prompt from inside.
 * @throws InterruptedError on Ctrl-C, the end of the input, or the signal
 */
export async function ask<Answer>(
  desk: Desk,
  keys: Keys,
  show: (prompt: Prompt, leave: (by: Leaving) => void) => Promise<Answer>,
): Promise<Outcome<Answer>> {
  let left: Leaving | undefined;
  const ending = new AbortController();
  const leave = (by: Leaving): void => {
    left ??= by;
    ending.abort();
  };
  const stop = (): void => {
    ending.abort();
  };
  const onKey = (character: string | undefined, key: { readonly name?: string; readonly ctrl?: boolean }) => {
    if (key.name === 'escape') leave('back');
    else if (key.ctrl === true && key.name === 'd') stop();
    else {
      const meaning = character === undefined ? undefined : keys.meaning(character);
      if (meaning === undefined) return;
      keys.leaving?.();
      leave(meaning);
    }
  };
  readKeys(desk.input);
  desk.input.on('keypress', onKey);
  desk.input.once('end', stop);
  desk.signal?.addEventListener('abort', stop);
  if (desk.signal?.aborted === true) stop();
  const prompt = createPromptModule({
    input: desk.input,
    output: promptOutput(desk.output),
    signal: ending.signal,
    clearPromptOnDone: true,
  });
  try {
    return { by: 'answer', answer: await show(prompt, leave) };
  } catch (error) {
    if (left !== undefined) return { by: left };
    if (endsSession(error)) {
      throw new InterruptedError('Interrupted at a question. Run the command again to go on from there.');
    }
    throw error;
  } finally {
    desk.input.off('keypress', onKey);
    desk.input.off('end', stop);
    desk.signal?.removeEventListener('abort', stop);
  }
}

// Readline waits half a second after Esc for the rest of an arrow key; a tenth is enough for a slow line. It takes the
// setting from the first interface that asks for keys, of which it reads only this member.
function readKeys(input: NodeJS.ReadStream): void {
  emitKeypressEvents(input, { escapeCodeTimeout: 100 } as unknown as Interface);
}

// A prompt ends the stream it writes to, so each gets one of its own.
function promptOutput(output: NodeJS.WriteStream): Writable {
  const own = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      output.write(chunk);
      done();
    },
  });
  return Object.defineProperties(own, {
    isTTY: { value: true },
    columns: { get: () => columnsOf(output) },
    rows: { get: () => rowsOf(output) },
  });
}

// By name: the library may be installed more than once, and then its classes differ.
function endsSession(error: unknown): boolean {
  return error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name);
}
