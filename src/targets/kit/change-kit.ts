import { changeChecklist } from './change-checklist.js';
import { applyScript, confirmScript, isExact, undoScript } from './change-scripts.js';
import type { ByHandItem } from './checklist.js';
import { directoryFiles, directoryImports, importCommands, importFiles } from './directory-files.js';
import { deleteLine, infText } from './inf.js';
import { kitFile, type KitFiles } from './kit-files.js';
import type { Means, Sign } from './kit-kind.js';
import { fileOf, type Exchange, type Label, type Numbered } from './script.js';

/** One change that the kit makes by itself. */
export interface KitChange {
  /** `003` on the checklist and in the result file. */
  readonly number: string;
  readonly title: string;
  readonly apply: Means;
  readonly undo: Means;
}

export interface ChangeKit {
  readonly label: Label;
  readonly made: Date;
  readonly changes: readonly KitChange[];
  /** All that is captured before and after. */
  readonly captures: readonly Numbered[];
  /** What the server held when it was read, byte for byte, by number; goes with the kit for the comparison. */
  readonly expected: ReadonlyMap<string, Uint8Array>;
  /** What has to be seen in a capture for it to be this server. */
  readonly identity: readonly Sign[];
  readonly exchange: Exchange;
  readonly byHand: readonly ByHandItem[];
  /** The undo is scheduled before the change, and taken off the schedule by hand. */
  readonly deadMan: boolean;
  /** False for a kit that is an undo itself. */
  readonly withUndo: boolean;
  readonly notes: readonly string[];
}

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
