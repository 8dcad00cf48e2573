import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyStep } from '../../src/engine/apply.js';
import { assess } from '../../src/engine/assess.js';
import { closeInterrupted, findInterrupted, takeBackInterrupted } from '../../src/engine/recover.js';
import { planUndo, undoStep } from '../../src/engine/undo.js';
import { TargetError, WorkstationError } from '../../src/errors.js';
import { foldJournal } from '../../src/journal/history.js';
import { isSettled } from '../../src/journal/settled.js';
import type { Journal } from '../../src/journal/record.js';
import type { Access } from '../../src/model/access.js';
import { hostile, type Mischief } from '../support/hostile-server.js';
import { smallServer, smallStep, type SmallServer } from '../support/small-server.js';

const names = ['First', 'Second', 'Third'];
const step = smallStep('three-values', names);

type Deed =
  | {
      readonly do: 'apply' | 'undo';
      readonly mischief: 'none' | 'refuses' | 'ignores' | 'hides';
      readonly at: number;
    }
  /** The program is killed just after this many records, or the line breaks at a write. */
  | { readonly do: 'apply' | 'undo'; readonly killedAfter: number }
  | { readonly do: 'apply' | 'undo'; readonly breaks: 'before' | 'after'; readonly at: number }
  | { readonly do: 'recover'; readonly by: 'finish' | 'take-back' }
  /** Somebody else sets a value. */
  | { readonly do: 'edit'; readonly at: number; readonly to: number };

const what = fc.constantFrom('apply' as const, 'undo' as const);
const at = fc.nat(names.length - 1);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    do: what,
    mischief: fc.constantFrom(
      'none' as const,
      'none' as const,
      'refuses' as const,
      'ignores' as const,
      'hides' as const,
    ),
    at,
  }),
  fc.record({ do: what, killedAfter: fc.nat(8) }),
  fc.record({ do: what, breaks: fc.constantFrom('before' as const, 'after' as const), at }),
  fc.record({
    do: fc.constant('recover' as const),
    by: fc.constantFrom('finish' as const, 'take-back' as const),
  }),
  fc.record({ do: fc.constant('edit' as const), at, to: fc.nat(2) }),
);

async function perform(deed: Deed, server: SmallServer): Promise<void> {
  if (deed.do === 'edit') return server.set(names[deed.at] ?? '', deed.to);
  // As every session does before anything else
  if (server.history().open.length > 0 || deed.do === 'recover') {
    await recover(server, deed.do === 'recover' ? deed.by : 'finish');
    if (deed.do === 'recover') return;
  }
  const journal = 'killedAfter' in deed ? killedAfter(deed.killedAfter, server.journal) : server.journal;
  try {
    await (deed.do === 'apply' ? apply : undo)(server, journal, hostile(server.access, mischiefOf(deed)));
  } catch (error) {
    if (!(error instanceof TargetError || error instanceof WorkstationError)) throw error;
  }
}

function mischiefOf(deed: Deed): Mischief {
  if (deed.do === 'edit' || deed.do === 'recover' || !('at' in deed)) return {};
  const hits = ({ key }: { readonly key: string }): boolean =>
    key.endsWith(names[deed.at]?.toLowerCase() ?? '');
  if ('breaks' in deed) return { breaks: (resource) => (hits(resource) ? deed.breaks : undefined) };
  return deed.mischief === 'none' ? {} : { [deed.mischief]: hits };
}

/** A journal of a program that is killed after some records. */
function killedAfter(records: number, journal: Journal): Journal {
  let left = records;
  return {
    get records() {
      return journal.records;
    },
    append(entry) {
      if (left-- <= 0) return Promise.reject(new WorkstationError('killed'));
      return journal.append(entry);
    },
  };
}

async function apply(server: SmallServer, journal: Journal, access: Access): Promise<void> {
  const [finding] = await assess([step], () => undefined, server.facts, server.access);
  await applyStep({ step, options: {}, changes: finding?.changes ?? [] }, server.facts, journal, access);
}

async function undo(server: SmallServer, journal: Journal, access: Access): Promise<void> {
  const found = server.history().steps.get(step.id);
  if (found === undefined || found.standing.length === 0) return;
  await undoStep(await planUndo(found, access), 'keep-theirs', journal, access);
}

async function recover(server: SmallServer, by: 'finish' | 'take-back'): Promise<void> {
  for (const found of await findInterrupted(server.history(), server.access)) {
    await closeInterrupted(found, server.journal);
    const history = server.history().steps.get(step.id);
    if (by === 'finish' || found.change.action === 'undo' || history === undefined) continue;
    await takeBackInterrupted(found, history, server.journal, server.access);
  }
}

/** Whether the last thing that happened to the step, as the records tell it, is that changes of it were taken back. */
function lastDeed({ records }: Journal): 'begun' | 'taken back' | 'none' {
  const last = records.findLast(
    (record) =>
      record.type === 'step-begun' ||
      (record.type === 'left' && record.why !== 'unreadable') ||
      (record.type === 'outcome' && record.outcome === 'verified' && isUndo(records, record.intent)),
  );
  if (last === undefined) return 'none';
  return last.type === 'step-begun' ? 'begun' : 'taken back';
}

const isUndo = (records: Journal['records'], intent: number): boolean => {
  const found = records[intent - 1];
  return found?.type === 'intent' && found.action === 'undo';
};

describe('how a step stands in the journal', () => {
  it('is undone if and only if changes of it were taken back last and none stands, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 12 }), async (deeds) => {
        const server = smallServer();
        for (const one of deeds) {
          await perform(one, server);
          const history = foldJournal(server.journal.records);
          const found = history.steps.get(step.id);
          if (found === undefined) continue;
          const undone = found.outcome?.startsWith('undone') ?? false;
          if (undone) expect(found.standing).toEqual([]);
          const ended = found.outcome !== undefined && history.open.length === 0;
          if (ended && lastDeed(server.journal) === 'taken back') {
            expect(undone).toBe(found.standing.length === 0);
            expect(isSettled(found, server.clock.now())).toBe(false);
          }
        }
      }),
      { numRuns: 600 },
    );
  });
});
