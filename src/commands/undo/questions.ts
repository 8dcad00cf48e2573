import type { UndoPlan } from '../../engine/undo.js';
import { UnansweredError } from '../../errors.js';
import type { StepHistory } from '../../journal/history.js';
import { back, type Terminal } from '../../terminal/port.js';
import { undoChoices } from '../../wizard/screens/undo.js';

/** Which of these are taken back; undefined where none is. @throws UnansweredError without a terminal */
export async function askSteps(
  possible: readonly StepHistory[],
  terminal: Terminal,
): Promise<ReadonlySet<string> | undefined> {
  if (!terminal.interactive) throw new UnansweredError('Name the steps to take back, or give --all.');
  const picked = await terminal.selectMany(
    { message: 'Which steps?', answer: 'STEP' },
    undoChoices(possible),
  );
  return picked === back || picked.length === 0 ? undefined : new Set(picked);
}

/** Whether these steps are taken back. @throws UnansweredError */
export async function agreesToUndo(
  steps: number,
  server: string,
  { yes }: { readonly yes: boolean },
  terminal: Terminal,
): Promise<boolean> {
  if (yes) return true;
  const message = `Take back ${steps === 1 ? '1 step' : `${steps} steps`} on ${server}?`;
  return (await terminal.confirm({ message, answer: '--yes' }, false)) === true;
}

/** Whether what somebody changed since is overwritten: with --force, and the server's name typed. @throws UnansweredError */
export async function mayOverwrite(
  plans: readonly UndoPlan[],
  server: string,
  { force, consent }: { readonly force: boolean; readonly consent?: string },
  terminal: Terminal,
): Promise<boolean> {
  const conflicts = plans.flatMap((plan) =>
    plan.items.filter((item) => item.verdict.kind === 'changed-since' || item.verdict.kind === 'tied'),
  );
  if (conflicts.length === 0 || !force) return false;
  if (consent !== undefined) return consent.toUpperCase() === server.toUpperCase();
  const typed = await terminal.text({
    message: `${conflicts.length} changed since Batten. Type the server's name to overwrite, nothing to keep theirs`,
    answer: '--consent',
  });
  return typed !== back && typed.trim().toUpperCase() === server.toUpperCase();
}
