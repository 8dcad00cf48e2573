import { kindOf } from '../model/kind.js';
import type { Access } from '../model/access.js';
import type { Change } from './finding.js';

export interface Proof {
  readonly proved: boolean;
  /** One sentence a change that did not come about, or did not come back. */
  readonly problems: readonly string[];
}

/** Runs changes and their undo on a twin: nothing real is touched, and the undo is seen to bring everything back. */
export async function proveUndo(changes: readonly Change[], twin: Access): Promise<Proof> {
  const problems: string[] = [];
  for (const { resource, after } of changes) await twin.write(resource, after);
  const resources = changes.map((change) => change.resource);
  const applied = await twin.read(resources);
  for (const { resource, before } of [...changes].reverse()) await twin.write(resource, before);
  const undone = await twin.read(resources);
  for (const [index, { resource, before, after }] of changes.entries()) {
    const kind = kindOf(resource);
    const { name } = kind.describe(resource);
    const [there, back] = [applied[index], undone[index]];
    if (there === undefined || !kind.equal(there, after))
      problems.push(`${name} does not take ${kind.show(after)}`);
    if (back === undefined || !kind.equal(back, before)) problems.push(`${name} does not come back`);
  }
  return { proved: problems.length === 0, problems };
}
