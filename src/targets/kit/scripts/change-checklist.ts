import { longKey } from '../capture.js';
import type { ChangeKit } from './change.js';
import { checklist } from './checklist.js';

/** The page that is printed and goes with a change kit. */
export function changeChecklist(kit: ChangeKit): readonly string[] {
  const { label, made, changes, byHand, captures, deadMan, notes } = kit;
  const folder = `C:\\${label.folder}`;
  const keys = captures.flatMap(({ number, capture }) =>
    capture.what === 'key' ? [`${number}  ${longKey(capture.key)}`] : [],
  );
  return checklist({
    label,
    made,
    title: kit.withUndo ? 'change kit, with its undo' : 'undo kit: takes back what an earlier kit changed',
    steps: [
      `Copy this folder to the hard disk of ${label.server}: ${folder}${kit.withUndo ? '. Keep it there until the changes are settled: the undo is in it.' : ''}`,
      'Have a backup and an emergency repair disk at hand.',
      `Log on as an administrator, open a command prompt, run ${folder}\\APPLY.CMD${deadMan ? ' TIME, the time at which the undo is to run by itself (such as 23:30)' : ''}`,
      'RESULT=APPLIED: all is as it should be. RESULT=DRIFT: the server is not as it was read, nothing was touched. RESULT=INEFFECTIVE: what did not take is numbered. RESULT=FAILED: nothing was touched.',
      ...(deadMan
        ? [`When you can still log on and mail flows: ${folder}\\CONFIRM.CMD takes the scheduled undo off.`]
        : []),
      ...(kit.withUndo ? [`To take everything back: ${folder}\\UNDO.CMD`] : []),
      'After a power failure run APPLY.CMD again: it reads what stands and changes nothing more.',
      `Carry the folder ${folder}\\RESULT back, all of it, into this folder.`,
      'On the workstation: batten kit import FOLDER',
    ],
    look: [],
    change: byHand,
    notes: [
      'What the kit changes by itself:',
      ...changes.map(({ number, title }) => `${number}  ${title}`),
      'Compared before and after, with all below them:',
      ...keys,
      ...notes,
    ],
  });
}
