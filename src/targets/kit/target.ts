import type { Clock } from '../../model/clock.js';
import type { Facts } from '../../model/facts.js';
import { TargetError } from '../../errors.js';
import { kindOf } from '../../model/kind.js';
import { unreadable, type Reading } from '../../model/reading.js';
import type { Resource } from '../../model/resource.js';
import type { Driver } from '../driver.js';
import type { Target } from '../target.js';
import { KitFolder } from './folder/kit-folder.js';
import { listingOf, toldBy } from './told.js';
import { kitKinds } from './kinds/index.js';

/** A server that no network reaches, as the last imported results tell of it. */
export interface KitTarget extends Target {
  readonly folder: KitFolder;
}

export async function openKit(folder: string, clock: Clock): Promise<KitTarget> {
  return kitTarget(await KitFolder.open(folder), clock);
}

function kitTarget(folder: KitFolder, clock: Clock): KitTarget {
  return {
    url: `kit:${folder.path}`,
    label: `kit: ${folder.kits.at(-1)?.folder ?? 'none'}`,
    simulated: false,
    factsFrom: 'capture',
    clock,
    folder,
    told: () => toldBy(folder.evidence()),
    directory: { namesBelow: (dn) => listingOf(folder.evidence()).namesBelow(dn) },
    driver: () => kitDriver(folder, { name: folder.server }),
    identify() {
      if (folder.evidenceEntries.length === 0) {
        throw new TargetError(
          `No results were imported into ${folder.path} yet. Carry its collect kit to the server, then run batten kit import.`,
        );
      }
      return Promise.resolve({ name: folder.server });
    },
    close: () => Promise.resolve(),
  };
}

/** Reads what was imported; nothing is ever written through it. */
function kitDriver(folder: KitFolder, facts: Facts): Driver {
  return {
    read(resources) {
      const evidence = folder.evidence();
      const readings = resources.map((resource): Reading => {
        const seen = folder.seen(resource);
        if (seen !== undefined) return seen;
        const kind = kitKinds.get(resource.kind);
        return kind?.captures(resource, facts) === undefined
          ? unreadable(lookByHand(resource))
          : kind.read(resource, evidence, facts);
      });
      return Promise.resolve(readings);
    },
    write: (resource) =>
      Promise.reject(
        new TargetError(
          `${kindOf(resource).describe(resource).name} is written by a kit: batten kit export ${folder.path}.`,
        ),
      ),
  };
}

const lookByHand = (resource: Resource): string =>
  `seen only at the console (${kindOf(resource).title}); the checklist of the collect kit asks for it`;
