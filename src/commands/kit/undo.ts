import type { Context } from '../../connect/context.js';
import { openServer, type OpenServer } from '../../connect/open-server.js';
import { neverAsked, workstationDrivers } from '../../connect/workstation-drivers.js';
import { missingFrom, undoable } from '../../engine/undo.js';
import { headOf, linksOf } from '../../journal/head.js';
import { exitCode, UsageError, type ExitCode } from '../../errors.js';
import { foldJournal, type History } from '../../journal/history.js';
import { count } from '../../model/words.js';
import { KitFolder } from '../../targets/kit/folder/kit-folder.js';
import { buildChangeKit } from '../../targets/kit/session/build.js';
import { giveOut } from '../../targets/kit/session/give-out.js';
import { planUndoKit } from '../../targets/kit/session/plan-undo.js';
import { namedSteps } from '../undo/named-steps.js';
import { kitDocument, undoKitLines, undoKitPlanLines } from './messages.js';
import { volumeBytes } from './options.js';
import { agree } from './questions.js';

export interface KitUndoOptions {
  readonly all: boolean;
  readonly yes: boolean;
  readonly volume?: string;
}

interface Undoing {
  readonly path: string;
  readonly folder: KitFolder;
  readonly ids: readonly string[];
  readonly volume: number | undefined;
  readonly options: KitUndoOptions;
}

/** Writes a kit that takes steps back, from what is in the journal and what was last imported. */
export async function undoKit(
  path: string,
  ids: readonly string[],
  options: KitUndoOptions,
  context: Context,
): Promise<ExitCode> {
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
    return await exportUndo({ path, folder, ids, volume, options }, server, context);
  } finally {
    await server.close();
  }
}

async function exportUndo(
  { path, folder, ids, volume, options }: Undoing,
  server: OpenServer,
  { terminal, globals, write }: Context,
): Promise<ExitCode> {
  const { journal, facts, target } = server;
  const history = foldJournal(journal.records);
  const { standing, nothingToDo } = namedSteps(history, ids);
  terminal.say(...nothingToDo);
  const planned = await planUndoKit(server, choose(history, standing, ids, options.all));
  terminal.say(...undoKitPlanLines(planned, terminal.width));
  if (planned.writes.length === 0) {
    terminal.say('There is nothing for a kit to take back.');
    return exitCode.done;
  }
  const built = buildChangeKit(folder, facts, planned.writes, {
    holds: 'undo',
    made: target.clock.now(),
    deadMan: false,
    volumeBytes: volume,
    head: headOf(linksOf(journal.records)),
  });
  const message = `Write the kit that takes back ${count(built.entry.steps.length, 'step')} of ${facts.name}?`;
  if (!options.yes && !(await agree(message, terminal))) return exitCode.done;
  const entry = await giveOut(built, folder, journal);
  if (globals.json) write(kitDocument(entry));
  else terminal.say(...undoKitLines({ entry, folder, path }, terminal.width));
  return exitCode.done;
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
