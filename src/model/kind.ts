import type { z } from 'zod';
import { DataError } from '../errors.js';
import { handLines, type AccountNames, type HandText } from './hand-text.js';
import {
  absent,
  canonical,
  type Absent,
  type Json,
  type Present,
  type Reading,
  type Settable,
} from './reading.js';
import type { Resource } from './resource.js';

/** Who brings a change about: Batten through a driver, or a person whose word or work it is. */
export type DoneBy = 'batten' | 'operator';

/** A value that is a list or a set of items, so that undo can keep what others added since. */
export interface ListView<Value> {
  /** The items in order, or undefined when this value is no list (a registry value of another type, say). */
  items(value: Value): readonly string[] | undefined;
  withItems(value: Value, items: readonly string[]): Value;
  /** Names on NT 4.0 are rarely case-sensitive; the default compares without case. */
  same?(a: string, b: string): boolean;
}

/** How a person reads and sets a resource on the NT 4.0 console: feeds by-hand, the kit and "show the commands". */
export interface ByHand<Address, Value> {
  /** What to click or type to see it. */
  look(address: Address, names: AccountNames): HandText;
  /** What to click or type so that it becomes `to`. @param before what is there now, where that is known */
  change(
    address: Address,
    to: Present<Value> | Absent,
    names: AccountNames,
    before: Reading<Value> | undefined,
  ): HandText;
  /** What to ask the operator who has looked, for example `Start type and state (automatic running)`. */
  question(address: Address, names: AccountNames): string;
  /** The operator's answer as a value, or a sentence that says what is wrong with it. */
  parse(
    answer: string,
    address: Address,
    names: AccountNames,
  ): { readonly value: Value } | { readonly problem: string };
  /** Where several resources are seen at one glance, and asked for in one question. */
  readonly page?: HandPage<Address, Value>;
}

interface HandPage<Address, Value> {
  /** The same text for what stands on one page; undefined for what is looked at by itself. */
  of(address: Address): string | undefined;
  question(addresses: readonly Address[]): string;
  /** One reading an address, in the same order, or a sentence that says what is wrong with the answer. */
  parse(
    answer: string,
    addresses: readonly Address[],
  ): { readonly readings: readonly Settable<Value>[] } | { readonly problem: string };
}

export interface KindDefinition<Address extends Json, Value extends Json> {
  readonly name: string;
  /** For people: `registry value`. */
  readonly title: string;
  readonly doneBy: DoneBy;
  /** True where no program can see it: what is written is the operator's word, and is shown as that. */
  readonly byWord?: boolean;
  readonly address: z.ZodType<Address>;
  /** Objects whose member names differ from the address's: a scene file holds both side by side. */
  readonly value: z.ZodType<Value>;
  /** The same text for every spelling of the same thing. */
  identity(address: Address): string;
  /** Where it is and what it is called there, as two columns of a screen. */
  describe(address: Address): { readonly place: string; readonly name: string };
  /** A value in one line. */
  show(value: Value): string;
  /** Default: canonical equality. */
  equal?(a: Value, b: Value): boolean;
  /** True of a value that a server cannot tell from absent, such as a right that nobody holds. */
  sameAsAbsent?(value: Value): boolean;
  /** True where `other` lies in what this address names, so that it has to be there first. */
  holds?(address: Address, other: Resource): boolean;
  readonly list?: ListView<Value>;
  readonly byHand: ByHand<Address, Value>;
}

/** A kind as the engine sees it: it passes Json through, each call checks it against the kind's own schema. */
export interface Kind {
  readonly name: string;
  readonly title: string;
  readonly doneBy: DoneBy;
  /** True where no program can see it: what is written is the operator's word, and is shown as that. */
  readonly byWord?: boolean;
  resource(address: Json): Resource;
  /** Checks a value that comes from outside (a scene, an answer, an older journal). @throws DataError */
  value(value: unknown): Json;
  /** Splits a flat entry of a scene file into its resource and reading. @throws DataError */
  entry(entry: Readonly<Record<string, unknown>>): { resource: Resource; reading: Reading };
  describe(resource: Resource): { readonly place: string; readonly name: string };
  show(reading: Reading): string;
  equal(a: Reading, b: Reading): boolean;
  /** True where `other` lies in this resource. */
  holds(resource: Resource, other: Resource): boolean;
  readonly list?: ListView<Json>;
  /** How a person sees it, line by line: `handLines`. */
  look(resource: Resource, names?: AccountNames): readonly string[];
  /** How a person sets it, line by line: `handLines`. @param before what is there now, where that is known */
  change(resource: Resource, to: Settable, names?: AccountNames, before?: Reading): readonly string[];
  question(resource: Resource, names?: AccountNames): string;
  parse(
    answer: string,
    resource: Resource,
    names?: AccountNames,
  ): { readonly value: Json } | { readonly problem: string };
  readonly page?: KindPage;
}

/** Several resources of a kind that are seen at one glance. */
export interface KindPage {
  of(resource: Resource): string | undefined;
  question(resources: readonly Resource[]): string;
  parse(
    answer: string,
    resources: readonly Resource[],
  ): { readonly readings: readonly Settable[] } | { readonly problem: string };
}

/** A kind with its types kept, for the steps' constructors and the drivers of that kind. */
export interface TypedKind<Address extends Json, Value extends Json> extends Kind {
  at(address: Address): Resource;
  addressOf(resource: Resource): Address;
  /** Gives the reading with its value checked and typed. @throws DataError */
  readonly typed: (reading: Reading) => Reading<Value>;
}

const known = new Map<string, Kind>();

/** The kind of a resource. Steps bring their kinds along; for a journal's resources call `loadKinds` first. */
export function kindOf(resource: Pick<Resource, 'kind'>): Kind {
  const kind = known.get(resource.kind);
  if (kind === undefined) throw new DataError(`No kind of resource is called ${resource.kind}.`);
  return kind;
}

/** Every kind that is loaded, by name. */
export const knownKinds = (): readonly Kind[] =>
  [...known.values()].sort((a, b) => a.name.localeCompare(b.name));

/** Whether the kind of that name is loaded. */
export const isKnownKind = (name: string): boolean => known.has(name);

export function defineKind<Address extends Json, Value extends Json>(
  definition: KindDefinition<Address, Value>,
): TypedKind<Address, Value> {
  const { name } = definition;
  const check = <T>(schema: z.ZodType<T>, data: unknown, what: string): T => {
    const result = schema.safeParse(data);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    const at = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
    throw new DataError(
      `This is not the ${what} of a ${definition.title}${at}: ${issue?.message ?? 'invalid'}.`,
    );
  };
  const addressOf = (resource: Resource): Address => check(definition.address, resource.address, 'address');
  const valueOf = (data: unknown): Value => check(definition.value, data, 'value');
  const at = (address: Address): Resource => ({
    kind: name,
    key: `${name}:${definition.identity(address)}`,
    address,
  });
  const typed = (reading: Reading): Reading<Value> =>
    reading.state === 'present' ? { state: 'present', value: valueOf(reading.value) } : reading;
  const orAbsent = (reading: Reading): Reading =>
    reading.state === 'present' && definition.sameAsAbsent?.(valueOf(reading.value)) === true
      ? absent
      : reading;
  const { list } = definition;
  const { page } = definition.byHand;
  const kind: TypedKind<Address, Value> = {
    name,
    title: definition.title,
    doneBy: definition.doneBy,
    byWord: definition.byWord ?? false,
    at,
    addressOf,
    typed,
    resource: (address) => at(check(definition.address, address, 'address')),
    value: valueOf,
    entry: (entry) => ({
      resource: at(check(definition.address, entry, 'address')),
      reading:
        entry['absent'] === true
          ? { state: 'absent' }
          : typeof entry['unreadable'] === 'string'
            ? { state: 'unreadable', reason: entry['unreadable'] }
            : { state: 'present', value: valueOf(entry) },
    }),
    describe: (resource) => definition.describe(addressOf(resource)),
    show(reading) {
      if (reading.state === 'absent') return 'absent';
      if (reading.state === 'unreadable') return `unreadable: ${reading.reason}`;
      // An empty text would look like a value that is missing
      return definition.show(valueOf(reading.value)) || '(empty)';
    },
    equal(one, other) {
      const [a, b] = [orAbsent(one), orAbsent(other)];
      if (a.state !== 'present' || b.state !== 'present') return a.state === b.state && a.state === 'absent';
      const [left, right] = [valueOf(a.value), valueOf(b.value)];
      return definition.equal?.(left, right) ?? canonical(left) === canonical(right);
    },
    ...(list && {
      list: {
        items: (value: Json) => list.items(valueOf(value)),
        withItems(value: Json, items: readonly string[]) {
          const found = valueOf(value);
          // What holds these items already keeps its very bytes, odd terminators and spellings included
          return canonical(list.items(found) ?? null) === canonical(items)
            ? found
            : list.withItems(found, items);
        },
        same: list.same ?? ((a: string, b: string) => a.toLowerCase() === b.toLowerCase()),
      },
    }),
    ...(page && {
      page: {
        of: (resource: Resource) => page.of(addressOf(resource)),
        question: (resources: readonly Resource[]) => page.question(resources.map(addressOf)),
        parse: (answer: string, resources: readonly Resource[]) =>
          page.parse(answer, resources.map(addressOf)),
      },
    }),
    holds: (resource, other) => definition.holds?.(addressOf(resource), other) ?? false,
    look: (resource, names = {}) =>
      handLines(definition.byHand.look(addressOf(resource), names)).map(oneLine),
    change(resource, to, names = {}, before) {
      const wanted = to.state === 'absent' ? to : { ...to, value: valueOf(to.value) };
      const known = before === undefined ? undefined : typed(before);
      return handLines(definition.byHand.change(addressOf(resource), wanted, names, known)).map(oneLine);
    },
    question: (resource, names = {}) => oneLine(definition.byHand.question(addressOf(resource), names)),
    parse: (answer, resource, names = {}) => definition.byHand.parse(answer, addressOf(resource), names),
  };
  known.set(name, kind);
  return kind;
}

/** Names and texts that a server gave may hold line ends; an instruction that they break in two would be two. */
const oneLine = (line: string): string => line.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
