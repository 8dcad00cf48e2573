import type { Clock } from '../../src/model/clock.js';

/** A clock that a test sets. */
export class SetClock implements Clock {
  #now: number;

  constructor(now: string) {
    this.#now = Date.parse(now);
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Time goes by. */
  pass(days: number): void {
    this.#now += days * 86_400_000;
  }

  /** Somebody sets the clock. */
  set(now: string): void {
    this.#now = Date.parse(now);
  }
}

/** A clock of a machine that runs on: its uptime moves only as time goes by. */
export class UptimeClock extends SetClock {
  #seconds = 1000;

  uptime(): { boot: string; seconds: number } {
    return { boot: 'boot-1', seconds: this.#seconds };
  }

  override pass(days: number): void {
    super.pass(days);
    this.#seconds += days * 86_400;
  }
}
