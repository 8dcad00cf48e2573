import { applyStep, type StepResult } from '../engine/apply.js';
import { assess } from '../engine/assess.js';
import type { Finding } from '../engine/finding.js';
import type { Step } from '../model/step.js';
import { endStep } from '../engine/session.js';
import { proveUndo, type Proof } from '../engine/twin-proof.js';
import { problemOfSids } from '../discovery/typed-accounts.js';
import { UsageError } from '../errors.js';
import { foldJournal } from '../journal/history.js';
import type { StepOutcome } from '../model/outcome.js';
import { kindOf } from '../model/kind.js';
import type { TaskResult } from '../terminal/port.js';
import type { Options } from './decider.js';
import { resultLines, resultWords } from './screens/result.js';
import { namesOf } from '../model/facts.js';
import { factsOf, lookUpOf, type Session } from './session.js';
import { takeBack } from './take-back.js';

/** Puts one step before the operator, does what they decide, and journals it. */
export async function visitStep(
  session: Session,
  id: string,
  { again, drift }: { readonly again: boolean; readonly drift?: string | undefined },
): Promise<'on' | 'back' | 'stop'> {
  const { decider, journal, steps } = session;
  const step = steps.find((one) => one.id === id);
  if (step === undefined) throw new UsageError(`No step is called ${id}. See batten steps list.`);
  const known = again || drift !== undefined;
  let options: Options | undefined = known ? foldJournal(journal.records).steps.get(id)?.options : undefined;
  for (;;) {
    const finding = await look(session, step, options ?? decider.optionsOf(step));
    if (finding.state === 'not-applicable' && !again) {
      await endStep(step, { outcome: 'not-applicable', detail: finding.reason }, journal);
      report(session, step, 'note', `not applicable: ${finding.reason ?? ''}`);
      return 'on';
    }
    if ((finding.state === 'satisfied' || isSoFar(finding)) && !again) {
      await confirmAsItIs(session, finding);
      return 'on';
    }
    const decision = await decider.step({
      finding,
      names: namesOf(factsOf(session)),
      proof: await prove(session, finding),
      lookUp: lookUpOf(session),
      number: steps.indexOf(step) + 1,
      total: steps.length,
      history: again ? foldJournal(journal.records).steps.get(id) : undefined,
      drift: again ? undefined : drift,
    });
    switch (decision.decision) {
      case 'options': {
        const problem = await problemOfSids(decision.options, session.target.census, factsOf(session));
        if (problem === undefined) options = decision.options;
        else session.terminal.say(`${problem} The step stays as it was told before.`, '');
        continue;
      }
      case 'apply': {
        const applied = await apply(session, finding);
        if (applied === 'refused') continue;
        return applied;
      }
      case 'skip':
        if (drift !== undefined && !again) return leaveDrifted(session, step, drift);
        await endStep(step, { outcome: 'skipped' }, journal);
        report(session, step, 'note', 'skipped for now');
        return 'on';
      case 'waive': {
        const { reason, until } = decision;
        await endStep(step, { outcome: 'waived', detail: reason, until }, journal);
        report(session, step, 'note', `waived: ${reason}`);
        return 'on';
      }
      case 'take-back':
        await takeBack(session, step);
        return 'on';
      case 'go-on':
        return 'on';
      case 'back':
      case 'stop':
        return decision.decision;
    }
  }
}

async function look(session: Session, step: Step, options: Options | undefined): Promise<Finding> {
  const [finding] = await assess([step], () => options, factsOf(session), session.access);
  if (finding === undefined) throw new UsageError(`The step ${step.id} could not be assessed.`);
  return finding;
}

/** All that the step looks at was read and is so; what it does not look at is named beside it. */
const isSoFar = ({ state, checks }: Finding): boolean =>
  state === 'partly' && checks.every(({ met }) => met === true);

/** Nothing to write: what was read is recorded as it is. */
async function confirmAsItIs(session: Session, finding: Finding): Promise<void> {
  const { journal, access } = session;
  const { detail } = await applyStep({ ...finding, changes: [] }, factsOf(session), journal, access);
  report(session, finding.step, 'ok', `already so, read back${detail === undefined ? '' : `; ${detail}`}`);
}

/** It stays as somebody else made it, and the record says so: it is asked for again in the next session. */
async function leaveDrifted(session: Session, step: Step, drift: string): Promise<'on'> {
  await endStep(step, { outcome: 'drifted', detail: drift }, session.journal);
  report(session, step, 'failed', `changed since, and left so: ${drift}`);
  return 'on';
}

async function prove(session: Session, { changes }: Finding): Promise<Proof | undefined> {
  if (changes.length === 0) return undefined;
  const seeds = changes.map(({ resource, before }) => ({ resource, reading: before }));
  return proveUndo(changes, await session.twinOf(seeds));
}

async function apply(session: Session, finding: Finding): Promise<'on' | 'stop' | 'refused'> {
  const { decider } = session;
  const { step } = finding;
  if (finding.changes.length === 0 && finding.checks.some(({ met }) => met === true)) {
    const result = await applyStep(finding, factsOf(session), session.journal, session.access);
    report(session, step, 'note', `only in part: ${result.detail ?? ''}`);
    await settleRest(session, step, result);
    return 'on';
  }
  const obstacle = await obstacleTo(session, finding);
  if (obstacle !== undefined) {
    session.terminal.say(obstacle.said, '');
    return decider.refused(step) === 'ask-again' ? 'refused' : leave(session, step, obstacle.why);
  }
  for (;;) {
    const result = await write(session, finding);
    const { outcome, results } = result;
    if (outcome === 'partly') await settleRest(session, step, result);
    if (outcome === 'verified' || outcome === 'attested' || outcome === 'partly') return 'on';
    const trouble = results.at(-1)?.detail ?? outcome;
    const decision = await decider.trouble(finding, trouble);
    if (decision === 'stop') return 'stop';
    if (decision === 'take-back') await takeBack(session, step);
    if (decision !== 'again') return 'on';
    finding = await look(session, step, finding.options);
  }
}

interface Obstacle {
  readonly said: string;
  /** For the record, where the step is left for it. */
  readonly why: string | undefined;
}

/** What keeps a step from being applied: nothing to write, a step that it stands on, or a word that was not given. */
async function obstacleTo(session: Session, finding: Finding): Promise<Obstacle | undefined> {
  const { decider } = session;
  const { step, changes, state, reason } = finding;
  if (changes.length === 0) {
    return { said: `${step.id} cannot be applied: ${reason ?? state.replaceAll('-', ' ')}.`, why: reason };
  }
  const missing = missingNeeds(session, step).join(', ');
  if (missing !== '') {
    const said = `${step.id} stands on ${missing}, which is not settled. It was not applied.`;
    return { said, why: `waits for ${missing}` };
  }
  const statements = changes
    .filter((change) => kindOf(change.resource).byWord === true)
    .map((change) => kindOf(change.resource).show(change.after));
  if (statements.length > 0 && !(await decider.attest(step, statements))) {
    return { said: `Without the operator's word ${step.id} is left open.`, why: 'not attested' };
  }
  const grave = step.risky === true || step.reversibility === 'irreversible';
  if (grave && !(await decider.consent(step, session.facts.name))) {
    return { said: `Without typed consent ${step.id} is not applied.`, why: 'no consent' };
  }
  return undefined;
}

/** What cannot be done of a step may stay so, for a reason. */
async function settleRest(
  { decider, journal }: Session,
  step: Step,
  { outcome, detail = '' }: StepResult,
): Promise<void> {
  if (outcome !== 'partly') return;
  const accepted = await decider.rest(step, detail);
  if (accepted !== undefined) await endStep(step, { outcome, detail, accepted }, journal);
}

async function leave(session: Session, step: Step, why = 'left open'): Promise<'on'> {
  await endStep(step, { outcome: 'skipped', detail: why }, session.journal);
  report(session, step, 'note', `skipped: ${why}`);
  return 'on';
}

async function write(session: Session, finding: Finding): Promise<StepResult> {
  const { terminal, journal, access } = session;
  const { step, changes } = finding;
  let result: StepResult = { outcome: 'failed', results: [] };
  const run = async (): Promise<TaskResult> => {
    result = await applyStep(finding, factsOf(session), journal, access);
    return resultWords(result, session.target.clock.now());
  };
  if (changes.some((change) => session.asks(change.resource) !== undefined)) {
    const { sign, detail } = await run();
    report(session, step, sign, detail);
  } else {
    await terminal.progress([{ title: step.id.padEnd(24), run }]);
  }
  terminal.say(...resultLines(result, terminal.width));
  return result;
}

/** Steps it stands on that are neither done nor waived; irreversible steps stand on the recorded backup. */
function missingNeeds(session: Session, step: Step): readonly string[] {
  const history = foldJournal(session.journal.records);
  const done: ReadonlySet<StepOutcome> = new Set(['verified', 'attested', 'not-applicable']);
  return (step.needs ?? []).filter((id) => {
    const outcome = history.steps.get(id)?.outcome;
    return outcome === undefined || !(done.has(outcome) || outcome === 'waived');
  });
}

function report(session: Session, step: Step, sign: TaskResult['sign'], detail: string): void {
  const signs = { ok: 'ok', failed: '!!', note: '--' } as const;
  session.terminal.say(`  ${signs[sign]}   ${step.id.padEnd(24)} ${detail}`);
}
