import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { z } from 'zod';
import { agentError, type Failure } from './failure.js';

const answer = z.union([
  z.object({ id: z.number(), ok: z.literal(true), result: z.unknown() }),
  z.object({ id: z.number(), ok: z.literal(false), error: agentError }),
]);

export interface AgentOptions {
  /** How long one request may take from when its turn came; then the agent is ended. Default 30 000. */
  readonly timeoutMs?: number;
  /** Default: /usr/bin/python3, which Debian's bindings belong to, else python3 on the path. */
  readonly python?: string;
}

/** What came of a request: its result, or why there is none. */
export type AgentAnswer<Result> = { readonly result: Result } | { readonly failure: Failure };

type Answered = z.infer<typeof answer> | { readonly failure: Failure };

interface Waiting {
  readonly id: number;
  settle: (answered: Answered) => void;
}

/** One Python process. It answers in the order of the requests, so they are sent without waiting for each other. */
export class AgentProcess {
  readonly #timeoutMs: number;
  readonly #process: ReturnType<typeof start>;
  readonly #queue: Waiting[] = [];
  #id = 0;
  #timer: NodeJS.Timeout | undefined;
  #failure: Failure | undefined;
  #said = '';

  constructor({ timeoutMs = 30_000, python = pythonPath() }: AgentOptions) {
    this.#timeoutMs = timeoutMs;
    this.#process = start(python);
    const { stdin, stdout, stderr } = this.#process;
    // A broken pipe shows as the end of the answers, which is where it is reported.
    stdin.on('error', () => undefined);
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-4000);
    });
    createInterface({ input: stdout, crlfDelay: Infinity })
      .on('line', (line) => {
        this.#take(line);
      })
      .on('close', () => void this.#ended());
  }

  /** What Samba printed last. */
  get said(): string {
    return this.#said;
  }

  /** Sends one request and gives what came of it. Once one went wrong for good, so do all that come after. */
  exchange<Result>(
    operation: string,
    parameters: Readonly<Record<string, unknown>>,
    result: z.ZodType<Result>,
  ): Promise<AgentAnswer<Result>> {
    if (this.#failure !== undefined) return Promise.resolve({ failure: this.#failure });
    this.#id += 1;
    const id = this.#id;
    return new Promise((resolve) => {
      this.#queue.push({
        id,
        settle: (answered) => {
          if ('failure' in answered) resolve(answered);
          else if (!answered.ok) resolve({ failure: answered.error });
          else {
            const { data, success } = result.safeParse(answered.result);
            if (success) resolve({ result: data });
            else resolve({ failure: this.#distrust() });
          }
        },
      });
      if (this.#queue.length === 1) this.#watch();
      this.#process.stdin.write(`${JSON.stringify({ ...parameters, id, op: operation })}\n`);
    });
  }

  /** Ends the process once it has answered what was asked: politely, and after a second by force. */
  async close(): Promise<void> {
    await this.#answered();
    this.#failure ??= { kind: 'agent-ended' };
    this.#process.stdin.end();
    const force = setTimeout(() => this.#process.kill('SIGKILL'), 1000);
    await this.#process;
    clearTimeout(force);
  }

  #answered(): Promise<void> {
    const last = this.#queue.at(-1);
    if (last === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const { settle } = last;
      last.settle = (answered) => {
        settle(answered);
        resolve();
      };
    });
  }

  #take(line: string): void {
    const { data } = answer.safeParse(parseJson(line));
    const head = this.#queue[0];
    // The agent that found no bindings says so under number 0, whatever was asked.
    if (data === undefined || head === undefined || (data.id !== head.id && data.id !== 0)) {
      this.#fail(this.#distrust());
      return;
    }
    this.#queue.shift();
    this.#watch();
    head.settle(data);
  }

  /** After an answer that is none, later ones cannot be trusted to belong to their requests. */
  #distrust(): Failure {
    this.#failure ??= { kind: 'agent-confused' };
    this.#process.kill('SIGKILL');
    return this.#failure;
  }

  /** Starts the time limit of the first request in the queue, which the agent works on now. */
  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#queue.length === 0) return;
    this.#timer = setTimeout(() => {
      this.#fail({ kind: 'silent', seconds: this.#timeoutMs / 1000 });
      this.#process.kill('SIGKILL');
    }, this.#timeoutMs);
  }

  async #ended(): Promise<void> {
    const { code } = await this.#process;
    this.#fail({ kind: code === 'ENOENT' ? 'no-python' : 'agent-ended' });
  }

  #fail(failure: Failure): void {
    this.#failure ??= failure;
    clearTimeout(this.#timer);
    for (const waiting of this.#queue.splice(0)) waiting.settle({ failure: this.#failure });
  }
}

/** Isolated from the user's Python settings, and without the environment that Samba would read a password from. */
function start(python: string) {
  return execa(python, ['-I', '-B', agentPath()], {
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' },
    extendEnv: false,
    buffer: false,
    reject: false,
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Debian's own Python has the bindings, another one on the path mostly not. */
export const pythonPath = (): string => (existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3');

/** The package's root holds templates/, whether this file runs from src/ or from dist/. */
function agentPath(): string {
  const inPackage = join('templates', 'samba', 'agent');
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, inPackage)) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, inPackage);
}
