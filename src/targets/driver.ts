import type { TypedKind } from '../model/kind.js';
import type { Json, Reading, Settable } from '../model/reading.js';
import type { Resource } from '../model/resource.js';

/** Reads and writes the resources of one kind (or, where kinds differ only in data, of all kinds) on one target. */
export interface Driver {
  /** Set where it may ask the operator something: nothing may be drawn meanwhile. */
  readonly asks?: 'to read and write' | 'to write' | undefined;
  /** Set where it only looks, and not everywhere: changes, and what it finds unreadable, are left to the operator. */
  readonly leavesRest?: true | undefined;
  /** Which of its kind it reaches; the others are left to the operator. Absent: all. */
  readonly reaches?: ((resource: Resource) => boolean) | undefined;
  /** Serves those of its kind that it reaches and this one does not, before the operator does. */
  readonly beyond?: Driver | undefined;
  /** One reading a resource, in the same order: many at once, so that one connection serves them. @throws TargetError */
  read(resources: readonly Resource[]): Promise<readonly Reading[]>;
  /** Makes the resource hold this. Returning is no proof: the engine reads back. @throws TargetError */
  write(resource: Resource, to: Settable): Promise<void>;
}

/** A driver for one kind, written in that kind's own types. */
export interface TypedDriver<Address, Value> {
  read(addresses: readonly Address[]): Promise<readonly Reading<Value>[]>;
  write(address: Address, to: Settable<Value>): Promise<void>;
}

/** Puts a typed driver behind the engine's face; what crosses it is checked by the kind. */
export function driverOf<Address extends Json, Value extends Json>(
  kind: TypedKind<Address, Value>,
  typed: TypedDriver<Address, Value>,
): Driver {
  return {
    read: (resources) => typed.read(resources.map(kind.addressOf)),
    async write(resource, to) {
      const checked = kind.typed(to);
      if (checked.state !== 'unreadable') await typed.write(kind.addressOf(resource), checked);
    },
  };
}

/** A driver that reaches some of its kind; see `Driver.reaches`. */
export const reaching = (driver: Driver, reaches: (resource: Resource) => boolean): Driver => ({
  ...driver,
  reaches,
});

/** A driver that only looks; see `Driver.leavesRest`. */
export const leavingRest = (driver: Driver): Driver => ({ ...driver, leavesRest: true });
