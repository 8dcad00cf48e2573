import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { z } from 'zod';
import type { SmbAddress } from './address.js';
import { agentError, type Failure } from './failure.js';
import { explain } from './reasons.js';

const answer = z.union([
  z.object({ id: z.number(), ok: z.literal(true), result: z.unknown() }),
  z.object({ id: z.number(), ok: z.literal(false), error: agentError }),
]);

export interface AgentOptions {
  /** How long one request may take; then the agent is ended. Default 30 000. */
  readonly timeoutMs?: number;
  /** Default: /usr/bin/python3, which Debian's bindings belong to, else python3 on the path. */
  readonly python?: string;
}

export interface Request<Result> {
  readonly operation: string;
  /** Goes to the agent over a pipe, so it may hold a password. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly result: z.ZodType<Result>;
  /** For the message of a failure: `reading 3 registry values`. Leave it out while logging on. */
  readonly doing?: string;
  /** For the message when the server denies it: what helps, in a sentence. Default: what helps with registry values. */
  readonly whenDenied?: string;
}

/** The Python process that speaks to one server. Requests run one after another; its end is the session's end. */
export class Agent {
  readonly #address: SmbAddress;
  readonly #timeoutMs: number;
  readonly #process: ReturnType<typeof start>;
  readonly #lines: AsyncIterator<string>;
  #last: Promise<unknown> = Promise.resolve();
  #id = 0;
  #said = '';
  #failure: Failure | undefined;

  constructor(address: SmbAddress, { timeoutMs = 30_000, python = pythonPath() }: AgentOptions = {}) {
    this.#address = address;
    this.#timeoutMs = timeoutMs;
    this.#process = start(python);
    const { stdin, stdout, stderr } = this.#process;
    // A broken pipe shows as the end of the answers, which is where it is reported.
    stdin.on('error', () => undefined);
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-4000);
    });
    this.#lines = createInterface({ input: stdout, crlfDelay: Infinity })[Symbol.asyncIterator]();
  }

  /** Sends one request and waits for its answer. @throws TargetError, WorkstationError */
  request<Result>(request: Request<Result>): Promise<Result> {
    const turn = this.#last.then(() => this.#exchange(request));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the agent: politely, and after a second by force. */
  async close(): Promise<void> {
    await this.#last;
    this.#failure ??= { kind: 'agent-ended' };
    this.#process.stdin.end();
    const force = setTimeout(() => this.#process.kill('SIGKILL'), 1000);
    await this.#process;
    clearTimeout(force);
  }

  async #exchange<Result>(request: Request<Result>): Promise<Result> {
    const { operation, parameters, result } = request;
    if (this.#failure !== undefined) throw this.#explain(this.#failure, request);
    this.#id += 1;
    this.#process.stdin.write(`${JSON.stringify({ ...parameters, id: this.#id, op: operation })}\n`);
    const line = await this.#nextLine();
    const { data } = answer.safeParse(line === undefined ? undefined : parseJson(line));
    if (data?.ok === false) throw this.#explain(data.error, request);
    const wanted = data?.id === this.#id ? result.safeParse(data.result) : undefined;
    if (wanted?.success === true) return wanted.data;
    // After an answer that is none, later ones cannot be trusted to belong to their requests.
    this.#failure ??= { kind: 'agent-confused' };
    this.#process.kill('SIGKILL');
    throw this.#explain(this.#failure, request);
  }

  /** Gives the next answer, or undefined with the reason in #failure. */
  async #nextLine(): Promise<string | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, this.#timeoutMs, 'late');
    });
    const next = await Promise.race([this.#lines.next(), late]);
    clearTimeout(timer);
    if (next === 'late') {
      this.#failure = { kind: 'silent', seconds: this.#timeoutMs / 1000 };
      this.#process.kill('SIGKILL');
    } else if (next.done === true) {
      const { code } = await this.#process;
      this.#failure = { kind: code === 'ENOENT' ? 'no-python' : 'agent-ended' };
    } else {
      return next.value;
    }
    return undefined;
  }

  #explain(failure: Failure, { doing, whenDenied }: Pick<Request<unknown>, 'doing' | 'whenDenied'>): Error {
    return explain(failure, this.#address, doing, this.#said, whenDenied);
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

const pythonPath = (): string => (existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3');

/** The package's root holds templates/, whether this file runs from src/ or from dist/. */
function agentPath(): string {
  const inPackage = join('templates', 'samba', 'agent');
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, inPackage)) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, inPackage);
}
