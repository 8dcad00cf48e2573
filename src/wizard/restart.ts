import { assess } from '../engine/assess.js';
import { foldJournal, type AwaitingRestart } from '../journal/history.js';
import { dayAndTime } from '../model/words.js';
import type { RestartDecision, RestartedBy } from './decider.js';
import { factsOf, refreshFacts, type Session } from './session.js';

/** Offers the restart that written steps wait for, and reads them back after it. True where it took place. */
export async function offerRestart(session: Session): Promise<boolean> {
  const { terminal, decider, target, journal } = session;
  const { awaitingRestart } = foldJournal(journal.records);
  if (awaitingRestart.length === 0) return false;
  const steps = awaitingRestart.map((one) => one.step);
  const decision = await decider.restart(steps, whoRestarts(target));
  if (decision !== 'no') await restart(session, decision);
  const missing = decision === 'no' ? undefined : await notTakenPlace(session, awaitingRestart);
  if (missing !== undefined) terminal.say(missing);
  if (decision === 'no' || missing !== undefined) {
    terminal.say(`Not in force before a restart: ${steps.join(', ')}.`, '');
    return false;
  }
  await recordRestart(session, steps);
  return true;
}

/** Notices a restart that took place while no session looked, where the target tells when the server started. */
export async function noticeRestart(session: Session): Promise<void> {
  const { terminal, target, journal } = session;
  const { awaitingRestart } = foldJournal(journal.records);
  if (awaitingRestart.length === 0) return;
  const started = await target.startedAt?.();
  if (started === undefined || started.getTime() <= newest(awaitingRestart)) return;
  const steps = awaitingRestart.map((one) => one.step);
  terminal.say(`The server was restarted ${dayAndTime(started)}: ${steps.join(', ')} is in force.`, '');
  await journal.append({ type: 'restarted', what: 'server' });
}

async function restart({ target, terminal }: Session, decision: RestartDecision): Promise<void> {
  if (decision === 'by-target') {
    await target.restart?.();
    await target.startRestart?.();
  }
  if (target.awaitRestart !== undefined && decision !== 'already') {
    await terminal.wait('Waiting for the server to go down and come back', async () =>
      target.awaitRestart?.(),
    );
  }
}

/** Says so where the server itself tells that it was not restarted since it was written. */
async function notTakenPlace(
  { target }: Session,
  awaiting: readonly AwaitingRestart[],
): Promise<string | undefined> {
  const started = await target.startedAt?.();
  if (started === undefined || started.getTime() > newest(awaiting)) return undefined;
  return `The server has been up since ${dayAndTime(started)}: it was not restarted since it was written to.`;
}

const newest = (awaiting: readonly AwaitingRestart[]): number =>
  Math.max(...awaiting.map(({ since }) => Date.parse(since)));

async function recordRestart(session: Session, steps: readonly string[]): Promise<void> {
  const { terminal, journal, access, seen } = session;
  await journal.append({ type: 'restarted', what: 'server' });
  await refreshFacts(session);
  const again = session.steps.filter((step) => steps.includes(step.id));
  const history = foldJournal(journal.records);
  const findings = await assess(
    again,
    (step) => history.steps.get(step.id)?.options,
    factsOf(session),
    access,
  );
  for (const { step, state, reason } of findings) {
    if (state === 'satisfied') terminal.say(`  ok   ${step.id}: read back after the restart`);
    else if (state === 'partly')
      terminal.say(`  ~    ${step.id}: read back after the restart in part: ${reason ?? ''}`);
    else terminal.say(`  !!   ${step.id}: does not read back as written after the restart`);
  }
  terminal.say('');
  for (const finding of findings) seen.set(finding.step.id, finding);
}

function whoRestarts(target: Session['target']): RestartedBy {
  if (target.restart !== undefined) return 'target';
  return target.startRestart === undefined ? 'console' : 'either';
}
