import { applyStep, type StepResult } from '../../src/engine/apply.js';
import { assess } from '../../src/engine/assess.js';
import type { Finding } from '../../src/engine/finding.js';
import { planUndo, undoStep, type UndoResult } from '../../src/engine/undo.js';
import type { Facts } from '../../src/model/facts.js';
import type { Reading } from '../../src/model/reading.js';
import type { Resource } from '../../src/model/resource.js';
import { labServer, type LabServer } from './lab-server.js';
import { memberServer } from './facts.js';

/** One step on a lab of its own, with facts and options that a test chooses. */
export interface LabStep {
  readonly server: LabServer;
  look(options?: unknown): Promise<Finding>;
  apply(options?: unknown): Promise<StepResult>;
  undo(): Promise<UndoResult>;
  /** Somebody else changes the server. */
  set(resource: Resource, reading: Reading): Promise<void>;
  read(resource: Resource): Promise<Reading>;
}

export async function labStep(id: string, facts: Facts = memberServer): Promise<LabStep> {
  const server = await labServer();
  const look = async (options?: unknown): Promise<Finding> => {
    const [finding] = await assess([server.step(id)], () => options, facts, server.access);
    if (finding === undefined) throw new Error(`no finding for ${id}`);
    return finding;
  };
  return {
    server,
    look,
    async apply(options) {
      const { step, options: taken, changes } = await look(options);
      return applyStep({ step, options: taken, changes }, facts, server.journal, server.access);
    },
    async undo() {
      const step = server.history().steps.get(id);
      if (step === undefined) throw new Error(`${id} was not applied`);
      return undoStep(await planUndo(step, server.access), 'keep-theirs', server.journal, server.access);
    },
    set: (resource, reading) => server.lab.store.set([{ resource, reading }]),
    async read(resource) {
      const [reading] = await server.access.read([resource]);
      return reading ?? { state: 'unreadable', reason: 'none' };
    },
  };
}

/** The objections of a finding, each once. */
export const objections = ({ checks }: Finding): readonly string[] => [
  ...new Set(checks.flatMap(({ objection }) => objection ?? [])),
];
