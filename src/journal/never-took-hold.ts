import type { ChangeOutcome } from '../model/outcome.js';
import type { Reading } from '../model/reading.js';

interface EndedChange {
  readonly outcome: ChangeOutcome;
  readonly before: Reading;
  /** What was read back. */
  readonly now: Reading;
}

/**
 * A write that was refused and left the resource as it was needs no undo. One that was taken and read back as before stays:
 * it may have been read from a server that did not know of it yet, and whoever takes the step back looks again.
 */
export function neverTookHold({ outcome, before, now }: EndedChange): boolean {
  return outcome === 'failed' && JSON.stringify(now) === JSON.stringify(before);
}
