import type { Clock } from '../../src/engine/clock.js';

/** A clock that a test sets; with a boot it also has an uptime, which only `pass` moves. */
export class SetClock implements Clock {
  #now: number;
  #seconds = 1000;
  readonly #boot: string | undefined;

  constructor(now: string, boot?: string) {
    this.#now = Date.parse(now);
    this.#boot = boot;
    if (boot === undefined) this.uptime = undefined;
  }

  now(): Date {
    return new Date(this.#now);
  }

  uptime: (() => { boot: string; seconds: number }) | undefined = () => ({
    boot: this.#boot ?? '',
    seconds: this.#seconds,
  });

  /** Time goes by. */
  pass(days: number): void {
    this.#now += days * 86_400_000;
    this.#seconds += days * 86_400;
  }

  /** Somebody sets the clock. */
  set(now: string): void {
    this.#now = Date.parse(now);
  }
}
