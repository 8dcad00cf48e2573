import { undoable } from '../../engine/undo.js';
import { UsageError } from '../../errors.js';
import type { History } from '../../journal/history.js';

/** Steps that somebody named to be taken back. */
export interface NamedSteps {
  /** Those that stand on the server. */
  readonly standing: ReadonlySet<string>;
  /** A sentence for each of the others: it was taken back before, or never changed anything. */
  readonly nothingToDo: readonly string[];
}

/** @throws UsageError for a step that no session here has ever dealt with */
export function namedSteps(history: History, ids: readonly string[]): NamedSteps {
  const unknown = ids.find((id) => !history.steps.has(id));
  if (unknown !== undefined)
    throw new UsageError(`No step called ${unknown} was applied here. batten status shows what was.`);
  const possible = new Set(undoable(history).map(({ id }) => id));
  return {
    standing: new Set(ids.filter((id) => possible.has(id))),
    nothingToDo: ids
      .filter((id) => !possible.has(id))
      .map((id) => `${id} has nothing on the server to take back.`),
  };
}
