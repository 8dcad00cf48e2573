import { missingFrom, planUndo, undoable, undoOrder, undoStep } from '../../engine/undo.js';
import { exitCode, UsageError, type ExitCode } from '../../errors.js';
import { foldJournal, type History } from '../../journal/history.js';
import { kindOf } from '../../model/kind.js';
import { loadKinds } from '../../resources/load-kinds.js';
import { buildChangeKit, type PlannedWrite } from '../../targets/kit/session/build.js';
import { KitFolder } from '../../targets/kit/folder/kit-folder.js';
import { columns, wrap } from '../../terminal/layout.js';
import { undoPlanLines } from '../../wizard/screens/undo.js';
import { count } from '../../model/words.js';
import type { Context } from '../../connect/context.js';
import { giveOut } from '../../targets/kit/session/give-out.js';
import { namedSteps } from '../undo/named-steps.js';
import { volumeBytes } from './options.js';
import { openServer } from '../../connect/open-server.js';
import { neverAsked, workstationDrivers } from '../../connect/workstation-drivers.js';

export interface KitUndoOptions {
  readonly all: boolean;
  readonly yes: boolean;
  readonly volume?: string;
}

/** Writes a kit that takes steps back, from what is in the journal and what was last imported. */
export async function undoKit(
  path: string,
  ids: readonly string[],
  options: KitUndoOptions,
  context: Context,
): Promise<ExitCode> {
  const { terminal } = context;
  const volume = volumeBytes(options.volume);
  const folder = await KitFolder.open(path);
  const out = folder.kits.find(({ holds, state }) => holds !== 'collect' && state === 'out');
  if (out !== undefined)
    throw new UsageError(`Kit ${out.folder} is out: import its results or withdraw it first.`);
  const server = await openServer(
    `kit:${path}`,
    'batten kit undo',
    context,
    await workstationDrivers(neverAsked),
  );
  try {
    const { journal, access, facts, target } = server;
    const history = foldJournal(journal.records);
    await loadKinds(undoable(history).flatMap((step) => step.standing.map(({ resource }) => resource.kind)));
    const { standing, nothingToDo } = namedSteps(history, ids);
    terminal.say(...nothingToDo);
    const chosen = choose(history, standing, ids, options.all);
    const wanted: PlannedWrite[] = [];
    const left: (readonly [string, string])[] = [];
    for (const step of undoOrder(history, chosen)) {
      const plan = await planUndo(step, access);
      terminal.say(...undoPlanLines(plan, terminal.width), '');
      if (plan.items.every(({ verdict }) => verdict.kind === 'already-back')) {
        await undoStep(plan, 'keep-theirs', journal, access);
        continue;
      }
      for (const { change, now, verdict } of plan.items) {
        const { resource, intent: undoes } = change;
        const { name } = kindOf(resource).describe(resource);
        if (now.state === 'unreadable' || verdict.kind === 'unreadable')
          left.push([name, 'it could not be read']);
        else if (verdict.kind === 'changed-since')
          left.push([name, 'it was changed since, and keeps what it holds']);
        else if (verdict.kind === 'tied')
          left.push([name, `it goes together with ${verdict.with}, and keeps what it holds`]);
        else if (verdict.kind === 'already-back') left.push([name, 'it is already as it was']);
        else wanted.push({ step: step.id, action: 'undo', resource, before: now, after: verdict.to, undoes });
      }
    }
    if (left.length > 0) terminal.say('Left as it is:', ...columns(left, terminal.width), '');
    if (wanted.length === 0) {
      terminal.say('There is nothing for a kit to take back.');
      return exitCode.done;
    }
    const built = buildChangeKit(await KitFolder.open(path), facts, wanted, {
      holds: 'undo',
      made: target.clock.now(),
      deadMan: false,
      volumeBytes: volume,
    });
    const message = `Write the kit that takes back ${count(chosen.size, 'step')} of ${facts.name}?`;
    if (!options.yes && (await terminal.confirm({ message, answer: '--yes' }, false)) !== true)
      return exitCode.done;
    const entry = await giveOut(built, await KitFolder.open(path), journal);
    if (context.globals.json) context.write(JSON.stringify({ schema: 'batten/kit/1', kit: entry }, null, 2));
    else
      terminal.say(
        `Undo kit ${entry.folder} (${entry.id}): ${count(wanted.length, 'change')} to take back.`,
        ...wrap(
          `Print ${folder.path}/${entry.folder}/CHECK.TXT and follow it, then: batten kit import ${path}`,
          terminal.width,
        ),
      );
    return exitCode.done;
  } finally {
    await server.close();
  }
}

function choose(
  history: History,
  named: ReadonlySet<string>,
  ids: readonly string[],
  all: boolean,
): ReadonlySet<string> {
  const possible = undoable(history).map(({ id }) => id);
  if (!all && ids.length === 0 && possible.length > 0)
    throw new UsageError(`Name the steps to take back (${possible.join(', ')}), or give --all.`);
  const chosen = all ? new Set(possible) : named;
  const standing = missingFrom(history, chosen).map(({ id }) => id);
  if (standing.length === 0) return chosen;
  throw new UsageError(
    `${standing.join(', ')} ${standing.length === 1 ? 'stands' : 'stand'} on these: take them back too.`,
  );
}
