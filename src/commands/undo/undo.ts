import { missingFrom, planUndo, undoable, undoOrder, undoStep, type UndoPlan } from '../../engine/undo.js';
import { exitCode, UsageError, type ExitCode } from '../../errors.js';
import { closeInterrupted, findInterrupted } from '../../engine/recover.js';
import { foldJournal, type History } from '../../journal/history.js';
import { loadKinds } from '../../resources/load-kinds.js';
import { wrap } from '../../terminal/layout.js';
import type { TaskResult } from '../../terminal/port.js';
import { undoPlanLines } from '../../wizard/screens/undo.js';
import { outcomeWords, clockTime } from '../../model/words.js';
import type { Context } from '../../connect/context.js';
import { carriedByHand } from '../kit/options.js';
import { afterRestore, playRestore, restoreWarning } from './play-restore.js';
import { namedSteps } from './named-steps.js';
import { agreesToUndo, askSteps, mayOverwrite } from './questions.js';
import { openServer, type OpenServer } from '../../connect/open-server.js';
import { neverAsked, workstationDrivers } from '../../connect/workstation-drivers.js';

export interface UndoOptions {
  readonly all: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly force: boolean;
  /** The server's name, typed: overwrites what somebody else changed since, together with `force`. */
  readonly consent?: string;
}

/** Takes steps back, in or out of order, from what was recorded before they were applied. */
export async function undo(
  ids: readonly string[],
  options: UndoOptions,
  context: Context,
): Promise<ExitCode> {
  const { target } = context.globals;
  if (target?.startsWith('kit:') === true) throw carriedByHand(target.slice('kit:'.length), 'undo', ids);
  const drivers = await workstationDrivers(neverAsked);
  const server = await openServer(context.globals.target ?? 'lab:', 'batten undo', context, drivers);
  try {
    if (server.target.simulated)
      context.terminal.say('This is the lab: a simulated server. Nothing real is touched.', '');
    await closeOpenChanges(server, context);
    const history = foldJournal(server.journal.records);
    await loadKinds(undoable(history).flatMap((step) => step.standing.map((change) => change.resource.kind)));
    const chosen = await choose(history, ids, options, context);
    if (chosen === undefined) return exitCode.done;
    refuseWhatStands(history, chosen, options, context);
    return await takeBack(server, chosen, options, context);
  } finally {
    await server.close();
  }
}

/** A change whose end is not on record is looked at first: only then can it be taken back. */
async function closeOpenChanges({ journal, access }: OpenServer, { terminal }: Context): Promise<void> {
  const history = foldJournal(journal.records);
  await loadKinds(history.open.map((change) => change.resource.kind));
  for (const found of await findInterrupted(history, access)) {
    terminal.say(
      `${found.change.step} was interrupted; its change was found ${found.state.replaceAll('-', ' ')}.`,
    );
    await closeInterrupted(found, journal);
  }
}

async function choose(
  history: History,
  ids: readonly string[],
  options: UndoOptions,
  { terminal }: Context,
): Promise<ReadonlySet<string> | undefined> {
  const possible = undoable(history);
  const { standing, nothingToDo } = namedSteps(history, ids);
  terminal.say(...nothingToDo);
  if (ids.length > 0 && !options.all) return standing.size === 0 ? undefined : standing;
  if (possible.length === 0) {
    terminal.say('Nothing is applied that could be taken back.');
    return undefined;
  }
  if (options.all) return new Set(possible.map((step) => step.id));
  return askSteps(possible, terminal);
}

function refuseWhatStands(
  history: History,
  chosen: ReadonlySet<string>,
  options: UndoOptions,
  { terminal }: Context,
): void {
  const others = missingFrom(history, chosen).map((step) => step.id);
  if (others.length === 0) return;
  const ids = [...chosen];
  const words = `${others.join(', ')} ${others.length === 1 ? 'stands' : 'stand'} on ${ids.join(', ')}`;
  if (!options.force) {
    throw new UsageError(
      `${words}. Take that back too (batten undo ${[...ids, ...others].join(' ')}), ` +
        'or give --force to take back only what you named.',
    );
  }
  terminal.say(...wrap(`${words}; taken back all the same (--force).`, terminal.width));
}

async function takeBack(
  { journal, access, facts, target, asks }: OpenServer,
  chosen: ReadonlySet<string>,
  options: UndoOptions,
  context: Context,
): Promise<ExitCode> {
  const { terminal } = context;
  const plans: UndoPlan[] = [];
  const ordered = undoOrder(foldJournal(journal.records), chosen);
  for (const step of ordered) plans.push(await planUndo(step, access));
  for (const plan of plans) terminal.say(...undoPlanLines(plan, terminal.width), '');
  for (const line of restoreWarning(ordered, target)) terminal.say(...wrap(line, terminal.width), '');
  if (options.dryRun) {
    terminal.say(`Dry run: nothing was taken back on ${facts.name}.`);
    return exitCode.done;
  }
  if (!(await agreesToUndo(plans.length, facts.name, options, terminal))) return exitCode.done;
  const overwrite = await mayOverwrite(plans, facts.name, options, terminal);
  const restored = await playRestore(ordered, target, terminal);
  let left: ExitCode = exitCode.done;
  for (const step of ordered) {
    const run = async (): Promise<TaskResult> => {
      // Planned anew: the undo of a later step may have changed what this one finds.
      const plan = afterRestore(await planUndo(step, access), restored);
      const onConflict = overwrite ? 'overwrite' : 'keep-theirs';
      const { outcome, residue } = await undoStep(plan, onConflict, journal, access);
      const detail = residue.length > 0 ? residue.join('; ') : `read back ${clockTime(target.clock.now())}`;
      if (outcome === 'undone-with-residue') left = exitCode.residue;
      const sign = outcome === 'undone' ? 'ok' : outcome === 'undo-failed' ? 'failed' : 'note';
      return { sign, detail: `${outcomeWords[outcome]}, ${detail}` };
    };
    if (step.standing.some((change) => asks(change.resource) !== undefined)) {
      terminal.say(`  --   ${step.id.padEnd(24)} ${(await run()).detail}`);
    } else {
      await terminal.progress([{ title: step.id, run }]);
    }
    if (foldJournal(journal.records).steps.get(step.id)?.outcome !== 'undo-failed') continue;
    terminal.say('', 'The undo that failed stays open: mend the cause and run batten undo again.');
    return exitCode.failed;
  }
  return left;
}
