import { z } from 'zod';
import { absent, present, unreadable, type Reading } from '../../../model/reading.js';

/** One of several answers of the agent: what was found, that it is not there, or why nobody can tell. */
export const itemOf = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('present'), ...shape }),
    z.object({ state: z.literal('absent') }),
    z.object({ state: z.literal('unreadable'), reason: z.string() }),
  ]);

type Item = { readonly state: 'present' | 'absent' | 'unreadable'; readonly reason?: string };

/** The answer as a reading, its value made by `valueOf`. */
export function readingOf<One extends Item, Value>(
  item: One,
  valueOf: (found: Extract<One, { state: 'present' }>) => Value,
): Reading<Value> {
  if (isPresent(item)) return present(valueOf(item));
  return item.state === 'absent' ? absent : unreadable(item.reason ?? 'no reason was given');
}

const isPresent = <One extends Item>(item: One): item is Extract<One, { state: 'present' }> =>
  item.state === 'present';
