import { assess, resourcesOf } from '../engine/assess.js';
import { nextMove, type Move } from '../engine/next.js';
import { closeInterrupted, findInterrupted, takeBackInterrupted } from '../engine/recover.js';
import { beginSession } from '../engine/session.js';
import { stageTitles, type Stage } from '../model/stage.js';
import { InterruptedError } from '../errors.js';
import { foldJournal } from '../journal/history.js';
import { loadKinds } from '../resources/load-kinds.js';
import { gateLines } from './screens/gate.js';
import { mapLines } from './screens/map.js';
import { interruptedLines } from './screens/recovery.js';
import { reviewLines } from './screens/review.js';
import { undoneLines } from './screens/undo.js';
import type { RestartedBy } from './decider.js';
import { askForFacts, factsOf, refreshFacts, type Session } from './session.js';
import { visitStep } from './visit.js';

export type HowItEnded = 'finished' | 'stopped' | 'waiting' | 'left';

/**
 * Walks a server through the stages: each turn asks the journal what comes next and does just that. Stopping anywhere,
 * by choice or by a crash, leaves a journal from which the next walk goes on.
 * @throws TargetError, WorkstationError, InterruptedError
 */
export async function walk(session: Session): Promise<HowItEnded> {
  const { target, journal } = session;
  const lastEnd = foldJournal(journal.records).ended;
  await begin(session);
  const reviewed = new Set<Stage>();
  const visited: string[] = [];
  for (;;) {
    if (session.signal?.aborted === true) throw new InterruptedError('Stopped by Ctrl-C.');
    const history = foldJournal(journal.records);
    const move = nextMove(history, target.clock, session.soakDays, session.wanted);
    if (move.move === 'recover') {
      if ((await recover(session, lastEnd)) === 'stop') return 'stopped';
      continue;
    }
    if (move.move === 'wait') {
      const waited = await waitForStage(session, move);
      if (waited === 'on') continue;
      return waited;
    }
    if (move.move === 'finish') {
      await offerRestart(session);
      return move.left.length > 0 ? 'left' : 'finished';
    }
    if (!reviewed.has(move.stage)) {
      reviewed.add(move.stage);
      if ((await review(session, move.stage)) === 'stop') return 'stopped';
    }
    let step: string | undefined = move.step;
    while (step !== undefined) {
      const result = await visitStep(session, step, visited.includes(step));
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

async function begin(session: Session): Promise<void> {
  const { terminal, target, journal } = session;
  const { soakDays, steps } = session;
  await beginSession({ command: 'harden', target, soakDays, steps }, journal);
  terminal.say(...mapLines(foldJournal(journal.records), target, soakDays, terminal.width), '');
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
  const [byHand, readable] = partition(steps, (step) =>
    resourcesOf(step, decider.optionsOf(step), facts).some(
      (resource) => session.asks(resource) === 'to read and write',
    ),
  );
  const findings = await terminal.wait(`Reading the server for ${stageTitles[stage]}`, () =>
    assess(readable, (step) => decider.optionsOf(step), facts, access),
  );
  terminal.say(...reviewLines(stage, findings, byHand, terminal.width), '');
  return decider.review(stage, findings);
}

function partition<Item>(items: readonly Item[], first: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(first), items.filter((item) => !first(item))];
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

async function waitForStage(
  session: Session,
  move: Move & { move: 'wait' },
): Promise<'on' | 'waiting' | 'stopped'> {
  const { terminal, decider, target, journal } = session;
  await offerRestart(session);
  const history = foldJournal(journal.records);
  // Where nothing was done yet, the map of the beginning still stands on the screen.
  const done = history.records.at(-1)?.type !== 'session' && history.records.at(-1)?.type !== 'facts';
  if (done) terminal.say(...mapLines(history, target, session.soakDays, terminal.width), '');
  terminal.say(...gateLines(move.stage, move.gate, terminal.width), '');
  const decision = await decider.wait(move.stage, move.gate, target.letPass !== undefined);
  if (decision.decision === 'stop') return 'waiting';
  if (decision.decision === 'override') {
    await journal.append({ type: 'soak-overridden', stage: move.stage, reason: decision.reason });
    return 'on';
  }
  if (move.gate.why === 'soak' && target.letPass !== undefined) {
    await target.letPass(move.gate.leftMs + 60_000);
    terminal.say(
      `The lab's clock now shows ${target.clock.now().toISOString().slice(0, 16).replace('T', ' ')}.`,
      '',
    );
    return 'on';
  }
  return 'waiting';
}

async function offerRestart(session: Session): Promise<void> {
  const { terminal, decider, target, journal } = session;
  const { awaitingRestart } = foldJournal(journal.records);
  if (awaitingRestart.length === 0) return;
  const steps = awaitingRestart.map((one) => one.step);
  const decision = await decider.restart(steps, whoRestarts(target));
  if (decision === 'no') {
    terminal.say(`Not in force before a restart: ${steps.join(', ')}.`, '');
    return;
  }
  if (decision === 'by-target') {
    await target.restart?.();
    await target.startRestart?.();
  }
  if (target.awaitRestart !== undefined && decision !== 'already') {
    await terminal.wait('Waiting for the server to go down and come back', async () =>
      target.awaitRestart?.(),
    );
  }
  await journal.append({ type: 'restarted', what: 'server' });
  await refreshFacts(session);
  const again = session.steps.filter((step) => steps.includes(step.id));
  const history = foldJournal(journal.records);
  const findings = await assess(
    again,
    (step) => history.steps.get(step.id)?.options,
    factsOf(session),
    session.access,
  );
  for (const { step, state } of findings) {
    terminal.say(
      state === 'satisfied'
        ? `  ok   ${step.id}: read back after the restart`
        : `  !!   ${step.id}: does not read back as written after the restart`,
    );
  }
  terminal.say('');
}

function whoRestarts(target: Session['target']): RestartedBy {
  if (target.restart !== undefined) return 'target';
  return target.startRestart === undefined ? 'console' : 'either';
}
