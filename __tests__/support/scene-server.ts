import type { Facts } from '../../src/model/facts.js';
import { applyStep, type StepResult } from '../../src/engine/apply.js';
import { assess } from '../../src/engine/assess.js';
import type { Finding } from '../../src/engine/finding.js';
import type { Step } from '../../src/model/step.js';
import { planUndo, undoStep, type UndoResult } from '../../src/engine/undo.js';
import { foldJournal } from '../../src/journal/history.js';
import type { Reading } from '../../src/model/reading.js';
import type { Resource } from '../../src/model/resource.js';
import { readInstalls, readScene } from '../../src/targets/lab/scene.js';
import { labDriver } from '../../src/targets/lab/installs.js';
import { asJson, MemoryStore, type StoredReading } from '../../src/targets/store.js';
import { memberServer } from './facts.js';
import { memoryJournal } from '../../src/journal/memory.js';

/** One step at a time on the lab's scene in memory: quick, and free to hold odd readings. */
export interface SceneServer {
  assess(options?: unknown): Promise<Finding>;
  apply(options?: unknown): Promise<StepResult>;
  undo(): Promise<UndoResult>;
  put(resource: Resource, reading: Reading): Promise<void>;
  read(resource: Resource): Promise<Reading>;
  /** Equal states give equal text. */
  show(): Promise<string>;
}

type Retold = (entries: readonly StoredReading[]) => readonly StoredReading[];

const scene = await readScene('templates/lab/server.yaml');
const installs = await readInstalls('templates/lab/installs.yaml');

/** @param retell makes another server of the scene's entries before anything is done */
export async function sceneServer(
  step: Step,
  facts: Facts = memberServer,
  retell: Retold = (entries) => entries,
): Promise<SceneServer> {
  const store = new MemoryStore(retell(scene.resources));
  const access = labDriver(store, installs);
  const journal = memoryJournal({ now: () => new Date() });
  await journal.append({ type: 'server', facts });
  const assessOne = async (options?: unknown): Promise<Finding> => {
    const [finding] = await assess([step], () => options, facts, access);
    if (finding === undefined) throw new Error(`no finding for ${step.id}`);
    return finding;
  };
  return {
    assess: assessOne,
    async apply(given) {
      const { options, changes } = await assessOne(given);
      return applyStep({ step, options, changes }, facts, journal, access);
    },
    async undo() {
      const history = foldJournal(journal.records).steps.get(step.id);
      if (history === undefined) throw new Error(`${step.id} was not applied`);
      return undoStep(await planUndo(history, access), 'keep-theirs', journal, access);
    },
    put: (resource, reading) => store.set([{ resource, reading }]),
    read: async (resource) => (await store.get(resource.key))?.reading ?? { state: 'absent' },
    show: async () => JSON.stringify(asJson(await store.all()), null, 1),
  };
}
