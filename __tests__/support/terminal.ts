import { spawn, type IPty } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { screenOf, waitUntil } from './screen.js';

/** A real pseudo-terminal (node-pty) whose output goes through a real emulator (xterm headless). */
export class Terminal {
  readonly #pty: IPty;
  readonly #term;
  readonly exited: Promise<{ exitCode: number; signal?: number | undefined }>;

  constructor(
    file: string,
    args: string[],
    options: { cols?: number; rows?: number; env?: Record<string, string>; cwd?: string } = {},
  ) {
    const { cols = 80, rows = 24, cwd = process.cwd() } = options;
    this.#term = new xterm.Terminal({ cols, rows, allowProposedApi: true });
    this.#pty = spawn(file, args, {
      cols,
      rows,
      cwd,
      name: 'xterm-256color',
      env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', TERM: 'xterm-256color', ...options.env },
    });
    this.#pty.onData((data) => {
      this.#term.write(data);
    });
    this.exited = new Promise((resolve) => {
      this.#pty.onExit((ended) => {
        // What was written last may still be on its way to the screen.
        this.#term.write('', () => {
          resolve(ended);
        });
      });
    });
  }

  /** The visible text, scrollback included, without trailing blanks. */
  screen(): string {
    return screenOf(this.#term);
  }

  /** The text of the line that the cursor is on. */
  cursorLine(): string {
    const { active } = this.#term.buffer;
    return active.getLine(active.baseY + active.cursorY)?.translateToString(true) ?? '';
  }

  /** Waits for words on the screen; the error of a timeout shows the screen. */
  waitFor(what: string | RegExp, timeoutMs = 200_000): Promise<string> {
    return waitUntil(() => this.screen(), what, timeoutMs);
  }

  write(keys: string): void {
    this.#pty.write(keys);
  }

  resize(cols: number, rows: number): void {
    this.#term.resize(cols, rows);
    this.#pty.resize(cols, rows);
  }

  kill(): void {
    this.#pty.kill();
  }
}

export { key } from './screen.js';
