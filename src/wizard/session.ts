import { openQuestions, withAnswers, withGiven, type AskedFact } from '../discovery/asked-facts.js';
import { accountTyped } from '../discovery/typed-accounts.js';
import { saySame } from '../model/same-facts.js';
import { converge, type ServerState } from '../engine/converge.js';
import type { Finding } from '../engine/finding.js';
import type { Facts } from '../model/facts.js';
import type { Access } from '../model/access.js';
import type { Stage } from '../model/stage.js';
import type { Step } from '../model/step.js';
import type { Wanted } from '../engine/next.js';
import { foldJournal } from '../journal/history.js';
import type { Journal } from '../journal/record.js';
import type { Resource } from '../model/resource.js';
import type { Driver } from '../targets/driver.js';
import type { StoredReading } from '../targets/store.js';
import type { Target } from '../targets/target.js';
import type { Terminal } from '../terminal/port.js';
import type { Decider, LookUp } from './decider.js';

/** Everything a guided session works with; all of it is handed in. */
export interface Session {
  readonly terminal: Terminal;
  readonly decider: Decider;
  /** As found when the session began; what an installation changed since is in the journal. */
  readonly facts: Facts;
  /** Looks at the server anew. @param known what was found or told before */
  discover(known: Facts): Promise<Facts>;
  readonly target: Pick<
    Target,
    | 'url'
    | 'label'
    | 'simulated'
    | 'clock'
    | 'census'
    | 'directory'
    | 'startedAt'
    | 'restart'
    | 'startRestart'
    | 'awaitRestart'
    | 'letPass'
  >;
  readonly access: Access;
  readonly journal: Journal;
  readonly steps: readonly Step[];
  readonly soakDays: number;
  /** What this session has read of steps that were settled before it; the walk keeps it. */
  readonly seen: Map<string, Finding>;
  readonly wanted: Wanted;
  /** Whether the driver of a resource may ask the operator: then nothing may be drawn meanwhile. */
  asks(resource: Resource): Driver['asks'];
  /** A twin seeded from readings, for the proof of undo. */
  twinOf(readings: readonly StoredReading[]): Promise<Access>;
  /** Aborted on Ctrl-C. */
  readonly signal?: AbortSignal;
}

/** How the server stands: its journal, and what this session has read. */
export const stateOf = ({ journal, seen, target }: Session): ServerState =>
  converge(foldJournal(journal.records), seen, target.clock.now());

/** The newest facts: a service pack that the session installed is in them. */
export const factsOf = (session: Session): Facts =>
  foldJournal(session.journal.records).facts ?? session.facts;

/** Looks again who the server is, and records what has changed. */
export async function refreshFacts(session: Session): Promise<void> {
  const facts = withGiven(factsOf(session), await session.discover(factsOf(session)));
  if (!saySame(factsOf(session), facts)) await session.journal.append({ type: 'facts', facts });
}

/**
 * Asks once for what no reading tells and the steps of a stage want to know; unknown is an answer too. What was given
 * beforehand counts, even where it was unknown before.
 */
export async function askForFacts(session: Session, stage: Stage): Promise<void> {
  const { directory } = session.target;
  if (directory?.agree !== undefined && missingFacts(session, stage).some(({ inDirectory }) => inDirectory)) {
    await directory.agree();
    await refreshFacts(session);
  }
  const missing = missingFacts(session, stage);
  if (missing.length === 0) return;
  const facts = factsOf(session);
  const given = await session.decider.facts(missing, lookUpOf(session));
  const members = missing.map((fact) => fact.member);
  const told = withAnswers(facts, given, session.target.clock.now());
  await session.journal.append({ type: 'facts', facts: told, asked: members });
  // Who is in the group that was told
  if (given.exchangeAdministratorsSid !== undefined) await refreshFacts(session);
}

/** How an account that is typed is looked up; undefined where nobody can be asked. */
export function lookUpOf(session: Session): LookUp | undefined {
  const { census } = session.target;
  return census && ((text) => accountTyped(text, census, factsOf(session)));
}

/** What is to be asked for: unknown, and neither asked for before nor given since. */
function missingFacts(session: Session, stage: Stage): readonly AskedFact[] {
  const { asked } = foldJournal(session.journal.records);
  const { given } = session.decider;
  return openQuestions(stage, factsOf(session)).filter(
    ({ member }) => !asked.has(member) || given[member] !== undefined,
  );
}
