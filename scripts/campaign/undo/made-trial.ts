import { z } from 'zod';
import type { Step } from '../../../src/model/step.js';
import { defineStep } from '../../../src/model/step.js';
import type { Json } from '../../../src/model/reading.js';
import type { MadeResource, MadeWorld } from './made-world.js';
import { UndoTrial } from './trial.js';

/** Lets happen what a made world says, then takes everything back. @returns what was counted @throws Error where a promise broke */
export async function runMadeTrial(world: MadeWorld): Promise<Readonly<Record<string, number>>> {
  const resources = [...new Map(world.resources.map((one) => [one.resource.key, one])).values()];
  const steps = world.steps.map((made, index) => stepOf(made.wants, made.needsLast, index, resources));
  const trial = new UndoTrial({
    entries: resources.map(({ resource, first }) => ({ resource, reading: first })),
    installs: new Map(),
    facts: { name: 'NTEX01' },
  });
  for (const deed of world.deeds) {
    if (deed.do === 'apply') await trial.apply(at(steps, deed.step), {});
    if (deed.do === 'undo') await trial.undo(deed.steps.map((step) => at(steps, step).id));
    if (deed.do === 'edit') {
      const { resource, edits } = at(resources, deed.resource);
      await trial.edit(resource, at(edits, deed.to));
    }
  }
  await trial.undoAll();
  return trial.counts;
}

function stepOf(
  wants: MadeWorld['steps'][number]['wants'],
  needsLast: boolean,
  index: number,
  resources: readonly MadeResource[],
): Step {
  return defineStep({
    id: `made-${index}`,
    stage: 'security-changes',
    section: 'Campaign',
    covers: [],
    title: `Made step ${index}`,
    why: 'So that there is something to take back.',
    mayBreak: [],
    sources: [],
    reversibility: 'automatic',
    effect: 'at once',
    needs: needsLast && index > 0 ? [`made-${index - 1}`] : [],
    options: z.record(z.string(), z.custom<Json>()),
    expects: () => wants.map(([resource, wish]) => at(at(resources, resource).wishes, wish)),
  });
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('There is nothing to choose from.');
  return item;
}
