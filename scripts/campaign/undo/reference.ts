import type { Change } from '../../../src/engine/finding.js';
import { kindOf, type Kind } from '../../../src/model/kind.js';
import type { StoredReading } from '../../../src/targets/store.js';
import { absent, canonical, present, type Reading, type Settable } from '../../../src/model/reading.js';

type State = ReadonlyMap<string, StoredReading>;

/**
 * What a server has to hold after a step was taken back that made these changes, and how often that was a matter of two
 * opinions. Of what goes together all is taken back, or nothing.
 */
export function expectedAfter(
  changes: readonly Change[],
  state: State,
): { readonly expected: Map<string, StoredReading>; readonly conflicts: number } {
  const expected = new Map(state);
  const contested = new Set<string>();
  let conflicts = 0;
  for (const { resource, before, after, together } of changes.toReversed()) {
    const now = expected.get(resource.key)?.reading ?? absent;
    const { reading, conflict } = shouldBecome(kindOf(resource), before, after, now);
    expected.set(resource.key, { resource, reading });
    if (!conflict) continue;
    conflicts++;
    if (together !== undefined) contested.add(together);
  }
  for (const { resource, together } of changes) {
    if (together === undefined || !contested.has(together)) continue;
    expected.set(resource.key, state.get(resource.key) ?? { resource, reading: absent });
  }
  return { expected, conflicts };
}

interface TakenBackTo {
  readonly reading: Reading;
  readonly conflict: boolean;
}

/**
 * The promise of undo in its plainest form, written a second time: what nobody touched comes back to the byte, of a list
 * only Batten's own items come and go, and anything else that somebody changed since stays as it is.
 */
function shouldBecome(kind: Kind, before: Settable, ours: Reading, now: Reading): TakenBackTo {
  if (now.state === 'unreadable' || kind.equal(now, before)) return { reading: now, conflict: false };
  if (kind.equal(now, ours)) return { reading: before, conflict: false };
  const [was, wrote, found] = [before, ours, now].map((reading) => itemsOf(kind, reading));
  const isList = now.state === 'present' && ours.state === 'present';
  if (!isList || kind.list === undefined || wrote === undefined || found === undefined)
    return { reading: now, conflict: true };
  const old = before.state === 'absent' ? [] : was;
  if (old === undefined) return { reading: now, conflict: true };
  const same = kind.list.same ?? Object.is;
  const has = (items: readonly string[], item: string): boolean => items.some((one) => same(one, item));
  const added = wrote.filter((item) => !has(old, item));
  const removed = old.filter((item) => !has(wrote, item));
  const stay = found.filter((item) => !has(added, item));
  const items = [...stay, ...removed.filter((item) => !has(stay, item))];
  if (items.length === 0 && before.state === 'absent') return { reading: absent, conflict: false };
  return { reading: present(kind.list.withItems(now.value, items)), conflict: false };
}

/** True where two readings are the same to the byte, or hold the same items of a list in whatever order. */
export function sameOrSameItems(kind: Kind, a: Reading, b: Reading): boolean {
  if (canonical(a) === canonical(b)) return true;
  const [left, right] = [itemsOf(kind, a), itemsOf(kind, b)];
  if (kind.list === undefined || left === undefined || right === undefined) return false;
  const same = kind.list.same ?? Object.is;
  const within = (some: readonly string[], all: readonly string[]): boolean =>
    some.every((item) => all.some((one) => same(one, item)));
  return within(left, right) && within(right, left);
}

const itemsOf = (kind: Kind, reading: Reading): readonly string[] | undefined =>
  reading.state === 'present' ? kind.list?.items(reading.value) : undefined;
