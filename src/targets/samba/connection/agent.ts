import type { z } from 'zod';
import type { SmbAddress } from './address.js';
import { AgentProcess, type AgentOptions } from './agent-process.js';
import { isLoss, rememberFailure } from './loss.js';
import { explain } from '../errors/message.js';

export type { AgentOptions } from './agent-process.js';

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

/**
 * The line to one server: a Python process, and a new one where that was lost. Requests are sent at once; the process
 * answers them in order. Nothing is repeated here: who asked knows whether asking again is harmless (`steady`).
 */
export class Agent {
  readonly #address: SmbAddress;
  readonly #options: AgentOptions;
  #process: AgentProcess;
  #line = 1;
  #lost = false;
  #reconnecting: Promise<void> | undefined;
  #closed = false;

  constructor(address: SmbAddress, options: AgentOptions = {}) {
    this.#address = address;
    this.#options = options;
    this.#process = new AgentProcess(options);
  }

  /** Counts the lines: greater after each reconnection. */
  get line(): number {
    return this.#line;
  }

  /** Whether the line with this number is gone, so that what was asked over it may not have arrived. */
  isLost(line: number): boolean {
    return line < this.#line || this.#lost;
  }

  /** Sends one request and waits for its answer. @throws TargetError, WorkstationError */
  async request<Result>({
    operation,
    parameters,
    result,
    doing,
    whenDenied,
  }: Request<Result>): Promise<Result> {
    const line = this.#line;
    const outcome = await this.#process.exchange(operation, parameters, result);
    if ('result' in outcome) return outcome.result;
    if (line === this.#line && isLoss(outcome.failure)) this.#lost = true;
    const { said } = this.#process;
    throw rememberFailure(explain(outcome.failure, this.#address, doing, said, whenDenied), outcome.failure);
  }

  /**
   * Starts a new line in place of the lost one; those who ask meanwhile wait for the same one.
   * @param logOn makes the new line usable; its requests go over the new line
   * @throws what `logOn` throws; the line then stays lost
   */
  reconnect(logOn: () => Promise<void>): Promise<void> {
    this.#reconnecting ??= this.#renew(logOn).finally(() => {
      this.#reconnecting = undefined;
    });
    return this.#reconnecting;
  }

  async #renew(logOn: () => Promise<void>): Promise<void> {
    if (!this.#lost || this.#closed) return;
    await this.#process.close();
    this.#process = new AgentProcess(this.#options);
    this.#line += 1;
    this.#lost = false;
    try {
      await logOn();
    } catch (error) {
      this.#lost = true;
      throw error;
    }
  }

  /** Ends the agent: politely, and after a second by force. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#process.close();
  }
}
