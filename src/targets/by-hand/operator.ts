import type { Reading, Settable } from '../../model/reading.js';
import type { Resource } from '../../model/resource.js';

/** What a person is sent to look at: one resource, or several that are seen at one glance. */
export interface HandSight {
  readonly resources: readonly Resource[];
  readonly title: string;
  /** What to click or type to see it. */
  readonly lines: readonly string[];
  readonly question: string;
  /** One reading a resource, in the same order, or a sentence that says what is wrong with the answer. */
  parse(answer: string): { readonly readings: readonly Settable[] } | { readonly problem: string };
}

/** The person at the NT 4.0 console, as the by-hand driver sees them. */
export interface ByHandOperator {
  /** Asks what is seen; one reading a resource. What nobody could see is unreadable, never absent. */
  look(sight: HandSight): Promise<readonly Reading[]>;
  /**
   * Asks for a change to be made.
   *
   * @param instructions what to type or click
   * @throws UnansweredError when nobody is there
   */
  change(resource: Resource, instructions: readonly string[]): Promise<'done' | 'not-done'>;
}
