import type { Reading } from '../../model/reading.js';
import type { Resource } from '../../model/resource.js';

/** The person at the NT 4.0 console, as the by-hand driver sees them. */
export interface ByHandOperator {
  /**
   * Asks what the resource holds. What nobody could see is unreadable, never absent.
   *
   * @param instructions what to type or click to see it
   */
  look(resource: Resource, instructions: readonly string[], question: string): Promise<Reading>;
  /**
   * Asks for a change to be made.
   *
   * @throws UnansweredError when nobody is there
   */
  change(resource: Resource, instructions: readonly string[]): Promise<'done' | 'not-done'>;
}
