import type { Access } from '../../src/model/access.js';
import { TargetError } from '../../src/errors.js';
import type { Reading, Settable } from '../../src/model/reading.js';
import type { Resource } from '../../src/model/resource.js';

/** What a real server does to a tool: it ignores writes, refuses them, hides what it holds, or goes away. */
export interface Mischief {
  /** The write returns, and nothing changes. */
  ignores?(resource: Resource): boolean;
  /** The write is refused. */
  refuses?(resource: Resource): boolean;
  /** After a write the resource cannot be read any more. */
  hides?(resource: Resource): boolean;
  /** The connection breaks: before the write arrives, or after it was done. */
  breaks?(resource: Resource): 'before' | 'after' | undefined;
}

/** The lab behind a server's whims; everything that is not mischief is the lab itself. */
export function hostile(access: Access, mischief: Mischief): Access {
  const hidden = new Set<string>();
  let gone = false;
  const alive = (): void => {
    if (gone) throw new TargetError('The connection to NTEX01 was lost. Run Batten again.');
  };
  return {
    async read(resources: readonly Resource[]): Promise<readonly Reading[]> {
      alive();
      const readings = await access.read(resources);
      return readings.map((reading, index) =>
        hidden.has(resources[index]?.key ?? '') ? { state: 'unreadable', reason: 'access denied' } : reading,
      );
    },
    async write(resource: Resource, to: Settable): Promise<void> {
      alive();
      const breaks = mischief.breaks?.(resource);
      gone = breaks !== undefined;
      if (breaks === 'before') alive();
      if (mischief.refuses?.(resource) === true) throw new TargetError('NTEX01 refused: access denied.');
      if (mischief.ignores?.(resource) !== true) await access.write(resource, to);
      if (mischief.hides?.(resource) === true) hidden.add(resource.key);
      alive();
    },
  };
}
