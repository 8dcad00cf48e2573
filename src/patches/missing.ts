import type { Facts } from '../model/facts.js';
import { baselinePatches, type Baseline } from './baselines.js';
import { findPatch, patches, supersedersOf } from './catalogue.js';
import { inOrder } from './order.js';
import type { Patch } from './patch.js';

/** What was found of a patch: `needs-reapply` is a key whose files are older (Q194334). */
export type Installed = ReadonlyMap<string, 'installed' | 'needs-reapply'>;

type Roles = Pick<Facts, 'outlookWebAccess' | 'internetMailService' | 'terminalServer'>;

/** What a baseline wants of this server; of Terminal Server Edition only what is Exchange's, since its own builds are others. */
export function wantedPatches(baseline: Baseline, facts: Roles): readonly Patch[] {
  return baselinePatches(baseline).filter((patch) => fits(patch, facts) && isOfEdition(patch, facts));
}

/**
 * What is missing of a baseline, in the order of installation: what a later fix contains is not asked for, what a
 * missing patch requires comes along, and what stands on a patch that goes on again goes on again itself (Q196269).
 */
export function missingPatches(baseline: Baseline, installed: Installed, facts: Roles): readonly Patch[] {
  const wanted = wantedPatches(baseline, facts);
  const stale = staleAmong(installed);
  const holds = (id: string): boolean => installed.get(id) === 'installed' && !stale.has(id);
  const covered = (id: string): boolean => holds(id) || supersedersOf(id).some((one) => holds(one.id));
  const planned = new Set(wanted.filter(({ id }) => !covered(id)));
  for (const patch of patches) {
    if (stale.has(patch.id) && !covered(patch.id) && isOfEdition(patch, facts)) planned.add(patch);
  }
  // A set is walked to its end even while it grows.
  for (const patch of planned) {
    for (const id of patch.requires) {
      const needed = findPatch(id);
      if (needed === undefined || covered(id) || isIn(planned, id) || !isOfEdition(needed, facts)) continue;
      planned.add(needed);
    }
  }
  return inOrder([...planned].filter(({ id }) => !supersedersOf(id).some((one) => planned.has(one))));
}

/** Whether a patch is on, or one that contains it. */
export const isCovered = (id: string, installed: Installed): boolean =>
  [id, ...supersedersOf(id).map((one) => one.id)].some((one) => installed.get(one) === 'installed');

/** What must be put on again, and everything that was put on top of it; what a later fix contains needs no other. */
function staleAmong(installed: Installed): ReadonlySet<string> {
  const stale = new Set([...installed.keys()].filter((id) => !isCovered(id, installed)));
  for (const patch of inOrder(patches)) {
    if (installed.has(patch.id) && patch.requires.some((id) => stale.has(id))) stale.add(patch.id);
  }
  return stale;
}

const isIn = (planned: ReadonlySet<Patch>, id: string): boolean =>
  [...planned].some((patch) => patch.id === id || supersedersOf(id).includes(patch));

/** A role that is not known counts as played: a fix too many does less harm than one too few. */
const fits = ({ onlyWith }: Patch, facts: Roles): boolean =>
  onlyWith.every((condition) => !('fact' in condition) || facts[condition.fact] !== false);

/** Exchange has the same packages on Terminal Server Edition; that one's own are not in the catalogue (Q317636). */
const isOfEdition = ({ product }: Patch, { terminalServer }: Roles): boolean =>
  terminalServer !== true || product === 'exchange55';
