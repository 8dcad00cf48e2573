import { absent, present, type Json, type Reading, type Settable } from './reading.js';
import type { Resource } from './resource.js';

/** What a step wants of one resource. */
export interface Expectation {
  readonly resource: Resource;
  /** The rest of a sentence whose subject is the resource: `is REG_DWORD 1`. */
  readonly words: string;
  /** Never called with an unreadable reading: that is neither met nor unmet. */
  met(reading: Settable): boolean;
  /** The reading to write, computed from the one found. */
  aim(reading: Settable): Settable;
  /** The key of the resource without whose change this one's does not count: see `together`. */
  readonly together?: string;
}

/**
 * Expectations on values that count only as long as `lead` does (a server's own setting and the flag that lets it
 * override its site's). Their changes and the lead's are one unit: made and taken back all together, or none.
 */
export const together = (lead: Resource, ...expectations: readonly Expectation[]): readonly Expectation[] =>
  expectations.map((expectation) => ({ ...expectation, together: lead.key }));

/** How one part of a value is taken out and put in, so that the closed set of expectations is written once. */
export interface Part<Value, Of> {
  get(value: Value): Of | undefined;
  /** @param value what is there now; undefined when the resource is absent */
  set(value: Value | undefined, part: Of): Value;
  show(part: Of): string;
  equal?(a: Of, b: Of): boolean;
  /** True where an absent resource already is what the step wants (a service that is not installed cannot run). */
  readonly absentMeets?: boolean;
}

export interface Exact<Of> {
  exactly(part: Of): Expectation;
  oneOf(parts: readonly [Of, ...Of[]]): Expectation;
}

export interface Ranged {
  atLeast(minimum: number): Expectation;
  atMost(maximum: number): Expectation;
  between(minimum: number, maximum: number): Expectation;
}

export interface Listed {
  includes(item: string): Expectation;
  without(item: string): Expectation;
}

/** Reads a typed value out of a reading; the kind's `typed` has checked it. */
type Typed<Value> = (reading: Reading) => Reading<Value>;

export function expectExact<Value extends Json, Of>(
  resource: Resource,
  typed: Typed<Value>,
  part: Part<Value, Of>,
): Exact<Of> {
  const same = part.equal ?? ((a: Of, b: Of) => a === b);
  return {
    exactly: (wanted) =>
      build(
        resource,
        typed,
        part,
        `is ${part.show(wanted)}`,
        (found) => same(found, wanted),
        () => wanted,
      ),
    oneOf: (wanted) =>
      build(
        resource,
        typed,
        part,
        `is ${wanted.map(part.show).join(' or ')}`,
        (found) => wanted.some((one) => same(found, one)),
        () => wanted[0],
      ),
  };
}

export function expectRange<Value extends Json>(
  resource: Resource,
  typed: Typed<Value>,
  part: Part<Value, number>,
): Ranged {
  const between = (minimum: number, maximum: number, words: string): Expectation =>
    build(
      resource,
      typed,
      part,
      words,
      (found) => found >= minimum && found <= maximum,
      (found) =>
        found !== undefined && found > maximum
          ? maximum
          : found !== undefined && found < minimum
            ? minimum
            : Number.isFinite(minimum)
              ? minimum
              : maximum,
    );
  return {
    atLeast: (minimum) => between(minimum, Infinity, `is at least ${part.show(minimum)}`),
    atMost: (maximum) => between(-Infinity, maximum, `is at most ${part.show(maximum)}`),
    between: (minimum, maximum) =>
      between(minimum, maximum, `is between ${part.show(minimum)} and ${part.show(maximum)}`),
  };
}

export function expectList<Value extends Json>(
  resource: Resource,
  typed: Typed<Value>,
  part: Part<Value, readonly string[]>,
  same: (a: string, b: string) => boolean = (a, b) => a.toLowerCase() === b.toLowerCase(),
): Listed {
  return {
    includes: (item) =>
      build(
        resource,
        typed,
        part,
        `includes ${item}`,
        (found) => found.some((one) => same(one, item)),
        (found) => [...(found ?? []), item],
      ),
    without: (item) =>
      build(
        resource,
        typed,
        { ...part, absentMeets: true },
        `is without ${item}`,
        (found) => !found.some((one) => same(one, item)),
        (found) => (found ?? []).filter((one) => !same(one, item)),
      ),
  };
}

export function expectAbsent(resource: Resource): Expectation {
  return {
    resource,
    words: 'is absent',
    met: (reading) => reading.state === 'absent',
    aim: () => absent,
  };
}

function build<Value extends Json, Of>(
  resource: Resource,
  typed: Typed<Value>,
  part: Part<Value, Of>,
  words: string,
  meets: (found: Of) => boolean,
  next: (found: Of | undefined) => Of,
): Expectation {
  const valueOf = (reading: Settable): Value | undefined => {
    const checked = typed(reading);
    return checked.state === 'present' ? checked.value : undefined;
  };
  return {
    resource,
    words,
    met(reading) {
      const value = valueOf(reading);
      if (value === undefined) return part.absentMeets === true;
      const found = part.get(value);
      return found !== undefined && meets(found);
    },
    aim(reading) {
      const value = valueOf(reading);
      const found = value === undefined ? undefined : part.get(value);
      const met = value === undefined ? part.absentMeets === true : found !== undefined && meets(found);
      return met ? reading : present(part.set(value, next(found)));
    },
  };
}
