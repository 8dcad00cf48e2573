import { planUndo, standingOn, undoStep } from '../engine/undo.js';
import { foldJournal } from '../journal/history.js';
import type { Step } from '../model/step.js';
import { loadKinds } from '../resources/load-kinds.js';
import { onlyABackupBringsBack } from '../targets/lab/irreversible.js';
import { undoneLines } from './screens/undo.js';
import type { Session } from './session.js';

/** Takes a step back in the middle of a session, where nothing stands on it, and says what came of that. */
export async function takeBack(session: Session, step: Step): Promise<void> {
  const { journal, access, terminal } = session;
  const history = foldJournal(journal.records);
  const found = history.steps.get(step.id);
  if (found === undefined || found.standing.length === 0) {
    terminal.say(`${step.id} has nothing on the server to take back.`, '');
    return;
  }
  if (session.target.simulated && onlyABackupBringsBack(found)) {
    terminal.say(
      `No undo takes back ${step.id}, as on a real server: batten undo ${step.id} plays the restore of the lab's backup.`,
      '',
    );
    return;
  }
  const standing = standingOn(history, step.id);
  if (standing.length > 0) {
    terminal.say(
      `${standing.map((one) => one.id).join(', ')} stands on ${step.id}: take that back first.`,
      '',
    );
    return;
  }
  await loadKinds(found.standing.map((change) => change.resource.kind));
  const result = await undoStep(await planUndo(found, access), 'keep-theirs', journal, access);
  terminal.say(...undoneLines(step.id, result), '');
}
