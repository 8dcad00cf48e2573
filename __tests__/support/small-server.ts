import type { Access } from '../../src/model/access.js';
import type { Facts } from '../../src/model/facts.js';
import { present, type Json, type Reading } from '../../src/model/reading.js';
import type { Resource } from '../../src/model/resource.js';
import { defineStep, noOptions, type Step, type StepDefinition } from '../../src/model/step.js';
import { foldJournal, type History } from '../../src/journal/history.js';
import type { Journal } from '../../src/journal/record.js';
import { dword } from '../../src/resources/registry/data.js';
import { kind as registryKind, registryValue } from '../../src/resources/registry-value.js';
import { accessTo } from '../../src/targets/access.js';
import { labDriver } from '../../src/targets/lab/installs.js';
import { MemoryStore } from '../../src/targets/store.js';
import { SetClock } from './clock.js';
import { memoryJournal } from '../../src/journal/memory.js';

const key = 'HKLM\\SOFTWARE\\Example';

/** One registry value of the small server. */
export const valueNamed = (name: string): Resource => registryKind.resource({ key, name });

/** A step that sets registry values to 1, in this order; `more` makes it any other step. */
export const smallStep = (
  id: string,
  names: readonly string[],
  more: Partial<StepDefinition<Record<string, Json>>> = {},
): Step =>
  defineStep({
    id,
    stage: 'os-updates',
    section: 'Tests',
    covers: [],
    title: `Set ${names.join(' and ')}`,
    why: 'So that something is set.',
    mayBreak: [],
    sources: [],
    reversibility: 'automatic',
    effect: 'at once',
    options: noOptions,
    expects: () => names.map((name) => registryValue(key, name).exactly(dword(1))),
    ...more,
  });

/** A server of a few registry values, in memory, with its journal: what a test of a session needs and no more. */
export interface SmallServer {
  readonly clock: SetClock;
  readonly access: Access;
  readonly facts: Facts;
  readonly journal: Journal;
  history(): History;
  read(name: string): Promise<Reading>;
  /** Somebody else sets a value. */
  set(name: string, value: number): Promise<void>;
  /** Somebody else takes a value away, or the right to read it. */
  put(name: string, reading: Reading): Promise<void>;
}

export function smallServer(): SmallServer {
  const store = new MemoryStore();
  const clock = new SetClock('2026-03-02T08:00:00Z');
  const journal = memoryJournal(clock);
  const driver = labDriver(store, new Map());
  const access = accessTo({ label: 'small', driver: () => driver }, new Map(), undefined);
  const put = (name: string, reading: Reading): Promise<void> =>
    store.set([{ resource: valueNamed(name), reading }]);
  return {
    clock,
    access,
    facts: { name: 'NTEX01' },
    journal,
    history: () => foldJournal(journal.records),
    async read(name) {
      const [reading] = await access.read([valueNamed(name)]);
      return reading ?? { state: 'unreadable', reason: 'none' };
    },
    set: (name, value) => put(name, present(dword(value))),
    put,
  };
}
