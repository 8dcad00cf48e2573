import { z } from 'zod';
import { absent, present, unreadable, type Reading } from '../../resources/reading.js';

/** One of several answers of the agent: what was found, that it is not there, or why nobody can tell. */
export const itemOf = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('present'), ...shape }),
    z.object({ state: z.literal('absent') }),
    z.object({ state: z.literal('unreadable'), reason: z.string() }),
  ]);

type Found = { readonly state: 'present' };
type NotFound = { readonly state: 'absent' } | { readonly state: 'unreadable'; readonly reason: string };

/** The answer as a reading, its value made by `valueOf`. */
export function readingOf<Item extends Found, Value>(
  item: Item | NotFound,
  valueOf: (found: Item) => Value,
): Reading<Value> {
  if (item.state === 'absent') return absent;
  return item.state === 'unreadable' ? unreadable(item.reason) : present(valueOf(item));
}
