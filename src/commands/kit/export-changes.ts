import { assess, type Finding } from '../../engine/assess.js';
import { applyStep } from '../../engine/apply.js';
import { withAnswers } from '../../discovery/asked-facts.js';
import { saySame } from '../../model/same-facts.js';
import { beginSession, endSession, endStep } from '../../engine/session.js';
import type { Step } from '../../model/step.js';
import { exitCode, UnansweredError, type ExitCode } from '../../errors.js';
import { foldJournal } from '../../journal/history.js';
import { buildChangeKit, type Built, type PlannedWrite } from '../../targets/kit/session/build.js';
import { KitFolder } from '../../targets/kit/folder/kit-folder.js';
import { columns, wrap } from '../../terminal/layout.js';
import type { Answers } from '../../wizard/answers.js';
import { count } from '../../model/words.js';
import { chooseSteps } from '../../../steps/catalogue.js';
import type { Context } from '../../connect/context.js';
import { defaultSoakDays } from '../../model/soak.js';
import type { KitExportOptions } from './options.js';
import { chooseForKit, type Left } from '../../targets/kit/session/choose.js';
import { giveOut } from '../../targets/kit/session/give-out.js';
import { openServer, type OpenServer } from '../../connect/open-server.js';
import { neverAsked, workstationDrivers } from '../../connect/workstation-drivers.js';

export interface Exporting {
  readonly path: string;
  readonly steps: readonly Step[];
  optionsOf(step: Step): unknown;
  readonly answers: Answers;
  readonly volume: number | undefined;
  readonly options: KitExportOptions;
}

/** Writes a change kit for the readings that were imported, and journals what it carries before it can be carried. */
export async function exportChanges(exporting: Exporting, context: Context): Promise<ExitCode> {
  const { path, steps, optionsOf, volume, options } = exporting;
  const { terminal, globals } = context;
  const server = await openServer(
    `kit:${path}`,
    'batten kit export',
    context,
    await workstationDrivers(neverAsked),
  );
  try {
    const { journal, access, target } = server;
    await begin(server, options);
    const facts = withAnswers(server.facts, exporting.answers.facts, target.clock.now());
    const { facts: recorded } = foldJournal(journal.records);
    if (recorded === undefined || !saySame(recorded, facts)) await journal.append({ type: 'facts', facts });
    const findings = await assess(steps, optionsOf, facts, access);
    const { chosen, left } = chooseForKit(findings, {
      records: journal.records,
      clock: target.clock,
      server: facts.name,
      declined: declinedIn(exporting.answers),
      named: options.step !== undefined,
    });
    for (const { step, options: with_, state, reason } of findings.filter((one) =>
      chosen.satisfied.includes(one),
    )) {
      if (state === 'satisfied') await applyStep(step, with_, [], journal, access);
      else await endStep(step, { outcome: 'not-applicable', detail: reason }, journal);
    }
    terminal.say(...leftLines(left, terminal.width));
    const wanted = chosen.apply.flatMap(({ step, changes }) =>
      changes.map(({ resource, before, after }): PlannedWrite => ({
        step: step.id,
        action: 'apply',
        resource,
        before,
        after,
      })),
    );
    if (wanted.length === 0) {
      terminal.say('There is nothing for a kit to change.');
      await endSession('finished', journal);
      return exitCode.done;
    }
    const folder = await KitFolder.open(path);
    const made = target.clock.now();
    const built = buildChangeKit(folder, facts, wanted, {
      holds: 'change',
      made,
      deadMan: options.deadMan,
      volumeBytes: volume,
    });
    terminal.say(...planLines(chosen.apply, built, terminal.width));
    if (!(await agreed(chosen.apply, facts.name, exporting, context))) {
      terminal.say('No kit was written.');
      await endSession('stopped', journal);
      return exitCode.done;
    }
    const entry = await giveOut(built, folder, journal, chosen.apply);
    await endSession('stopped', journal);
    if (globals.json) context.write(JSON.stringify({ schema: 'batten/kit/1', kit: entry }, null, 2));
    else {
      const disks = built.volumes.length > 1 ? ` on ${built.volumes.length} disks` : '';
      terminal.say(
        `Change kit ${entry.folder} (${entry.id})${disks}, with its undo.`,
        ...wrap(`Print ${folder.path}/${entry.folder}/CHECK.TXT and follow it.`, terminal.width),
        ...wrap(
          `Then: batten kit import ${path}. Never carried: batten kit withdraw ${path}.`,
          terminal.width,
        ),
      );
    }
    return exitCode.done;
  } finally {
    await server.close();
  }
}

const declinedIn = ({ steps }: Answers): ReadonlySet<string> =>
  new Set(
    Object.entries(steps).flatMap(([id, answer]) =>
      answer.do === 'skip' || answer.do === 'waive' ? [id] : [],
    ),
  );

async function begin({ journal, target }: OpenServer, options: KitExportOptions): Promise<void> {
  const before = foldJournal(journal.records);
  const planned = before.session?.steps.some(({ stage }) => stage === 'beyond-the-article') ?? false;
  const soakDays = before.session?.soakDays ?? defaultSoakDays;
  const steps = chooseSteps(options.beyond || planned);
  await beginSession({ command: 'kit export', target, soakDays, steps }, journal);
  if (options.overrideSoak === undefined) return;
  const { overrideSoak: reason } = options;
  const { overridden } = foldJournal(journal.records);
  for (const stage of new Set(chooseSteps(options.beyond).map((step) => step.stage))) {
    if (overridden.has(stage) || (options.stage !== undefined && options.stage !== stage)) continue;
    await journal.append({ type: 'soak-overridden', stage, reason });
  }
}

function leftLines(left: readonly Left[], width: number): readonly string[] {
  if (left.length === 0) return [];
  return [
    'Not on the kit:',
    ...columns(
      left.map(({ step, why }) => [step, why]),
      width,
    ),
    '',
  ];
}

function planLines(apply: readonly Finding[], built: Built, width: number): readonly string[] {
  const rows = apply.map(({ step, changes }) => [step.id, count(changes.length, 'change')]);
  return [
    'On the kit:',
    ...columns(rows, width),
    ...(built.byHand.length === 0
      ? []
      : [
          '',
          'By hand, on its checklist:',
          ...columns(
            built.byHand.map(({ title, why }) => [title, why]),
            width,
          ),
        ]),
    '',
  ];
}

async function agreed(
  apply: readonly Finding[],
  server: string,
  { answers, options }: Exporting,
  { terminal }: Context,
): Promise<boolean> {
  const grave = apply.filter(({ step }) => step.risky === true || step.reversibility === 'irreversible');
  if (grave.length > 0 && answers.consent !== server) {
    const ids = grave.map(({ step }) => step.id).join(', ');
    if (!terminal.interactive) {
      throw new UnansweredError(
        `No answer to consent: ${server}: ${ids} may cut something off. Give it in a file with --answers FILE, or leave them out with --step.`,
      );
    }
    const typed = await terminal.text({
      message: `${ids} may cut something off. Type the server's name to go on`,
      answer: `consent: ${server}`,
    });
    if (typeof typed !== 'string' || typed.trim().toUpperCase() !== server) return false;
  }
  if (options.yes) return true;
  const message = `Write the kit for ${count(apply.length, 'step')} of ${server}?`;
  return (await terminal.confirm({ message, answer: '--yes' }, false)) === true;
}
