import { discovered } from '../../../discovery/discover.js';
import { resourcesOf, type OptionsOf } from '../../../engine/assess.js';
import { namesOf, type Facts } from '../../../model/facts.js';
import { kindOf } from '../../../model/kind.js';
import type { Resource } from '../../../model/resource.js';
import type { Step } from '../../../model/step.js';
import { workstationKinds } from '../../workstation/kinds.js';
import { identityOf, mergeCaptures, type Capture } from '../capture.js';
import { refuseUnfit, splitVolumes } from '../folder/kit-files.js';
import { digestOf, type KitFolder } from '../folder/kit-folder.js';
import type { KitEntry } from '../folder/manifest.js';
import { listCaptures } from '../told.js';
import { kitKinds } from '../kinds/index.js';
import { collectKit } from '../scripts/collect-kit.js';
import { exchangeOf, identityCaptures, numbered } from './build.js';

/** What the steps of a kit read. */
export interface Needed {
  readonly captures: readonly Capture[];
  /** Of these what was never brought back. */
  readonly missing: readonly Capture[];
  /** Lists of accounts, groups and shares: they go along with a kit and are not worth a way of their own. */
  readonly alongside: readonly Capture[];
  /** What only a person can see, and nobody has seen yet. */
  readonly looks: readonly Resource[];
}

/** What has to be read before the steps can be planned for this server. */
export function neededFor(
  folder: KitFolder,
  steps: readonly Step[],
  optionsOf: OptionsOf,
  facts: Facts,
): Needed {
  const resources = [...discovered, ...steps.flatMap((step) => resourcesOf(step, optionsOf(step), facts))];
  const captures = mergeCaptures(
    resources.flatMap((resource) => kitKinds.get(resource.kind)?.captures(resource, facts) ?? []),
  );
  return {
    captures,
    missing: captures.filter((capture) => !isKept(folder, capture)),
    alongside: listCaptures(facts),
    looks: looksOf(folder, resources, facts),
  };
}

function isKept(folder: KitFolder, capture: Capture): boolean {
  const kept = folder.evidenceEntries.find(
    (entry) => identityOf(entry.capture) === identityOf(capture),
  )?.capture;
  if (capture.what !== 'directory' || kept?.what !== 'directory') return kept !== undefined;
  return capture.attributes.every((attribute) => kept.attributes.includes(attribute));
}

/** What lives on the workstation, and the operator's word, is not asked for at the console. */
function looksOf(folder: KitFolder, resources: readonly Resource[], facts: Facts): readonly Resource[] {
  const local: readonly string[] = workstationKinds;
  const unique = [...new Map(resources.map((resource) => [resource.key, resource])).values()];
  return unique.filter(
    (resource) =>
      !local.includes(resource.kind) &&
      kindOf(resource).byWord !== true &&
      kitKinds.get(resource.kind)?.captures(resource, facts) === undefined &&
      folder.seen(resource) === undefined,
  );
}

interface Collecting {
  readonly facts: Facts;
  readonly needed: Needed;
  /** True where everything is read anew. */
  readonly everything: boolean;
  readonly made: Date;
  readonly volumeBytes: number | undefined;
}

/** Writes a kit that only reads; it takes the place of one that was not carried yet. */
export async function giveOutCollectKit(
  folder: KitFolder,
  { facts, needed, everything, made, volumeBytes }: Collecting,
): Promise<KitEntry> {
  const { looks, alongside } = needed;
  // Who the server is goes with every kit
  const wanted = everything
    ? mergeCaptures([...needed.captures, ...alongside])
    : mergeCaptures([
        ...identityCaptures,
        ...needed.missing,
        ...alongside.filter((capture) => !isKept(folder, capture)),
      ]);
  const captures = numbered(wanted);
  const plan = digestOf(JSON.stringify([folder.server, wanted, looks.map(({ key }) => key)])).slice(0, 16);
  const id = digestOf(`${folder.path} ${plan} ${made.toISOString()}`).slice(0, 10);
  const label = { folder: folder.nextName('C'), plan, server: folder.server, id };
  const names = namesOf(facts);
  const look = looks.map((resource, index) => {
    const { place, name } = kindOf(resource).describe(resource);
    const kind = kindOf(resource);
    const lines = [...kind.look(resource, names), `${kind.question(resource, names)}:`];
    return { number: String(index + 1).padStart(3, '0'), title: `${place}, ${name}`, lines };
  });
  const files = collectKit({ label, captures, exchange: exchangeOf(facts), made, look });
  refuseUnfit(files);
  for (const kit of folder.kits)
    if (kit.holds === 'collect' && kit.state === 'out') await folder.setState(kit.id, 'withdrawn');
  const entry: KitEntry = {
    id,
    folder: label.folder,
    holds: 'collect',
    made: made.toISOString(),
    plan,
    state: 'out',
    steps: [],
    captures: [...captures],
    expected: {},
    items: [],
    look: [...looks],
  };
  await folder.add(entry, volumeBytes === undefined ? [files] : splitVolumes(files, volumeBytes));
  return entry;
}
