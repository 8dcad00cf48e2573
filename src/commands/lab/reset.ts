import type { Context } from '../../connect/context.js';
import { systemClock } from '../../connect/system-clock.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { holderNow } from '../../journal/holder-now.js';
import { knownServers } from '../../journal/servers.js';
import { setAside } from '../../journal/set-aside.js';
import { resetLab } from '../../targets/lab/lab.js';
import { preparedState } from './open.js';

/**
 * Puts the lab back to where it started. Its journal tells of a server that is no more and is set aside first, unless
 * somebody wants to see what Batten makes of that.
 */
export async function resetTheLab(
  { keepJournal }: { readonly keepJournal: boolean },
  context: Context,
): Promise<ExitCode> {
  const { terminal } = context;
  const state = await preparedState(context);
  const moved = keepJournal ? [] : await setLabsAside(state);
  await resetLab(state, systemClock());
  terminal.say('The lab is as it was at first; its clock shows the real time.');
  for (const place of moved) terminal.say(`Its journal was set aside in ${place}.`);
  terminal.say(
    keepJournal
      ? 'Its journal stays: what it tells is no longer so, and batten status says what differs.'
      : 'Run batten to begin anew.',
  );
  return exitCode.done;
}

async function setLabsAside(state: string): Promise<readonly string[]> {
  const me = holderNow('batten lab reset');
  const moved: string[] = [];
  for (const { folder, targets } of await knownServers(state)) {
    if (targets.length > 0 && targets.every((url) => url === 'lab:'))
      moved.push(await setAside(state, folder, me));
  }
  return moved;
}
