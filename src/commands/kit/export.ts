import { chooseSteps, everyStep } from '../../../steps/catalogue.js';
import { chosenSteps } from '../../../steps/chosen.js';
import type { Context } from '../../connect/context.js';
import { openServer, type OpenServer } from '../../connect/open-server.js';
import { systemClock } from '../../connect/system-clock.js';
import { neverAsked, workstationDrivers } from '../../connect/workstation-drivers.js';
import { withAnswers } from '../../discovery/asked-facts.js';
import { endSession } from '../../engine/session.js';
import { headOf, linksOf } from '../../journal/head.js';
import { exitCode, UsageError, type ExitCode } from '../../errors.js';
import { foldJournal } from '../../journal/history.js';
import type { Facts } from '../../model/facts.js';
import type { Step } from '../../model/step.js';
import { KitFolder } from '../../targets/kit/folder/kit-folder.js';
import { beginKitSession, type KitOverrides } from '../../targets/kit/session/begin.js';
import { buildChangeKit } from '../../targets/kit/session/build.js';
import { giveOutCollectKit, neededFor, type Needed } from '../../targets/kit/session/collect.js';
import { giveOut } from '../../targets/kit/session/give-out.js';
import { planChangeKit } from '../../targets/kit/session/plan-change.js';
import { noAnswers, readAnswers, type Answers } from '../../wizard/answers.js';
import { changeKitLines, changePlanLines, collectKitLines, kitDocument, leftLines } from './messages.js';
import { serverName, volumeBytes, type KitExportOptions } from './options.js';
import { agreeToChangeKit } from './questions.js';

interface Exporting {
  readonly path: string;
  readonly folder: KitFolder;
  readonly steps: readonly Step[];
  readonly answers: Answers;
  readonly volume: number | undefined;
  readonly options: KitExportOptions;
}

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
  const exporting = { path, folder, steps, answers, volume, options };
  if (folder.evidenceEntries.length === 0) {
    // Before anything was read nobody knows whose journal it is
    const facts = withAnswers({ name: folder.server }, answers.facts, systemClock().now());
    const needed = neededFor(folder, steps, (step) => answers.steps[step.id]?.options, facts);
    return exportCollect(exporting, facts, needed, context);
  }
  const server = await openServer(
    `kit:${path}`,
    'batten kit export',
    context,
    await workstationDrivers(neverAsked),
  );
  try {
    return await exportNext(exporting, server, context);
  } finally {
    await server.close();
  }
}

async function exportNext(exporting: Exporting, server: OpenServer, context: Context): Promise<ExitCode> {
  const { folder, steps, answers, options } = exporting;
  const history = foldJournal(server.journal.records);
  const facts = withAnswers(server.facts, answers.facts, server.target.clock.now());
  const optionsOf = (step: Step): unknown =>
    answers.steps[step.id]?.options ?? history.steps.get(step.id)?.options;
  const needed = neededFor(folder, steps, optionsOf, facts);
  if (options.collect || needed.missing.length > 0) return exportCollect(exporting, facts, needed, context);
  return exportChanges(exporting, optionsOf, server, context);
}

async function exportCollect(
  { path, folder, volume, options }: Exporting,
  facts: Facts,
  needed: Needed,
  { terminal, globals, write }: Context,
): Promise<ExitCode> {
  const entry = await giveOutCollectKit(folder, {
    facts,
    needed,
    everything: options.collect,
    made: systemClock().now(),
    volumeBytes: volume,
  });
  if (globals.json) write(kitDocument(entry));
  else terminal.say(...collectKitLines({ entry, folder, path }, terminal.width));
  return exitCode.done;
}

async function exportChanges(
  { path, folder, steps, answers, volume, options }: Exporting,
  optionsOf: (step: Step) => unknown,
  server: OpenServer,
  { terminal, globals, write }: Context,
): Promise<ExitCode> {
  const { journal, target } = server;
  const facts = await beginKitSession(server, {
    target,
    steps: chooseSteps(options.beyond || wasBeyond(server)),
    given: answers.facts,
    overrides: overridesOf(options),
  });
  const planned = await planChangeKit(server, {
    steps,
    optionsOf,
    facts,
    clock: target.clock,
    declined: declinedIn(answers),
    named: options.step !== undefined,
  });
  terminal.say(...leftLines(planned.left, terminal.width));
  if (planned.writes.length === 0) {
    terminal.say('There is nothing for a kit to change.');
    await endSession('finished', journal);
    return exitCode.done;
  }
  const built = buildChangeKit(folder, facts, planned.writes, {
    holds: 'change',
    made: target.clock.now(),
    deadMan: options.deadMan,
    volumeBytes: volume,
    head: headOf(linksOf(journal.records)),
  });
  terminal.say(...changePlanLines(planned, built, terminal.width));
  const agreement = {
    steps: planned.apply.map(({ step }) => step),
    server: facts.name,
    consent: answers.consent,
    yes: options.yes,
  };
  if (!(await agreeToChangeKit(agreement, terminal))) {
    terminal.say('No kit was written.');
    await endSession('stopped', journal);
    return exitCode.done;
  }
  const entry = await giveOut(built, folder, journal, planned.apply);
  await endSession('stopped', journal);
  if (globals.json) write(kitDocument(entry));
  else terminal.say(...changeKitLines({ entry, folder, path }, built.volumes.length, terminal.width));
  return exitCode.done;
}

/** A plan that once went beyond the article stays so. */
const wasBeyond = ({ journal }: OpenServer): boolean =>
  foldJournal(journal.records).session?.steps.some(({ stage }) => stage === 'beyond-the-article') ?? false;

function overridesOf({ overrideSoak, overrideOrder, stage, beyond }: KitExportOptions): KitOverrides {
  const stages = chooseSteps(beyond).map((step) => step.stage);
  return {
    stages: new Set(stages.filter((one) => stage === undefined || one === stage)),
    soak: overrideSoak,
    order: overrideOrder,
  };
}

const declinedIn = ({ steps }: Answers): ReadonlySet<string> =>
  new Set(
    Object.entries(steps).flatMap(([id, answer]) =>
      answer.do === 'skip' || answer.do === 'waive' ? [id] : [],
    ),
  );

async function answersOf(path: string | undefined): Promise<Answers> {
  return path === undefined ? noAnswers : readAnswers(path, everyStep);
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
