import { applyStep } from '../../../src/engine/apply.js';
import { assess } from '../../../src/engine/assess.js';
import type { Change } from '../../../src/engine/finding.js';
import { proveUndo } from '../../../src/engine/twin-proof.js';
import {
  missingFrom,
  planUndo,
  standingOn,
  undoable,
  undoOrder,
  undoStep,
} from '../../../src/engine/undo.js';
import { foldJournal, type History } from '../../../src/journal/history.js';
import { memoryJournal } from '../../../src/journal/memory.js';
import type { Access } from '../../../src/model/access.js';
import type { Facts } from '../../../src/model/facts.js';
import { kindOf } from '../../../src/model/kind.js';
import { absent, canonical, type Reading } from '../../../src/model/reading.js';
import type { Resource } from '../../../src/model/resource.js';
import type { Step } from '../../../src/model/step.js';
import { labDriver, type Installs } from '../../../src/targets/lab/installs.js';
import { createTwin } from '../../../src/targets/lab/twin.js';
import { MemoryStore, type StoredReading } from '../../../src/targets/store.js';
import { expectedAfter, sameOrSameItems } from './reference.js';

/** The server and the steps of one trial. */
export interface TrialServer {
  readonly entries: readonly StoredReading[];
  readonly installs: Installs;
  readonly facts: Facts;
}

interface OwnChange {
  readonly step: string;
  readonly change: Change;
}

/** A lab in memory on which steps are applied and taken back, each of which is held against what was promised. */
export class UndoTrial {
  readonly counts = {
    changes: 0,
    'changes taken back': 0,
    'foreign edits': 0,
    conflicts: 0,
    'twin proofs': 0,
  };
  readonly #store: MemoryStore;
  readonly #server: TrialServer;
  readonly #access: Access;
  readonly #journal;
  #made: readonly OwnChange[] = [];
  /** What installations bring with them, and take with them when they are uninstalled. */
  readonly #brought = new Set<string>();

  constructor(server: TrialServer) {
    this.#server = server;
    this.#store = new MemoryStore(server.entries);
    const driver = labDriver(this.#store, server.installs);
    this.#access = { read: driver.read, write: driver.write };
    this.#journal = memoryJournal({ now: () => new Date(0) });
  }

  /** Applies a step, unless one that it needs is not applied or a later one stands on it, and sees that it took and that a second time does nothing. */
  async apply(step: Step, options: unknown): Promise<void> {
    const history = foldJournal(this.#journal.records);
    const lacks = (id: string): boolean => (history.steps.get(id)?.standing.length ?? 0) === 0;
    if (step.needs?.some(lacks) || standingOn(history, step.id).length > 0) return;
    const [finding] = await this.#look(step, options);
    if (finding === undefined || finding.changes.length === 0) return;
    const { changes } = finding;
    const proved = await this.#twinProves(changes);
    const before = await this.#state();
    const result = await applyStep(finding, this.#server.facts, this.#journal, this.#access);
    const after = await this.#state();
    for (const change of changes) {
      const { key } = change.resource;
      check(same(before.get(key), change.before), `${key} was planned with what it did not hold`);
    }
    const took = result.results.every(({ outcome }) => outcome === 'verified' || outcome === 'attested');
    check(
      took === proved,
      `${step.id}: the twin ${proved ? 'proved' : 'did not prove'} what the server ${took ? 'took' : 'did not take'}`,
    );
    const touched = new Set(changes.map(({ resource }) => resource.key));
    for (const { resource } of changes) {
      for (const brought of this.#server.installs.get(resource.key) ?? []) {
        touched.add(brought.resource.key);
        this.#brought.add(brought.resource.key);
      }
    }
    onlyThese(touched, before, after);
    const made = result.results.filter(({ outcome }) => outcome === 'verified' || outcome === 'attested');
    this.counts.changes += made.length;
    this.#made = [...this.#made, ...made.map(({ change }) => ({ step: step.id, change }))];
    const [again] = await this.#look(step, options);
    const isDone = result.outcome === 'verified' || result.outcome === 'attested';
    check(!isDone || again?.changes.length === 0, `${step.id} is applied and wants more changes`);
  }

  /** Somebody else changes the server. */
  async edit(resource: Resource, reading: Reading): Promise<void> {
    const [now] = await this.#store.find([resource.key]);
    if (now?.reading.state === 'unreadable') return;
    this.counts['foreign edits']++;
    await this.#store.set([{ resource, ...now, reading }]);
  }

  /** Takes steps back with all that stands on them, in the order that the engine gives. */
  async undo(ids: readonly string[]): Promise<void> {
    const history = this.#history();
    const asked = new Set(ids);
    for (const { id } of missingFrom(history, asked)) asked.add(id);
    for (const { id } of undoOrder(history, asked)) await this.#undoOne(id);
  }

  /** Takes back all that is left and sees that nothing stands any more. */
  async undoAll(): Promise<void> {
    await this.undo(undoable(this.#history()).map(({ id }) => id));
    check(undoable(this.#history()).length === 0, 'something stands after all was taken back');
    check(this.#history().open.length === 0, 'a change is open after all was taken back');
    if (this.counts['foreign edits'] > 0) return;
    const then = new Map(this.#server.entries.map((entry) => [entry.resource.key, entry]));
    const now = await this.#state();
    for (const [key, { resource }] of [...then, ...now]) {
      const [was, is] = [then.get(key)?.reading ?? absent, now.get(key)?.reading ?? absent];
      const [same, alike] = [canonical(was) === canonical(is), kindOf(resource).equal(was, is)];
      const isBack = same || (alike && spelledFreely.has(resource.kind));
      check(isBack, `nobody else was there, and ${key} was ${canonical(was)} and is ${canonical(is)}`);
    }
  }

  async #undoOne(id: string): Promise<void> {
    const step = this.#history().steps.get(id);
    if (step === undefined) return;
    const before = await this.#state();
    const own = this.#made.filter((one) => one.step === id).map(({ change }) => change);
    const { expected, conflicts } = expectedAfter(own, before);
    this.counts['changes taken back'] += own.length;
    this.counts.conflicts += conflicts;
    const { outcome, residue } = await undoStep(
      await planUndo(step, this.#access),
      'keep-theirs',
      this.#journal,
      this.#access,
    );
    this.#made = this.#made.filter((one) => one.step !== id);
    const after = await this.#state();
    for (const key of new Set([...expected.keys(), ...after.keys()])) {
      if (expected.get(key) === after.get(key)) continue;
      const resource = (expected.get(key) ?? after.get(key))?.resource;
      if (resource === undefined) continue;
      const [want, found] = [expected, after].map((state) => state.get(key)?.reading ?? absent);
      if (want === undefined || found === undefined || this.#brought.has(key)) continue;
      check(
        sameOrSameItems(kindOf(resource), want, found),
        `after the undo of ${id}, ${key} should be ${canonical(want)} and is ${canonical(found)}`,
      );
    }
    if (conflicts === 0 && !wasResidue(step.outcome))
      check(
        outcome === 'undone',
        `${id} is ${outcome}, although nobody had touched it: ${residue.join('; ')}`,
      );
    if (conflicts > 0)
      check(outcome === 'undone-with-residue', `${id} is ${outcome}, although somebody had changed it`);
  }

  async #twinProves(changes: readonly Change[]): Promise<boolean> {
    this.counts['twin proofs']++;
    const twin = createTwin(await this.#store.all(), this.#server.installs);
    return (await proveUndo(changes, twin)).proved;
  }

  #look(step: Step, options: unknown) {
    return assess([step], () => options, this.#server.facts, this.#access);
  }

  #history(): History {
    return foldJournal(this.#journal.records);
  }

  async #state(): Promise<Map<string, StoredReading>> {
    return new Map((await this.#store.all()).map((entry) => [entry.resource.key, entry]));
  }
}

/** Kinds of which a server keeps no spelling or order: there, what says the same is the same. */
const spelledFreely = new Set([
  'directory-attribute',
  'group-membership',
  'scan-result',
  'software',
  'user-right',
]);

const wasResidue = (outcome: string | undefined): boolean => outcome === 'undone-with-residue';

const same = (found: StoredReading | undefined, reading: Reading): boolean =>
  canonical(found?.reading ?? absent) === canonical(reading);

function onlyThese(
  keys: ReadonlySet<string>,
  before: ReadonlyMap<string, StoredReading>,
  after: ReadonlyMap<string, StoredReading>,
): void {
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (keys.has(key) || before.get(key) === after.get(key)) continue;
    check(
      same(before.get(key), after.get(key)?.reading ?? absent),
      `${key} changed, and no step had planned it`,
    );
  }
}

function check(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
