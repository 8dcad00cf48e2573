import { clearLine, cursorTo, moveCursor } from 'node:readline';
import { PassThrough, Writable } from 'node:stream';
import xterm from '@xterm/headless';
import { screenOf, waitUntil } from './screen.js';

/** A keyboard and a screen within the process: real key bytes in, a real emulator's screen out. */
export class VirtualTty {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Every byte written, escape codes included. */
  written = '';
  readonly #keyboard = new PassThrough();
  readonly #term;

  constructor(size: { cols?: number; rows?: number } = {}) {
    const { cols = 80, rows = 24 } = size;
    this.#term = new xterm.Terminal({ cols, rows, allowProposedApi: true, convertEol: true });
    const term = this.#term;
    const screen = new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => {
        this.written += chunk.toString();
        term.write(chunk);
        done();
      },
    });
    const output = Object.assign(screen, {
      isTTY: true,
      columns: cols,
      rows,
      cursorTo: (x: number, y?: number) => cursorTo(screen, x, y),
      moveCursor: (x: number, y: number) => moveCursor(screen, x, y),
      clearLine: (direction: -1 | 0 | 1) => clearLine(screen, direction),
    });
    const input = Object.assign(this.#keyboard, { isTTY: true, setRawMode: () => input });
    // They have the members of a terminal's streams that anything here uses, not all of them.
    this.input = input as unknown as NodeJS.ReadStream;
    this.output = output as unknown as NodeJS.WriteStream;
  }

  screen(): string {
    return screenOf(this.#term);
  }

  /** The screen once everything written so far is on it. */
  async settled(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#term.write('', resolve);
    });
    return this.screen();
  }

  waitFor(what: string | RegExp, timeoutMs = 100_000): Promise<string> {
    return waitUntil(() => this.screen(), what, timeoutMs);
  }

  write(keys: string): void {
    this.#keyboard.write(keys);
  }

  /** The other side hangs up. */
  hangUp(): void {
    this.#keyboard.end();
  }
}

/** A stream that is no terminal, and all that was written to it. */
export class Pipe {
  text = '';
  readonly stream: NodeJS.WriteStream;

  constructor() {
    const stream = new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => {
        this.text += chunk.toString();
        done();
      },
    });
    // As process.stdout is typed, although it is a plain stream when it is a pipe.
    this.stream = stream as unknown as NodeJS.WriteStream;
  }
}

/** An input that is no terminal and at its end. */
export function noInput(): NodeJS.ReadStream {
  return new PassThrough().end() as unknown as NodeJS.ReadStream;
}
