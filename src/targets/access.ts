import type { Access } from '../model/access.js';
import { TargetError } from '../errors.js';
import type { Reading } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import type { Driver } from './driver.js';
import type { Target } from './target.js';

/** The driver of a resource: the workstation's own, else the target's, else `byHand`. */
export function driverFor(
  target: Pick<Target, 'driver'>,
  onWorkstation: ReadonlyMap<string, Driver>,
  byHand: Driver | undefined,
): (resource: Resource) => Driver | undefined {
  return (resource) => {
    const able = onWorkstation.get(resource.kind) ?? target.driver(resource.kind);
    const reaches = (driver: Driver | undefined): boolean => driver?.reaches?.(resource) !== false;
    if (reaches(able)) return able ?? byHand;
    if (able?.beyond !== undefined && reaches(able.beyond)) return able.beyond;
    // Where nobody can be asked, the last driver says itself why it does not reach it
    return byHand ?? able?.beyond ?? able;
  };
}

/**
 * One access to a server out of its target's drivers. What lives on the workstation comes first, whatever the target;
 * where the target has no driver for a kind, or one that does not reach a resource, `byHand` takes over.
 */
export function accessTo(
  target: Pick<Target, 'driver' | 'label' | 'objects'>,
  onWorkstation: ReadonlyMap<string, Driver>,
  byHand: Driver | undefined,
): Access {
  const driverOf = driverFor(target, onWorkstation, byHand);
  return {
    async read(resources) {
      const readings = new Map<Resource, Reading>();
      const readGroup = async (driver: Driver | undefined, group: readonly Resource[]): Promise<void> => {
        const found = driver === undefined ? [] : await driver.read(group);
        group.forEach((resource, index) => {
          readings.set(resource, found[index] ?? { state: 'unreadable', reason: noDriver(target, resource) });
        });
      };
      const groups = [...groupBy(resources, driverOf)];
      const asks = ([driver]: (typeof groups)[number]): boolean => driver?.asks === 'to read and write';
      const askAboutRest = async (): Promise<void> => {
        const rest = groups
          .filter(([driver]) => driver?.leavesRest === true)
          .flatMap(([, group]) => group.filter((resource) => readings.get(resource)?.state === 'unreadable'));
        const seen = byHand === undefined || rest.length === 0 ? [] : await byHand.read(rest);
        seen.forEach((reading, index) => {
          const resource = rest[index];
          if (resource !== undefined) readings.set(resource, either(readings.get(resource), reading));
        });
      };
      await allOf(groups.filter((group) => !asks(group)).map((group) => readGroup(...group)));
      // The operator is asked one thing at a time, and only once the server has said what it can.
      for (const group of groups.filter(asks)) await readGroup(...group);
      await askAboutRest();
      return resources.map(
        (resource) => readings.get(resource) ?? { state: 'unreadable', reason: noDriver(target, resource) },
      );
    },
    async write(resource, to) {
      const able = driverOf(resource);
      const driver = able?.leavesRest === true ? byHand : able;
      if (driver === undefined) throw new TargetError(`${noDriver(target, resource)}. Nothing was written.`);
      await driver.write(resource, to);
    },
    async objects(resource, to) {
      return onWorkstation.has(resource.kind) ? undefined : target.objects?.(resource, to);
    },
  };
}

/** What may be asked over a driver, `byHand` doing what it leaves. */
export const asksOver = (driver: Driver, byHand: Driver): Driver['asks'] =>
  driver.leavesRest === true ? byHand.asks : driver.asks;

/** What the operator saw; where that is nothing, both reasons. */
const either = (told: Reading | undefined, seen: Reading): Reading =>
  told?.state === 'unreadable' && seen.state === 'unreadable'
    ? { state: 'unreadable', reason: `${told.reason}; ${seen.reason}` }
    : seen;

/** Waits for all even where one fails, so that nothing is still under way when the failure is dealt with. */
async function allOf(work: readonly Promise<void>[]): Promise<void> {
  for (const one of await Promise.allSettled(work)) if (one.status === 'rejected') throw one.reason;
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
