import type { Kind, ListView } from '../model/kind.js';
import { absent, present, type Json, type Reading, type Settable } from '../model/reading.js';

export type Verdict =
  /** Write this to take the change back. */
  | { readonly kind: 'restore'; readonly to: Settable; readonly kept: readonly string[] }
  | { readonly kind: 'already-back' }
  /** Somebody changed it after Batten: only a person can say which should stand. */
  | { readonly kind: 'changed-since'; readonly before: Settable }
  /** It could be restored, but `with`, another of its unit, was changed since: both are restored, or none. */
  | { readonly kind: 'tied'; readonly to: Settable; readonly with: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Compares what was there before Batten, what Batten wrote and what is there now. Lists merge: Batten's own additions
 * and removals are taken back and everybody else's kept. Anything else that was changed since is a conflict.
 */
export function compareThreeWays(kind: Kind, before: Reading, ours: Reading, now: Reading): Verdict {
  if (now.state === 'unreadable') return { kind: 'unreadable', reason: now.reason };
  // What could not be read before was never changed; a journal that says otherwise is not acted on.
  if (before.state === 'unreadable') return { kind: 'unreadable', reason: before.reason };
  if (kind.equal(now, before)) return { kind: 'already-back' };
  if (kind.equal(now, ours)) return { kind: 'restore', to: before, kept: [] };
  const merged = kind.list && mergeLists(kind.list, before, ours, now);
  if (merged === undefined) return { kind: 'changed-since', before };
  return kind.equal(now, merged.to) ? { kind: 'already-back' } : { kind: 'restore', ...merged };
}

function mergeLists(
  list: ListView<Json>,
  before: Settable,
  ours: Reading,
  now: Settable,
): { readonly to: Settable; readonly kept: readonly string[] } | undefined {
  if (now.state === 'absent' || ours.state !== 'present') return undefined;
  const [was, wrote, found] = [
    before.state === 'absent' ? [] : list.items(before.value),
    list.items(ours.value),
    list.items(now.value),
  ];
  if (was === undefined || wrote === undefined || found === undefined) return undefined;
  const same = list.same ?? ((a: string, b: string) => a === b);
  const has = (items: readonly string[], item: string): boolean => items.some((one) => same(one, item));
  const removed = was.filter((item) => !has(wrote, item));
  const kept = found.filter((item) => !has(was, item) && !has(wrote, item));
  let items: readonly string[] = found.filter((item) => has(was, item) || !has(wrote, item));
  for (const item of removed) if (!has(items, item)) items = putBack(items, item, was, same);
  if (items.length === 0 && before.state === 'absent') return { to: absent, kept };
  return { to: present(list.withItems(now.value, items)), kept };
}

/** Puts an item back behind the nearest of its old neighbours that is still there. */
function putBack(
  items: readonly string[],
  item: string,
  was: readonly string[],
  same: (a: string, b: string) => boolean,
): readonly string[] {
  const place = was.findIndex((one) => same(one, item));
  for (let index = place - 1; index >= 0; index--) {
    const neighbour = was[index];
    const at = neighbour === undefined ? -1 : items.findIndex((one) => same(one, neighbour));
    if (at >= 0) return [...items.slice(0, at + 1), item, ...items.slice(at + 1)];
  }
  return [item, ...items];
}
