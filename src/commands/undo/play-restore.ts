import { UsageError } from '../../errors.js';
import type { UndoItem, UndoPlan } from '../../engine/undo.js';
import type { StepHistory } from '../../journal/history.js';
import { dayAndTime } from '../../model/words.js';
import { onlyABackupBringsBack } from '../../targets/lab/irreversible.js';
import type { Target } from '../../targets/target.js';
import { workstationKinds } from '../../targets/workstation/kinds.js';
import { wrap } from '../../terminal/layout.js';
import type { Terminal } from '../../terminal/port.js';

type Restoring = Pick<Target, 'restoreBackup'>;

/** What has to be known before such steps are taken back on the lab; nothing elsewhere, where a person restores. */
export function restoreWarning(
  steps: readonly StepHistory[],
  { restoreBackup }: Restoring,
): readonly string[] {
  const ids = irreversible(steps);
  if (ids.length === 0 || restoreBackup === undefined) return [];
  return [
    `No undo takes back ${ids.join(', ')}: only a backup brings back what was there. On the lab the restore of the backup that ` +
      'recovery-ready recorded is played: the whole server becomes what it was then.',
  ];
}

/**
 * Plays it where it is needed. Gives when the backup was made, undefined where nothing was restored.
 * @throws UsageError where no backup was recorded
 */
export async function playRestore(
  steps: readonly StepHistory[],
  target: Restoring,
  terminal: Pick<Terminal, 'say' | 'width'>,
): Promise<Date | undefined> {
  const ids = irreversible(steps);
  if (ids.length === 0 || target.restoreBackup === undefined) return undefined;
  const made = await target.restoreBackup();
  if (made === undefined) {
    throw new UsageError(
      `Nothing brings back what was there before ${ids.join(', ')}: no backup of the lab was recorded by recovery-ready. ` +
        'Nothing was taken back. Name other steps, or begin the practice anew with batten lab reset.',
    );
  }
  terminal.say(
    ...wrap(
      `The backup of ${dayAndTime(made)} was restored: the whole lab is as it was then. What else was done since is gone with it; ` +
        'batten status shows it as changed since.',
      terminal.width,
    ),
    '',
  );
  return made;
}

/** What was done to a server since its backup is back once that is restored, whatever stood there in between. */
export function afterRestore(plan: UndoPlan, made: Date | undefined): UndoPlan {
  if (made === undefined) return plan;
  const local: readonly string[] = workstationKinds;
  const items = plan.items.map((item): UndoItem => {
    const { change, verdict } = item;
    const isGone = Date.parse(change.time) >= made.getTime() && !local.includes(change.resource.kind);
    return isGone && verdict.kind !== 'unreadable' ? { ...item, verdict: { kind: 'already-back' } } : item;
  });
  return { ...plan, items };
}

const irreversible = (steps: readonly StepHistory[]): readonly string[] =>
  steps.filter(onlyABackupBringsBack).map(({ id }) => id);
