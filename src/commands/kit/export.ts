import { discovered } from '../../discovery/discover.js';
import type { Facts } from '../../model/facts.js';
import { resourcesOf } from '../../engine/assess.js';
import type { Step } from '../../model/step.js';
import { exitCode, UsageError, type ExitCode } from '../../errors.js';
import { foldJournal, type History } from '../../journal/history.js';
import { kindOf } from '../../model/kind.js';
import type { Resource } from '../../model/resource.js';
import { exchangeOf, identityCaptures, numbered } from '../../targets/kit/session/build.js';
import { identityOf, mergeCaptures, type Capture } from '../../targets/kit/capture.js';
import { collectKit } from '../../targets/kit/scripts/collect-kit.js';
import { digestOf, KitFolder } from '../../targets/kit/folder/kit-folder.js';
import { refuseUnfit, splitVolumes } from '../../targets/kit/folder/kit-files.js';
import { kitKinds } from '../../targets/kit/kinds/index.js';
import type { KitEntry } from '../../targets/kit/folder/manifest.js';
import { wrap } from '../../terminal/layout.js';
import { noAnswers, readAnswers, type Answers } from '../../wizard/answers.js';
import { count } from '../../model/words.js';
import { everyStep } from '../../../steps/catalogue.js';
import type { Context } from '../../connect/context.js';
import { chosenSteps } from '../../../steps/chosen.js';
import { exportChanges } from './export-changes.js';
import { serverName, volumeBytes, type KitExportOptions } from './options.js';
import { readServer } from '../../connect/open-server.js';
import { systemClock } from '../../connect/system-clock.js';
import { neverAsked, workstationDrivers } from '../../connect/workstation-drivers.js';
import { workstationKinds } from '../../targets/workstation/kinds.js';

/** Writes the next kit: one that reads what the chosen steps need, or where all of that was read, one that changes it. */
export async function exportKit(
  path: string,
  options: KitExportOptions,
  context: Context,
): Promise<ExitCode> {
  const steps = chosenSteps(options);
  const volume = volumeBytes(options.volume);
  const answers = await answersOf(options.answers);
  const folder = await openOrCreate(path, options.server);
  refuseWhatIsOut(folder, path);
  const read = folder.evidenceEntries.length > 0;
  const { facts, history } = read ? await whatIsKnown(path, context) : { facts: { name: folder.server } };
  const optionsOf = (step: Step): unknown =>
    answers.steps[step.id]?.options ?? history?.steps.get(step.id)?.options;
  const resources = [...discovered, ...steps.flatMap((step) => resourcesOf(step, optionsOf(step), facts))];
  const captures = mergeCaptures(
    resources.flatMap((resource) => kitKinds.get(resource.kind)?.captures(resource, facts) ?? []),
  );
  const missing = captures.filter((capture) => !isKept(folder, capture));
  if (options.collect || missing.length > 0) {
    // Who the server is goes with every kit
    const wanted = options.collect ? captures : mergeCaptures([...identityCaptures, ...missing]);
    return exportCollect({ path, folder, facts, captures: wanted, resources, volume }, context);
  }
  return exportChanges({ path, steps, optionsOf, answers, volume, options }, context);
}

interface Collecting {
  readonly path: string;
  readonly folder: KitFolder;
  readonly facts: Facts;
  readonly captures: readonly Capture[];
  readonly resources: readonly Resource[];
  readonly volume: number | undefined;
}

async function exportCollect(
  { path, folder, facts, captures, resources, volume }: Collecting,
  { terminal, globals, write }: Context,
): Promise<ExitCode> {
  const made = systemClock().now();
  const all = numbered(captures);
  const look = byHandLooks(folder, resources, facts);
  const plan = digestOf(JSON.stringify([folder.server, captures, look.map(({ key }) => key)])).slice(0, 16);
  const label = {
    folder: folder.nextName('C'),
    plan,
    server: folder.server,
    id: digestOf(`${folder.path} ${plan} ${made.toISOString()}`).slice(0, 10),
  };
  const files = collectKit({
    label,
    captures: all,
    exchange: exchangeOf(facts),
    made,
    look: look.map((resource, index) => {
      const { place, name } = kindOf(resource).describe(resource);
      const lines = [...kindOf(resource).look(resource), `${kindOf(resource).question(resource)}:`];
      return { number: String(index + 1).padStart(3, '0'), title: `${place}, ${name}`, lines };
    }),
  });
  refuseUnfit(files);
  for (const kit of folder.kits)
    if (kit.holds === 'collect' && kit.state === 'out') await folder.setState(kit.id, 'withdrawn');
  const entry: KitEntry = {
    id: label.id,
    folder: label.folder,
    holds: 'collect',
    made: made.toISOString(),
    plan,
    state: 'out',
    steps: [],
    captures: [...all],
    expected: {},
    items: [],
    look: [...look],
  };
  await folder.add(entry, volume === undefined ? [files] : splitVolumes(files, volume));
  if (globals.json) {
    write(JSON.stringify({ schema: 'batten/kit/1', kit: entry }, null, 2));
    return exitCode.done;
  }
  terminal.say(
    `Collect kit ${entry.folder} for ${folder.server}: ${count(all.length, 'capture')}, ${count(look.length, 'thing')} to look at by hand.`,
    ...wrap(
      `Print ${folder.path}/${entry.folder}/CHECK.TXT, carry the folder to the console and follow it. It changes nothing.`,
      terminal.width,
    ),
    ...wrap(`Then: batten kit import ${path}`, terminal.width),
  );
  return exitCode.done;
}

/** What only a person can see; what lives on the workstation, and their word, is not asked for here. */
function byHandLooks(folder: KitFolder, resources: readonly Resource[], facts: Facts): readonly Resource[] {
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

function isKept(folder: KitFolder, capture: Capture): boolean {
  const kept = folder.evidenceEntries.find(
    (entry) => identityOf(entry.capture) === identityOf(capture),
  )?.capture;
  if (capture.what !== 'directory' || kept?.what !== 'directory') return kept !== undefined;
  return capture.attributes.every((attribute) => kept.attributes.includes(attribute));
}

async function answersOf(path: string | undefined): Promise<Answers> {
  return path === undefined
    ? noAnswers
    : readAnswers(
        path,
        everyStep.map((step) => step.id),
      );
}

async function openOrCreate(path: string, server: string | undefined): Promise<KitFolder> {
  if (server === undefined) return KitFolder.open(path);
  const wanted = serverName(server);
  const folder = await KitFolder.find(path);
  if (folder !== undefined && folder.server !== wanted) {
    throw new UsageError(
      `${path} holds the kits of ${folder.server}, not of ${wanted}. Give another folder.`,
    );
  }
  return folder ?? KitFolder.create(path, wanted);
}

function refuseWhatIsOut(folder: KitFolder, path: string): void {
  const out = folder.kits.find(({ holds, state }) => holds !== 'collect' && state === 'out');
  if (out === undefined) return;
  throw new UsageError(
    `Kit ${out.folder} is out: import its results first (batten kit import ${path}), ` +
      `or where it was never carried take it back (batten kit withdraw ${path}).`,
  );
}

async function whatIsKnown(
  path: string,
  context: Context,
): Promise<{ readonly facts: Facts; readonly history: History }> {
  const server = await readServer(`kit:${path}`, context, await workstationDrivers(neverAsked));
  await server.close();
  return { facts: server.facts, history: foldJournal(server.records) };
}
