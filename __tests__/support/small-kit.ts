import { discover } from '../../src/discovery/discover.js';
import { WorkstationError } from '../../src/errors.js';
import { foldJournal, type History } from '../../src/journal/history.js';
import type { Journal, JournalRecord } from '../../src/journal/record.js';
import type { Step } from '../../src/model/step.js';
import { accessTo } from '../../src/targets/access.js';
import { KitFolder } from '../../src/targets/kit/folder/kit-folder.js';
import type { KitEntry } from '../../src/targets/kit/folder/manifest.js';
import { beginKitSession } from '../../src/targets/kit/session/begin.js';
import { buildChangeKit } from '../../src/targets/kit/session/build.js';
import { giveOutCollectKit, neededFor } from '../../src/targets/kit/session/collect.js';
import { giveOut } from '../../src/targets/kit/session/give-out.js';
import { importResults } from '../../src/targets/kit/session/import.js';
import type { Imported, KitServer } from '../../src/targets/kit/session/importing.js';
import { planChangeKit, type PlannedChanges } from '../../src/targets/kit/session/plan-change.js';
import { planUndoKit } from '../../src/targets/kit/session/plan-undo.js';
import { openKit } from '../../src/targets/kit/target.js';
import type { Terminal } from '../../src/terminal/port.js';
import { SetClock } from './clock.js';
import { temporaryFolder } from './folder.js';
import { memoryJournal } from '../../src/journal/memory.js';
import { PretendConsole } from './pretend-console.js';
import { smallStep } from './small-server.js';
import { scriptedTerminal } from './scripted-terminal.js';

/** What one does with kits between a workstation and a server that no network reaches, for a few made-up steps. */
export interface SmallKit {
  readonly console: PretendConsole;
  readonly folder: KitFolder;
  readonly journal: Journal;
  readonly clock: SetClock;
  history(): History;
  /** The kit that was written last, as it stands in the folder's list. */
  last(): KitEntry;
  server(): Promise<KitServer>;
  /** Writes a collect kit, runs it at the console, and imports what it read. */
  collect(): Promise<readonly Imported[]>;
  giveOutCollect(everything?: boolean): Promise<KitEntry>;
  plan(more?: { readonly declined?: readonly string[]; readonly named?: boolean }): Promise<PlannedChanges>;
  /** Plans with what was imported and writes the change kit. */
  giveOutChanges(): Promise<KitEntry>;
  giveOutUndo(...ids: readonly string[]): Promise<KitEntry>;
  /** The disk of the workstation is full at the next record of a type, once. */
  breakOffBefore(type: JournalRecord['type']): void;
  import(terminal?: Terminal): Promise<readonly Imported[]>;
}

export const exampleKey = 'HKLM\\SOFTWARE\\Example';

/** A step that a kit can make and take back. */
export const twoValues = smallStep('two-values', ['First', 'Second']);

/** A server whose two values were read and are not as the step wants them. */
export async function collectedKit(): Promise<SmallKit> {
  const kit = await smallKit([twoValues]);
  kit.console.setNumber(exampleKey, 'First', 0);
  kit.console.setNumber(exampleKey, 'Second', 0);
  await kit.collect();
  return kit;
}

/** The same with the step applied and its results imported. */
export async function appliedKit(): Promise<SmallKit> {
  const kit = await collectedKit();
  kit.console.apply(kit.folder, await kit.giveOutChanges());
  await kit.import();
  return kit;
}

export async function smallKit(steps: readonly Step[]): Promise<SmallKit> {
  const path = await temporaryFolder();
  const console = new PretendConsole();
  const clock = new SetClock('2026-03-02T08:00:00Z');
  const whole = memoryJournal(clock);
  let full: JournalRecord['type'] | undefined;
  const journal: Journal = {
    records: whole.records,
    append(entry) {
      if (entry.type !== full) return whole.append(entry);
      full = undefined;
      return Promise.reject(new WorkstationError('the disk is full'));
    },
  };
  const folder = KitFolder.create(path, console.name);
  const server = async (): Promise<KitServer> => {
    const target = await openKit(path, clock);
    const access = accessTo(target, new Map(), undefined);
    const facts = await discover({ access, self: await target.identify?.(), now: clock.now() });
    if (journal.records.length === 0) await journal.append({ type: 'server', facts });
    return { journal, access, facts, close: () => target.close() };
  };
  const last = (): KitEntry => {
    const entry = folder.kits.at(-1);
    if (entry === undefined) throw new Error('no kit was written yet');
    return entry;
  };
  const kit: SmallKit = {
    console,
    folder,
    journal,
    clock,
    history: () => foldJournal(journal.records),
    last,
    server,
    async collect() {
      console.collect(folder, await kit.giveOutCollect(true));
      return kit.import();
    },
    giveOutCollect(everything = false) {
      // A kit is told from an equal one by when it was made
      clock.pass(1 / 24);
      const facts = { name: console.name };
      const needed = neededFor(folder, steps, () => undefined, facts);
      return giveOutCollectKit(folder, {
        facts,
        needed,
        everything,
        made: clock.now(),
        volumeBytes: undefined,
      });
    },
    async plan({ declined = [], named = false } = {}) {
      const opened = await server();
      const target = { url: `kit:${path}`, simulated: false, clock };
      const facts = await beginKitSession(opened, {
        target,
        steps,
        given: {},
        overrides: { stages: new Set() },
      });
      return planChangeKit(opened, {
        steps,
        optionsOf: () => undefined,
        facts,
        clock,
        declined: new Set(declined),
        named,
      });
    },
    async giveOutChanges() {
      const { apply, writes } = await kit.plan();
      const { facts } = await server();
      const options = { holds: 'change', made: clock.now(), deadMan: false, volumeBytes: undefined } as const;
      return giveOut(buildChangeKit(folder, facts, writes, options), folder, journal, apply);
    },
    async giveOutUndo(...ids) {
      const opened = await server();
      const { writes } = await planUndoKit(opened, new Set(ids));
      const options = { holds: 'undo', made: clock.now(), deadMan: false, volumeBytes: undefined } as const;
      return giveOut(buildChangeKit(folder, opened.facts, writes, options), folder, journal);
    },
    breakOffBefore(type) {
      full = type;
    },
    import: (terminal = scriptedTerminal({}, { interactive: false })) =>
      importResults({
        path,
        folder,
        terminal,
        steps,
        open: server,
        records: () => Promise.resolve(journal.records),
      }),
  };
  return kit;
}
