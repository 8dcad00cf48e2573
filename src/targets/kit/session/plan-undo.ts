import { planUndo, undoOrder, undoStep, type UndoItem, type UndoPlan } from '../../../engine/undo.js';
import { foldJournal } from '../../../journal/history.js';
import { kindOf } from '../../../model/kind.js';
import { loadKinds } from '../../../resources/load-kinds.js';
import type { PlannedWrite } from './build.js';
import type { KitServer } from './importing.js';

export interface PlannedUndo {
  /** Before, ours, now of every step, in the order in which they are taken back. */
  readonly plans: readonly UndoPlan[];
  readonly writes: readonly PlannedWrite[];
  /** What a kit does not take back, and why. */
  readonly left: readonly { readonly name: string; readonly why: string }[];
}

/** Plans a kit that takes steps back with what was last imported. A step that is already as it was is ended at once. */
export async function planUndoKit(
  { journal, access }: Pick<KitServer, 'journal' | 'access'>,
  ids: ReadonlySet<string>,
): Promise<PlannedUndo> {
  const steps = undoOrder(foldJournal(journal.records), ids);
  await loadKinds(steps.flatMap(({ standing }) => standing.map(({ resource }) => resource.kind)));
  const plans: UndoPlan[] = [];
  for (const step of steps) plans.push(await planUndo(step, access));
  const isBack = ({ items }: UndoPlan): boolean =>
    items.every(({ verdict }) => verdict.kind === 'already-back');
  for (const plan of plans.filter(isBack)) await undoStep(plan, 'keep-theirs', journal, access);
  const items = plans.filter((plan) => !isBack(plan)).flatMap((plan) => plan.items);
  return {
    plans,
    writes: items.flatMap(writeOf),
    left: items.flatMap((item) => {
      const why = whyLeft(item);
      const { resource } = item.change;
      return why === undefined ? [] : [{ name: kindOf(resource).describe(resource).name, why }];
    }),
  };
}

function writeOf({ change, now, verdict }: UndoItem): readonly PlannedWrite[] {
  if (verdict.kind !== 'restore' || now.state === 'unreadable') return [];
  const { step, resource, intent: undoes } = change;
  return [{ step, action: 'undo', resource, before: now, after: verdict.to, undoes }];
}

function whyLeft({ verdict }: UndoItem): string | undefined {
  switch (verdict.kind) {
    case 'restore':
      return undefined;
    case 'unreadable':
      return 'it could not be read';
    case 'changed-since':
      return 'it was changed since, and keeps what it holds';
    case 'tied':
      return `it goes together with ${verdict.with}, and keeps what it holds`;
    case 'already-back':
      return 'it is already as it was';
  }
}
