import { count } from '../../model/words.js';
import type { KitFolder } from '../../targets/kit/folder/kit-folder.js';
import type { KitEntry } from '../../targets/kit/folder/manifest.js';
import type { Built } from '../../targets/kit/session/build.js';
import type { Left } from '../../targets/kit/session/choose.js';
import type { Imported } from '../../targets/kit/session/importing.js';
import type { PlannedChanges } from '../../targets/kit/session/plan-change.js';
import type { PlannedUndo } from '../../targets/kit/session/plan-undo.js';
import { columns, wrap } from '../../terminal/layout.js';
import { undoPlanLines } from '../../wizard/screens/undo.js';

/** A kit that was just written, and the folder as it was named on the command line. */
interface Given {
  readonly entry: KitEntry;
  readonly folder: KitFolder;
  readonly path: string;
}

export const collectKitLines = ({ entry, folder, path }: Given, width: number): readonly string[] => [
  `Collect kit ${entry.folder} for ${folder.server}: ${count(entry.captures.length, 'capture')}, ${count(entry.look.length, 'thing')} to look at by hand.`,
  ...wrap(
    `Print ${folder.path}/${entry.folder}/CHECK.TXT, carry the folder to the console and follow it. It changes nothing.`,
    width,
  ),
  ...wrap(`Then: batten kit import ${path}`, width),
];

export function changeKitLines(
  { entry, folder, path }: Given,
  disks: number,
  width: number,
): readonly string[] {
  const onDisks = disks > 1 ? ` on ${disks} disks` : '';
  return [
    `Change kit ${entry.folder} (${entry.id})${onDisks}, with its undo.`,
    ...wrap(`Print ${folder.path}/${entry.folder}/CHECK.TXT and follow it.`, width),
    ...wrap(`Then: batten kit import ${path}. Never carried: batten kit withdraw ${path}.`, width),
  ];
}

export const undoKitLines = ({ entry, folder, path }: Given, width: number): readonly string[] => [
  `Undo kit ${entry.folder} (${entry.id}): ${count(entry.items.length, 'change')} to take back.`,
  ...wrap(
    `Print ${folder.path}/${entry.folder}/CHECK.TXT and follow it, then: batten kit import ${path}`,
    width,
  ),
];

export function leftLines(left: readonly Left[], width: number): readonly string[] {
  if (left.length === 0) return [];
  const rows = left.map(({ step, why }) => [step, why]);
  return ['Not on the kit:', ...columns(rows, width), ''];
}

export function changePlanLines(
  { apply }: PlannedChanges,
  { byHand }: Built,
  width: number,
): readonly string[] {
  const rows = apply.map(({ step, changes }) => [step.id, count(changes.length, 'change')]);
  const hand = byHand.map(({ title, why }) => [title, why]);
  return [
    'On the kit:',
    ...columns(rows, width),
    ...(hand.length === 0 ? [] : ['', 'By hand, on its checklist:', ...columns(hand, width)]),
    '',
  ];
}

/** Before, ours, now of each step, and what a kit leaves as it is. */
export function undoKitPlanLines({ plans, left }: PlannedUndo, width: number): readonly string[] {
  const rows = left.map(({ name, why }) => [name, why]);
  return [
    ...plans.flatMap((plan) => [...undoPlanLines(plan, width), '']),
    ...(rows.length === 0 ? [] : ['Left as it is:', ...columns(rows, width), '']),
  ];
}

export const importedLines = (imported: readonly Imported[], width: number): readonly string[] =>
  imported.flatMap(({ kit, result, lines }) => [
    `${kit}: ${result}`,
    ...lines.flatMap((line) => wrap(line, width)),
    '',
  ]);

/** The document for `--json`. */
export const kitDocument = (entry: KitEntry): string =>
  JSON.stringify({ schema: 'batten/kit/1', kit: entry }, null, 2);
