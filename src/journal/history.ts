import { defined } from '../defined.js';
import type { Facts } from '../model/facts.js';
import type { Effect, Reversibility } from '../model/effect.js';
import type { Stage } from '../model/stage.js';
import type { Json, Reading, Settable } from '../model/reading.js';
import type { Resource } from '../model/resource.js';
import { neverTookHold } from './never-took-hold.js';
import type { Entry, JournalRecord, StepNote } from './record.js';
import { outcomeOfUndo, type ChangeOutcome, type StepOutcome } from '../model/outcome.js';

/** One change to one resource, from its intent to its end. */
export interface ChangeHistory {
  /** Sequence number of the intent. */
  readonly intent: number;
  readonly step: string;
  readonly action: 'apply' | 'undo';
  readonly undoes?: number;
  /** The key of the resource that leads its unit. Journals of before units existed have none. */
  readonly together?: string;
  readonly resource: Resource;
  readonly before: Reading;
  readonly after: Settable;
  readonly time: string;
  /** Undefined while it is open: whether the server was written is not known. */
  readonly outcome?: ChangeOutcome;
  /** What was read back. */
  readonly now?: Reading;
}

export interface StepHistory {
  readonly id: string;
  readonly title: string;
  readonly stage: Stage;
  readonly needs: readonly string[];
  readonly reversibility: Reversibility;
  readonly effect: Effect;
  readonly options: Readonly<Record<string, Json>>;
  /** Undefined between its beginning and its end. */
  readonly outcome?: StepOutcome;
  readonly detail?: string;
  readonly until?: string;
  /** Why what is left of a step that is done in part stays so. */
  readonly accepted?: string;
  /** Time of the last record about it. */
  readonly time: string;
  /** Sequence number of the last record about it. */
  readonly sequence: number;
  /** Changes that still stand on the server, oldest first: what an undo has to take back. */
  readonly standing: readonly ChangeHistory[];
}

type SessionEntry = Extract<Entry, { type: 'session' }>;

/** A step that is written and not in force. */
export interface AwaitingRestart {
  readonly step: string;
  readonly effect: Effect;
  /** ISO time of its last write: a restart before that is none. */
  readonly since: string;
}

/** A journal told as a story: what `status`, the wizard and undo need to know of it. */
export interface History {
  readonly facts?: Facts;
  /** The facts of the first record: whose journal it is. */
  readonly server?: Facts;
  readonly session?: SessionEntry & { readonly sequence: number; readonly time: string };
  /** How the last session ended; undefined when it ended without a word, or none was held. */
  readonly ended?: string;
  readonly steps: ReadonlyMap<string, StepHistory>;
  readonly open: readonly ChangeHistory[];
  /** Changes on a kit whose results have not come back: whether the server was written is not known yet. */
  readonly carried: readonly ChangeHistory[];
  /** Stages that were opened before their time: sequence number of the last override. */
  readonly overridden: ReadonlyMap<Stage, number>;
  /** Stages that were opened before the one before them was done: sequence number of the last override. */
  readonly outOfOrder: ReadonlyMap<Stage, number>;
  /** Facts that the operator was asked for once; they are not asked for again. */
  readonly asked: ReadonlySet<string>;
  /** Steps whose change waits for a restart that was not reported since. */
  readonly awaitingRestart: readonly AwaitingRestart[];
  /** Sequence numbers of the restarts that put steps in force, by step. */
  readonly inForce: ReadonlyMap<string, number>;
  readonly records: readonly JournalRecord[];
}

/** All steps of the last session's plan, for the map. */
export const plannedSteps = (history: History): readonly StepNote[] => history.session?.steps ?? [];

export function foldJournal(records: readonly JournalRecord[]): History {
  const steps = new Map<string, StepHistory>();
  const changes = new Map<number, ChangeHistory>();
  const overridden = new Map<Stage, number>();
  const outOfOrder = new Map<Stage, number>();
  const inForce = new Map<string, number>();
  const asked = new Set<string>();
  const withResidue = new Set<string>();
  let awaitingRestart: readonly AwaitingRestart[] = [];
  let facts: Facts | undefined;
  let server: Facts | undefined;
  let session: History['session'];
  let ended: string | undefined;

  const drop = (step: string, intent: number): void => {
    const found = steps.get(step);
    if (found === undefined) return;
    steps.set(step, { ...found, standing: found.standing.filter((change) => change.intent !== intent) });
  };
  // A step that was ended is no longer what it was from its first change on that is taken back, wherever the undo stops.
  const takeBack = (step: string, intent: number, residue: boolean): void => {
    drop(step, intent);
    if (residue) withResidue.add(step);
    const found = steps.get(step);
    if (found?.outcome === undefined) return;
    const standing = found.standing.length;
    const outcome = outcomeOfUndo({ standing, failed: true, residue: withResidue.has(step) });
    steps.set(step, endedAs(found, { outcome }));
  };
  const stand = (change: ChangeHistory): void => {
    const found = steps.get(change.step);
    if (found === undefined) return;
    const others = found.standing.filter((one) => one.intent !== change.intent);
    steps.set(change.step, { ...found, standing: [...others, change] });
  };
  const awaitRestart = (step: string, since: string): void => {
    const effect = steps.get(step)?.effect ?? 'at once';
    if (effect === 'at once') return;
    awaitingRestart = [...awaitingRestart.filter((one) => one.step !== step), { step, effect, since }];
  };

  for (const record of records) {
    const { sequence, time } = record;
    switch (record.type) {
      case 'server':
        server = record.facts;
        facts = record.facts;
        break;
      case 'facts':
        facts = record.facts;
        for (const member of record.asked ?? []) asked.add(member);
        break;
      case 'session':
        session = record;
        ended = undefined;
        break;
      case 'session-end':
        ended = record.how;
        break;
      case 'step-begun': {
        const { title, stage, needs, reversibility, effect, options } = record;
        const standing = steps.get(record.step)?.standing ?? [];
        withResidue.delete(record.step);
        const begun = { title, stage, needs, reversibility, effect, options, time, sequence, standing };
        steps.set(record.step, { id: record.step, ...begun });
        break;
      }
      case 'intent': {
        const { step, action, resource, before, after, undoes, together } = record;
        const told = { step, action, resource, before, after, time };
        const change = { intent: sequence, ...told, ...defined({ undoes, together }) };
        changes.set(sequence, change);
        if (action === 'apply') stand(change);
        break;
      }
      case 'outcome': {
        const change = changes.get(record.intent);
        if (change === undefined) break;
        const closed = { ...change, outcome: record.outcome, now: record.now };
        changes.set(record.intent, closed);
        if (record.outcome === 'verified') awaitRestart(change.step, time);
        if (change.action === 'undo') {
          const back = record.outcome === 'verified' || record.outcome === 'attested';
          if (change.undoes !== undefined && back) takeBack(change.step, change.undoes, false);
        } else if (neverTookHold(closed)) drop(change.step, change.intent);
        else stand(closed);
        break;
      }
      case 'left': {
        const change = changes.get(record.undoes);
        if (change === undefined || record.why === 'unreadable') break;
        takeBack(change.step, record.undoes, record.why !== 'already-back');
        break;
      }
      case 'step-ended': {
        const { outcome, stage, detail, until, accepted } = record;
        const found = steps.get(record.step) ?? unbegun(record.step, stage, session?.steps);
        const truly = found.standing.length > 0 && isUndone(outcome) ? 'undo-failed' : outcome;
        const end = { outcome: truly, ...defined({ detail, until, accepted }) };
        steps.set(record.step, endedAs({ ...found, stage, time, sequence }, end));
        break;
      }
      case 'restarted':
        for (const { step } of awaitingRestart) inForce.set(step, sequence);
        awaitingRestart = [];
        break;
      case 'order-overridden':
        outOfOrder.set(record.stage, sequence);
        break;
      case 'soak-overridden':
        overridden.set(record.stage, sequence);
        break;
      case 'recovered':
      case 'lost':
      case 'kit':
        break;
    }
  }
  return {
    ...defined({ facts, server, session, ended }),
    steps,
    open: [...changes.values()].filter((change) => change.outcome === undefined),
    carried: [...changes.values()].filter((change) => change.outcome === 'carried'),
    overridden,
    outOfOrder,
    asked,
    awaitingRestart,
    inForce,
    records,
  };
}

/** A step with this end and nothing left of an earlier one. */
function endedAs(
  step: StepHistory,
  end: Pick<StepHistory, 'outcome' | 'detail' | 'until' | 'accepted'>,
): StepHistory {
  const { id, title, stage, needs, reversibility, effect, options, standing, time, sequence } = step;
  return { id, title, stage, needs, reversibility, effect, options, standing, time, sequence, ...end };
}

/** Older journals call a step undone of which one change was taken back and another stands. */
const isUndone = (outcome: StepOutcome): boolean => outcome === 'undone' || outcome === 'undone-with-residue';

/** A step that was waived or skipped before it was ever applied. */
const unbegun = (id: string, stage: Stage, notes: readonly StepNote[] = []): StepHistory => ({
  id,
  title: notes.find((note) => note.id === id)?.title ?? id,
  stage,
  needs: [],
  reversibility: 'none',
  effect: 'at once',
  options: {},
  time: '',
  sequence: 0,
  standing: [],
});
