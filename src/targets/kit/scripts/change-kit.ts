import { changeChecklist } from './change-checklist.js';
import { applyScript, confirmScript, isExact, undoScript } from './change-scripts.js';
import type { ChangeKit } from './change.js';
import { directoryFiles, directoryImports, importCommands, importFiles } from './directory-files.js';
import { deleteLine, infText } from './inf.js';
import { kitFile, type KitFiles } from '../folder/kit-files.js';
import type { Means } from '../kinds/kit-kind.js';
import { fileOf } from './script.js';

/** The files of a change kit and its undo kit. */
export function changeKit(kit: ChangeKit): KitFiles {
  const { label, changes, captures, expected, exchange, deadMan } = kit;
  const undone = [...changes].reverse();
  const applied = directoryImports(
    'D',
    changes.flatMap(({ apply }) => apply.directory),
  );
  const reversed = directoryImports(
    'V',
    undone.flatMap(({ undo }) => undo.directory),
  );
  const inf = (means: readonly Means[]): string =>
    infText(label.id, {
      add: means.flatMap(({ add }) => add),
      remove: [
        ...new Set(
          means.flatMap(({ remove, removeKeys }) => [
            ...remove,
            ...removeKeys.flatMap((key) => deleteLine(key) ?? []),
          ]),
        ),
      ],
    });
  return new Map<string, string | Uint8Array>([
    kitFile('APPLY.CMD', applyScript(kit, importCommands(applied, exchange))),
    ...(kit.withUndo
      ? [kitFile('UNDO.CMD', undoScript(kit, undone, importCommands(reversed, exchange)))]
      : []),
    ...(deadMan ? [kitFile('CONFIRM.CMD', confirmScript(label))] : []),
    kitFile('CHECK.TXT', changeChecklist(kit)),
    ['APPLY.INF', inf(changes.map(({ apply }) => apply))],
    ...(kit.withUndo ? [['UNDO.INF', inf(undone.map(({ undo }) => undo))] as const] : []),
    ...directoryFiles(captures, exchange),
    ...importFiles(kit.withUndo ? [...applied, ...reversed] : applied, exchange),
    ...captures.flatMap((numbered): readonly (readonly [string, Uint8Array])[] => {
      const bytes = isExact(numbered.capture) ? expected.get(numbered.number) : undefined;
      return bytes === undefined ? [] : [[fileOf('E', numbered), bytes]];
    }),
  ]);
}
