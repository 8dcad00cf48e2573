import { shortName, supersedersOf, type PatchId } from '../../patches/catalogue.js';
import type { Condition, Patch } from '../../patches/patch.js';
import type { Expectation } from '../../model/expectation.js';
import type { Reading } from '../../model/reading.js';
import { kind as registryValue } from '../registry-value.js';
import type { Resource } from '../../model/resource.js';
import { kind as service } from '../service.js';
import { kind as softwareKind, software } from '../software.js';

/** One expectation a patch, in the order given. */
export const patchExpectations = (patches: readonly Patch[]): readonly Expectation[] =>
  patches.map(({ id }) => software(id as PatchId).installed());

/** What decides beside a patch's own signs whether it is needed: its conditions, and whatever contains it. */
export function decidesOn(patches: readonly Patch[]): readonly Resource[] {
  const resources = new Map<string, Resource>();
  for (const patch of patches) {
    const conditions = patch.onlyWith.flatMap((condition) => resourceOf(condition) ?? []);
    for (const one of [...conditions, ...supersedersOf(patch.id).map(resourceOfPatch)])
      resources.set(one.key, one);
  }
  return [...resources.values()];
}

export interface NotNeeded {
  readonly resource: Resource;
  readonly reason: string;
  readonly moot: true;
}

/** Patches that are not needed here, and why. What could not be read decides nothing. */
export function notNeeded(
  patches: readonly Patch[],
  found: (resource: Resource) => Reading | undefined,
): readonly NotNeeded[] {
  return patches.flatMap((patch): readonly NotNeeded[] => {
    const container = supersedersOf(patch.id).find((one) => isOn(one, found));
    const lacking = patch.onlyWith.find((condition) => {
      const resource = resourceOf(condition);
      return resource !== undefined && found(resource)?.state === 'absent';
    });
    const reason =
      container !== undefined
        ? `${shortName(container)} contains it`
        : lacking !== undefined
          ? `${nameOf(lacking)} is not on this server`
          : undefined;
    return reason === undefined ? [] : [{ resource: resourceOfPatch(patch), reason, moot: true }];
  });
}

export const resourceOfPatch = ({ id }: Pick<Patch, 'id'>): Resource => softwareKind.resource({ id });

function isOn(patch: Patch, found: (resource: Resource) => Reading | undefined): boolean {
  const reading = found(resourceOfPatch(patch));
  return (
    reading?.state === 'present' &&
    software(patch.id as PatchId)
      .installed()
      .met(reading)
  );
}

function resourceOf(condition: Condition): Resource | undefined {
  if ('service' in condition) return service.resource({ name: condition.service });
  if ('software' in condition) return softwareKind.resource({ id: condition.software });
  return 'registry' in condition
    ? registryValue.resource({ key: condition.registry, name: condition.name })
    : undefined;
}

function nameOf(condition: Condition): string {
  if ('service' in condition) return `the service ${condition.service}`;
  if ('software' in condition) return condition.software;
  return 'registry' in condition ? `what ${condition.name} below ${condition.registry} tells of` : 'it';
}
