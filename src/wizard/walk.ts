import { assess, resourcesOf } from '../engine/assess.js';
import type { ServerState } from '../engine/converge.js';
import { restartsBefore } from '../engine/in-force.js';
import { nextMove } from '../engine/next.js';
import { closeInterrupted, findInterrupted, takeBackInterrupted } from '../engine/recover.js';
import { readSettled } from '../engine/read-settled.js';
import { beginSession, endStep } from '../engine/session.js';
import { stageTitles, type Stage } from '../model/stage.js';
import { InterruptedError } from '../errors.js';
import { foldJournal } from '../journal/history.js';
import { loadKinds } from '../resources/load-kinds.js';
import { mapLines } from './screens/map.js';
import { interruptedLines } from './screens/recovery.js';
import { plannedStep, unseenStep } from './plan/planned-step.js';
import { stageLines } from './screens/plan.js';
import { undoneLines } from './screens/undo.js';
import type { Resource } from '../model/resource.js';
import { noticeRestart, offerRestart } from './restart.js';
import { askForFacts, factsOf, refreshFacts, stateOf, type Session } from './session.js';
import { visitStep } from './visit.js';
import { waitForStage } from './wait.js';

export type HowItEnded = 'finished' | 'stopped' | 'waiting' | 'left';

/**
 * Walks a server through the stages: each turn asks the journal what comes next and does just that. Stopping anywhere,
 * by choice or by a crash, leaves a journal from which the next walk goes on.
 * @throws TargetError, WorkstationError, InterruptedError
 */
export async function walk(session: Session): Promise<HowItEnded> {
  const { target, journal, seen } = session;
  const lastEnd = foldJournal(journal.records).ended;
  await begin(session);
  const reviewed = new Set<Stage>();
  const visited: string[] = [];
  for (;;) {
    if (session.signal?.aborted === true) throw new InterruptedError('Stopped by Ctrl-C.');
    const state = stateOf(session);
    const move = nextMove(state, target.clock, session.soakDays, session.wanted);
    if (move.move === 'recover') {
      if ((await recover(session, lastEnd)) === 'stop') return 'stopped';
      continue;
    }
    if (move.move === 'wait') {
      if (move.gate.why === 'restart' && (await offerRestart(session))) continue;
      const waited = await waitForStage(session, move);
      if (waited === 'on') continue;
      return waited;
    }
    if (move.move === 'finish') {
      if (await offerRestart(session)) continue;
      return move.left.length > 0 ? 'left' : 'finished';
    }
    if (!reviewed.has(move.stage)) {
      reviewed.add(move.stage);
      if ((await review(session, move.stage)) === 'stop') return 'stopped';
    }
    if (await waitsForRestart(session, move.step)) continue;
    const drift = driftAt(state, move.step);
    let step: string | undefined = move.step;
    while (step !== undefined) {
      const result = await visitStep(session, step, {
        again: visited.includes(step),
        drift: step === move.step ? drift : undefined,
      });
      // What was just applied was read back; the journal says how it ended
      seen.delete(step);
      if (result === 'stop') return 'stopped';
      if (result === 'back') {
        const at: number = visited.includes(step) ? visited.indexOf(step) : visited.length;
        step = visited[at - 1] ?? step;
        continue;
      }
      if (!visited.includes(step)) visited.push(step);
      step = undefined;
    }
  }
}

/** True where a step waits for others to be in force and is left for this session. */
async function waitsForRestart(session: Session, id: string): Promise<boolean> {
  const step = session.steps.find((one) => one.id === id);
  const awaiting = (): readonly string[] => {
    const steps = foldJournal(session.journal.records).awaitingRestart.map((one) => one.step);
    return step === undefined ? [] : restartsBefore(step, steps);
  };
  if (step === undefined || awaiting().length === 0) return false;
  await offerRestart(session);
  const still = awaiting();
  if (still.length === 0) return false;
  const detail = `waits for a restart that puts ${still.join(', ')} in force`;
  await endStep(step, { outcome: 'skipped', detail }, session.journal);
  session.terminal.say(`  --   ${id.padEnd(24)} ${detail}`);
  return true;
}

function driftAt({ steps }: ServerState, id: string): string | undefined {
  const state = steps.get(id);
  return state?.standing === 'drifted' ? (state.detail ?? 'it was changed since') : undefined;
}

async function begin(session: Session): Promise<void> {
  const { terminal, target, journal, access, seen } = session;
  const { soakDays, steps } = session;
  await beginSession({ command: 'harden', target, soakDays, steps }, journal);
  await noticeRestart(session);
  const history = foldJournal(journal.records);
  const looking = {
    facts: factsOf(session),
    access,
    asks: (resource: Resource) => session.asks(resource) === 'to read and write',
  };
  if (history.steps.size > 0) {
    const read = await terminal.wait('Reading what is settled', () =>
      readSettled(steps, history.steps, looking),
    );
    for (const [id, finding] of read) seen.set(id, finding);
  }
  terminal.say(...mapLines(stateOf(session), target, soakDays, terminal.width), '');
}

async function review(session: Session, stage: Stage): Promise<'go' | 'stop'> {
  const { terminal, decider, access } = session;
  await refreshFacts(session);
  await askForFacts(session, stage);
  const facts = factsOf(session);
  const steps = session.steps.filter(
    (step) => step.stage === stage && (session.wanted.steps?.has(step.id) ?? true),
  );
  // Nobody is sent to the console for an overview: what only a person can see is looked at when its turn comes.
  const readable = steps.filter((step) =>
    resourcesOf(step, decider.optionsOf(step), facts).every(
      (resource) => session.asks(resource) !== 'to read and write',
    ),
  );
  const findings = await terminal.wait(`Reading the server for ${stageTitles[stage]}`, () =>
    assess(readable, (step) => decider.optionsOf(step), facts, access),
  );
  const planned = steps.map((step) => {
    const finding = findings.find((one) => one.step === step);
    return finding === undefined ? unseenStep(step) : plannedStep(finding, session.asks);
  });
  terminal.say(...stageLines(stage, planned, terminal.width), '');
  return decider.review(stage, findings);
}

async function recover(session: Session, lastEnd: string | undefined): Promise<'on' | 'stop'> {
  const { terminal, decider, journal, access } = session;
  const history = foldJournal(journal.records);
  await loadKinds(history.open.map((change) => change.resource.kind));
  const interrupted = await findInterrupted(history, access);
  terminal.say(...interruptedLines(lastEnd, interrupted, session.facts.name, terminal.width), '');
  for (const found of interrupted) {
    const decision = await decider.recover(found);
    if (decision === 'stop') return 'stop';
    await closeInterrupted(found, journal);
    const { change, state } = found;
    // An undo that was interrupted is not taken back: what it left of the step is on record
    if (decision === 'finish' || state === 'not-written' || change.action === 'undo') continue;
    const step = foldJournal(journal.records).steps.get(change.step);
    if (step === undefined) continue;
    await loadKinds(step.standing.map(({ resource }) => resource.kind));
    terminal.say(...undoneLines(step.id, await takeBackInterrupted(found, step, journal, access)), '');
  }
  return 'on';
}
