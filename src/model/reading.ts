/** Data as it stands in a journal line: what JSON can hold, and nothing else. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type Present<Value = Json> = {
  readonly state: 'present';
  readonly value: Value;
};

export type Absent = {
  readonly state: 'absent';
};

export type Unreadable = {
  readonly state: 'unreadable';
  readonly reason: string;
};

/** What a resource holds now. Absent and unreadable are different things: what cannot be read is not changed. */
export type Reading<Value = Json> = Present<Value> | Absent | Unreadable;

/** A reading that can be written: what cannot be read cannot be put back either. */
export type Settable<Value = Json> = Present<Value> | Absent;

export const absent: Absent = { state: 'absent' };

export const present = <Value>(value: Value): Present<Value> => ({ state: 'present', value });

export const unreadable = (reason: string): Unreadable => ({ state: 'unreadable', reason });

/** JSON with sorted keys: equal data gives equal text, whatever order it was built in. */
export function canonical(data: Json): string {
  if (isList(data)) return `[${data.map(canonical).join(',')}]`;
  if (data !== null && typeof data === 'object') {
    const members = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join(',')}}`;
  }
  return JSON.stringify(data);
}

const isList = (data: Json): data is readonly Json[] => Array.isArray(data);
