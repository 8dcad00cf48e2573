import { patches, supersedersOf } from './catalogue.js';
import type { Patch } from './patch.js';

const place = new Map(patches.map((patch, index) => [patch.id, index]));

/** The patches of a list in an order in which each may be installed: after what it requires, and what it must follow. */
export function inOrder(list: readonly Patch[]): readonly Patch[] {
  const waiting = [...list].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  const ordered: Patch[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((patch) => !waiting.some((other) => comesBefore(other, patch)));
    // A cycle cannot be ordered; the catalogue's tests exclude it.
    ordered.push(...waiting.splice(Math.max(next, 0), 1));
  }
  return ordered;
}

/**
 * Patches of a list that go on after this one and share a file with it: they come off first, the newest first, or this
 * one's uninstall brings files back that are older than they expect (Q184305).
 */
export function laterWithSameFiles(patch: Patch, list: readonly Patch[] = patches): readonly Patch[] {
  const mine = new Set(filesOf(patch));
  const ordered = inOrder(list.includes(patch) ? list : [...list, patch]);
  return ordered
    .slice(ordered.indexOf(patch) + 1)
    .filter((other) => filesOf(other).some((path) => mine.has(path)))
    .reverse();
}

function comesBefore(other: Patch, patch: Patch): boolean {
  if (other === patch) return false;
  if (patch.installAfter.includes(other.id)) return true;
  return patch.requires.some((id) => id === other.id || supersedersOf(id).includes(other));
}

const filesOf = ({ signs }: Patch): readonly string[] =>
  signs.flatMap((sign) => ('file' in sign ? [sign.file.toLowerCase()] : []));
