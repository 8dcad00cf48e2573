import type { ChangeHistory, History } from '../../journal/history.js';
import { canonical, type Reading } from '../../model/reading.js';
import { accessTo } from '../../targets/access.js';
import type { Driver } from '../../targets/driver.js';
import { workstationKinds } from '../../targets/workstation/kinds.js';

/** A change that does not read as Batten left it. */
export interface Drift {
  readonly change: ChangeHistory;
  readonly now: Reading;
}

/** The newest change of each resource that still stands and does not read as it was left. */
export async function findDrift(
  history: History,
  driver: (kind: string) => Driver | undefined,
): Promise<readonly Drift[]> {
  const standing = [...history.steps.values()].flatMap((step) => step.standing);
  const newest = new Map(
    standing.sort((a, b) => a.intent - b.intent).map((change) => [change.resource.key, change]),
  );
  // What lives on the workstation is not asked of the server, and by hand nobody is asked for the sake of a map.
  const asked = [...newest.values()].filter(
    ({ resource: { kind } }) => !isLocal(kind) && driver(kind) !== undefined,
  );
  const access = accessTo({ label: '', driver }, new Map(), undefined);
  const readings = await access.read(asked.map((change) => change.resource));
  const other = asked.flatMap((change, index) => {
    const now = readings[index];
    if (now?.state === 'unreadable' && driver(change.resource.kind)?.leavesRest === true) return [];
    const differs = now !== undefined && canonical(now) !== canonical(change.now ?? change.after);
    return differs ? [{ change, now }] : [];
  });
  if (other.length === 0) return [];
  // Only the kinds know which differences matter; where all is equal to the letter, they need not be loaded.
  const [{ kindOf }, { loadKinds }] = await Promise.all([
    import('../../model/kind.js'),
    import('../../resources/load-kinds.js'),
  ]);
  await loadKinds(other.map(({ change }) => change.resource.kind));
  return other.filter(({ change, now }) => !kindOf(change.resource).equal(now, change.now ?? change.after));
}

const isLocal = (kind: string): boolean => workstationKinds.some((one) => one === kind);
