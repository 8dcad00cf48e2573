import type { Access } from '../../src/model/access.js';
import { applyStep } from '../../src/engine/apply.js';
import { assess } from '../../src/engine/assess.js';
import type { Finding, FindingState } from '../../src/engine/finding.js';
import type { Step } from '../../src/model/step.js';
import { planUndo, undoStep } from '../../src/engine/undo.js';
import type { Json } from '../../src/model/reading.js';
import type { Resource } from '../../src/model/resource.js';
import { labServer, type LabServer } from './lab-server.js';

export type StepOptions = Readonly<Record<string, Json>>;

/** A step's finding on a lab, with options. */
export async function findingOf(
  { facts, access }: Pick<LabServer, 'facts' | 'access'>,
  step: Step,
  options?: StepOptions,
): Promise<Finding> {
  const [finding] = await assess([step], () => options, facts, access);
  if (finding === undefined) throw new Error(`no finding for ${step.id}`);
  return finding;
}

/** What an untouched lab, an applied step and its undo come to; `same` tells whether the lab is byte for byte as before. */
export async function thereAndBack(
  step: Step,
  options?: StepOptions,
  prepare: (server: LabServer) => Promise<unknown> = () => Promise.resolve(),
): Promise<{ states: readonly FindingState[]; outcome: string; undone: string; same: boolean }> {
  const server = await labServer();
  await prepare(server);
  const before = await server.show();
  const first = await findingOf(server, step, options);
  const { outcome } = await applyStep(first, server.facts, server.journal, server.access);
  const second = await findingOf(server, step, options);
  const history = server.history().steps.get(step.id);
  if (history === undefined) throw new Error(`${step.id} is not in the journal`);
  const undo = await undoStep(
    await planUndo(history, server.access),
    'keep-theirs',
    server.journal,
    server.access,
  );
  const states = [first.state, second.state, (await findingOf(server, step, options)).state];
  return { states, outcome, undone: undo.outcome, same: (await server.show()) === before };
}

/** The names of what a finding would change, in its order. */
export const changed = ({ changes }: Finding): readonly string[] =>
  changes.map(({ resource }) => resource.key.replace('software:', ''));

/** An access that cannot read what is named. */
export const blindTo = (access: Access, isHidden: (resource: Resource) => boolean): Access => ({
  write: (resource, to) => access.write(resource, to),
  async read(resources) {
    const readings = await access.read(resources);
    return readings.map((reading, index) => {
      const resource = resources[index];
      return resource !== undefined && isHidden(resource)
        ? { state: 'unreadable', reason: 'access denied' }
        : reading;
    });
  },
});
