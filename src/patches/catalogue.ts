import { patchOf } from './define.js';
import { exchange55 } from './exchange55.js';
import { iis4 } from './iis4.js';
import { internetExplorer } from './internet-explorer.js';
import { nt4 } from './nt4.js';
import type { Patch } from './patch.js';

export type PatchId =
  | (typeof nt4)[number]['id']
  | (typeof iis4)[number]['id']
  | (typeof internetExplorer)[number]['id']
  | (typeof exchange55)[number]['id'];

/** Every package that Batten knows, product by product; what may be installed when is said by `inOrder`. */
export const patches: readonly Patch[] = [
  ...nt4.map((data) => patchOf('nt4', data)),
  ...iis4.map((data) => patchOf('iis4', data)),
  ...internetExplorer.map((data) => patchOf('internet-explorer', data)),
  ...exchange55.map((data) => patchOf('exchange55', data)),
];

const byId = new Map(patches.map((patch) => [patch.id, patch]));

const directSuperseders = new Map<string, Patch[]>();
for (const patch of patches) {
  for (const id of patch.supersedes) directSuperseders.set(id, [...(directSuperseders.get(id) ?? []), patch]);
}

/** Undefined for software that Batten only reads, and for what an older or newer Batten knew. */
export const findPatch = (id: string): Patch | undefined => byId.get(id);

/** A patch of the catalogue by its own id. */
export function patchNamed(id: PatchId): Patch {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`The patch catalogue lost ${id}.`);
  return found;
}

const superseders = new Map([...directSuperseders.keys()].map((id) => [id, chainFrom(id)]));

/** Everything that contains a patch, directly or through a chain, nearest first. */
export const supersedersOf = (id: string): readonly Patch[] => superseders.get(id) ?? [];

function chainFrom(id: string): readonly Patch[] {
  const found = new Set<Patch>();
  for (const queue = [id]; queue.length > 0;) {
    for (const patch of directSuperseders.get(queue.shift() ?? '') ?? []) {
      if (found.has(patch)) continue;
      found.add(patch);
      queue.push(patch.id);
    }
  }
  return [...found];
}

/** `MS04-011` where there is a bulletin, else the number, else the title. */
export const shortName = ({ bulletin, kb, title }: Patch): string => bulletin ?? kb ?? title;
