import { TargetError } from '../../errors.js';
import type { AccountNames } from '../../model/hand-text.js';
import { kindOf } from '../../model/kind.js';
import { present, unreadable, type Reading, type Settable } from '../../model/reading.js';
import type { Resource } from '../../model/resource.js';
import type { Driver } from '../driver.js';
import type { ByHandOperator, HandSight } from './operator.js';
import { fromSameWindow } from './same-window.js';

/** What else to tell the operator about a change, beside what its kind says: files that do the same. */
export type Offers = (resource: Resource, before: Reading, to: Settable) => Promise<readonly string[]>;

export interface ByHandOptions {
  readonly offers?: Offers;
  /** How the server calls its accounts, as far as it is known by now. */
  readonly names?: () => AccountNames;
}

/** One driver for every kind: the kind says what to type or click, a person does it and says what is seen. */
export function byHandDriver(
  operator: ByHandOperator,
  { offers = () => Promise.resolve([]), names = () => ({}) }: ByHandOptions = {},
): Driver {
  const seen = new Map<string, Reading>();
  let shown: readonly string[] = [];
  const fresh = (lines: readonly string[]): readonly string[] => {
    const told = fromSameWindow(shown, lines);
    shown = lines;
    return told;
  };
  return {
    asks: 'to read and write',
    async read(resources) {
      const readings = new Map<string, Reading>();
      for (const group of pagesOf(resources)) {
        const sight = sightOf(group, names());
        const found = await operator.look({ ...sight, lines: fresh(sight.lines) });
        group.forEach(({ key }, index) =>
          readings.set(key, found[index] ?? unreadable('it was not looked at')),
        );
      }
      for (const [key, reading] of readings) seen.set(key, reading);
      return resources.map(({ key }) => readings.get(key) ?? unreadable('it was not looked at'));
    },
    async write(resource, to) {
      const kind = kindOf(resource);
      const before = seen.get(resource.key);
      const offered = before === undefined ? [] : await offers(resource, before, to);
      const lines = fresh(kind.change(resource, to, names(), before));
      if ((await operator.change(resource, [...lines, ...offered])) === 'done') return;
      const { place, name } = kind.describe(resource);
      throw new TargetError(
        `${place}, ${name} was not changed: the operator said so. Do it by hand and try again, or skip the step.`,
      );
    },
  };
}

/** What is looked at together, in the order of what comes first; each thing once, however often it is asked for. */
function pagesOf(resources: readonly Resource[]): readonly (readonly Resource[])[] {
  const pages = new Map<string, Resource[]>();
  const distinct = new Map(resources.map((resource) => [resource.key, resource]));
  for (const resource of distinct.values()) {
    const page = kindOf(resource).page?.of(resource);
    const id = page === undefined ? resource.key : `${resource.kind} page ${page}`;
    pages.set(id, [...(pages.get(id) ?? []), resource]);
  }
  return [...pages.values()];
}

function sightOf(resources: readonly Resource[], names: AccountNames): HandSight {
  const [first] = resources;
  if (first === undefined) throw new Error('There is nothing to look at.');
  const kind = kindOf(first);
  const { place, name } = kind.describe(first);
  const { page } = kind;
  const lines = kind.look(first, names);
  if (page !== undefined && resources.length > 1) {
    return {
      resources,
      title: place,
      lines,
      question: page.question(resources),
      parse: (answer) => page.parse(answer, resources),
    };
  }
  return {
    resources,
    title: `${place}, ${name}`,
    lines,
    question: kind.question(first, names),
    parse(answer) {
      const parsed = kind.parse(answer, first, names);
      return 'problem' in parsed ? parsed : { readings: [present(parsed.value)] };
    },
  };
}
