import type { Access } from '../engine/access.js';
import { TargetError } from '../errors.js';
import type { Reading } from '../resources/reading.js';
import type { Resource } from '../resources/resource.js';
import type { Driver } from './driver.js';
import type { Target } from './target.js';

/**
 * One access to a server out of its target's drivers. What lives on the workstation comes first, whatever the target;
 * where the target has no driver for a kind, `byHand` takes over.
 */
export function accessTo(
  target: Pick<Target, 'driver' | 'label'>,
  onWorkstation: ReadonlyMap<string, Driver>,
  byHand: Driver | undefined,
): Access {
  const driverFor = (kind: string): Driver | undefined =>
    onWorkstation.get(kind) ?? target.driver(kind) ?? byHand;
  return {
    async read(resources) {
      const readings = new Map<Resource, Reading>();
      for (const [driver, group] of groupBy(resources, ({ kind }) => driverFor(kind))) {
        const found = driver === undefined ? [] : await driver.read(group);
        group.forEach((resource, index) => {
          readings.set(resource, found[index] ?? { state: 'unreadable', reason: noDriver(target, resource) });
        });
      }
      return resources.map(
        (resource) => readings.get(resource) ?? { state: 'unreadable', reason: noDriver(target, resource) },
      );
    },
    async write(resource, to) {
      const driver = driverFor(resource.kind);
      if (driver === undefined) throw new TargetError(`${noDriver(target, resource)}. Nothing was written.`);
      await driver.write(resource, to);
    },
  };
}

const noDriver = (target: Pick<Target, 'label'>, { kind }: Resource): string =>
  `${target.label} cannot reach a ${kind.replaceAll('-', ' ')}`;

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
