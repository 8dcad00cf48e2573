import type { Reading, Settable } from './reading.js';
import type { Resource } from './resource.js';

/** All resources of one server, whichever driver serves them. */
export interface Access {
  /** One reading a resource, in the same order. @throws TargetError when the server cannot be asked at all */
  read(resources: readonly Resource[]): Promise<readonly Reading[]>;
  write(resource: Resource, to: Settable): Promise<void>;
  /** Why this must not be written over this access, asked before an intent is recorded; undefined where it may be. */
  objects?(resource: Resource, to: Settable): Promise<string | undefined>;
}

/** The first of these writes that must not be made over this access, and why. @throws TargetError as `objects` does */
export async function firstObjection<Write extends { readonly resource: Resource; readonly after: Settable }>(
  writes: readonly Write[],
  access: Access,
): Promise<{ readonly write: Write; readonly reason: string } | undefined> {
  for (const write of writes) {
    const reason = await access.objects?.(write.resource, write.after);
    if (reason !== undefined) return { write, reason };
  }
  return undefined;
}

export async function readOne(access: Access, resource: Resource): Promise<Reading> {
  const [reading] = await access.read([resource]);
  return reading ?? { state: 'unreadable', reason: 'the driver gave no reading' };
}
