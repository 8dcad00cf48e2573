import type { Context } from '../../connect/context.js';
import { systemClock } from '../../connect/system-clock.js';
import { DataError, UsageError } from '../../errors.js';
import { prepareState, stateFolder } from '../../journal/state-folder.js';
import { kindOf, type Kind } from '../../model/kind.js';
import { loadKinds } from '../../resources/load-kinds.js';
import { openLab, type Lab } from '../../targets/lab/lab.js';

/** A kind by its name. @throws UsageError for a name that none has, with the kinds of what the lab holds */
export async function kindNamed(name: string, lab: Lab): Promise<Kind> {
  try {
    await loadKinds([name]);
    return kindOf({ kind: name });
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause;
    const held = new Set((await lab.store.all()).map(({ resource }) => resource.kind));
    throw new UsageError(
      `No kind of resource is called ${name}. The lab holds ${[...held].sort().join(', ')}.`,
      { cause },
    );
  }
}

/** The lab of the state folder, set up on first use. */
export const theLab = async (context: Context): Promise<Lab> =>
  openLab(await preparedState(context), systemClock());

/** The state folder, made where it is missing. */
export async function preparedState({ globals, environment }: Context): Promise<string> {
  const state = stateFolder(globals.state, environment);
  await prepareState(state);
  return state;
}
