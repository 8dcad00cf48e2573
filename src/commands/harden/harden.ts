import { defined } from '../../defined.js';
import { join } from 'node:path';
import { exitCode, InterruptedError, TargetError, type ExitCode } from '../../errors.js';
import { converge } from '../../engine/converge.js';
import { serverOfTarget } from '../../journal/servers.js';
import { stateFolder } from '../../journal/state-folder.js';
import { systemClock } from '../../connect/system-clock.js';
import { soakDaysOf } from '../../engine/gate.js';
import { endSession } from '../../engine/session.js';
import { headOf, linksOf } from '../../journal/head.js';
import { foldJournal } from '../../journal/history.js';
import { templatePath } from '../../files/package-root.js';
import { eachInTurn } from '../../files/each-in-turn.js';
import { readInstalls } from '../../targets/lab/scene.js';
import { createTwin } from '../../targets/lab/twin.js';
import { writeWhole } from '../../files/write-whole.js';
import { answersText, noAnswers, readAnswers, refuseForeign } from '../../wizard/answers.js';
import { askOperator } from '../../wizard/ask-operator.js';
import { followAnswers } from '../../wizard/follow-answers.js';
import { followPlan } from '../../wizard/plan/follow-plan.js';
import { rememberAnswers } from '../../wizard/remember-answers.js';
import { mapLines } from '../../wizard/screens/map.js';
import { stateOf, type Session } from '../../wizard/session.js';
import { walk, type HowItEnded } from '../../wizard/walk.js';
import { workstationDrivers } from '../../connect/workstation-drivers.js';
import { chooseTarget } from './choose-target.js';
import { chooseSteps, everyStep } from '../../../steps/catalogue.js';
import { dryRun } from './dry-run.js';
import { planToFollow, refuseStale, refuseUnanswered } from './planned.js';
import { scopeOf, wantedIn, type ScopeOptions } from '../plan/scope.js';
import { closingLines } from './messages.js';
import type { Context } from '../../connect/context.js';
import { openServer } from '../../connect/open-server.js';
import { carriedByHand } from '../kit/options.js';

export interface HardenOptions extends ScopeOptions {
  readonly answers?: string;
  /** A file of `batten plan --out`: what it says is done, and nothing else. */
  readonly plan?: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly overrideSoak?: string;
  readonly overrideOrder?: string;
}

/** The guided session. */
export async function harden(options: HardenOptions, context: Context): Promise<ExitCode> {
  const { terminal, signal } = context;
  const given = options.answers === undefined ? undefined : await readAnswers(options.answers, everyStep);
  const plan = options.plan === undefined ? undefined : await planToFollow(options.plan, options, given);
  const scope = plan?.scope ?? scopeOf(options);
  const answers = plan?.answers ?? given ?? noAnswers;
  const { soakDays, beyond } = scope;
  const wanted = wantedIn(scope);
  const steps = chooseSteps(beyond);
  const byAnswers = options.yes || !terminal.interactive;
  if (plan !== undefined && byAnswers) refuseUnanswered(plan);
  const overrides = defined({ soak: options.overrideSoak, order: options.overrideOrder });
  const warn = (line: string): void => {
    terminal.say(line);
  };
  const asked = byAnswers
    ? followAnswers({ answers, yes: options.yes, warn, overrides, putBack: scope.putBack })
    : askOperator(terminal, answers, overrides);
  const deciding = plan === undefined ? asked : followPlan(plan, asked);
  const { decider, remembered } = rememberAnswers(deciding, answers);
  const url = context.globals.target ?? plan?.target ?? (byAnswers ? 'lab:' : await chooseTarget(context));
  if (options.dryRun) return dryRun(url, { answers, scope }, context);
  if (url.startsWith('kit:')) throw carriedByHand(url.slice('kit:'.length), 'export');

  const server = await openServer(url, 'batten harden', context, await workstationDrivers(decider)).catch(
    (error: unknown) => sayWhatIsRemembered(url, error, context),
  );
  const { target, facts, folder, access, journal, discover, asks } = server;
  try {
    await refuseForeign(answers, target.census, facts);
    if (plan !== undefined) await refuseStale(plan, server, context);
  } catch (error) {
    await server.close();
    throw error;
  }
  const session: Session = {
    terminal,
    decider,
    facts,
    target,
    access,
    journal,
    discover,
    steps,
    soakDays,
    seen: new Map(),
    wanted,
    asks,
    signal,
    twinOf: async (readings) => createTwin(readings, await readInstalls(templatePath('lab/installs.yaml'))),
  };
  const again = beyond ? 'batten --beyond' : 'batten';
  if (target.simulated) terminal.say('This is the lab: a simulated server. Nothing real is touched.', '');
  const walked = walk(session);
  const how = await walked.catch((error: unknown) =>
    error instanceof InterruptedError ? 'interrupted' : 'failed',
  );
  const path = join(folder, 'answers.yaml');
  await eachInTurn([
    // First: what goes wrong while a session is closed does not hide why it ended
    () => walked,
    () =>
      endSession(how === 'finished' || how === 'interrupted' || how === 'failed' ? how : 'stopped', journal),
    async () => writeWhole(path, await answersText(remembered(), facts.name, target.clock.now(), beyond)),
    () => {
      const state = stateOf(session);
      terminal.say(
        '',
        ...mapLines(state, target, soakDays, terminal.width),
        '',
        ...closingLines({ how, state, wanted, again }),
        `Answers that replay this session: ${path}`,
        `Head of the journal, to be written down elsewhere: ${headOf(linksOf(journal.records))}`,
      );
    },
    () => server.close(),
  ]);
  return exitOf(await walked, byAnswers, session);
}

/** Where the server cannot be reached the map is still of use, as long as nobody takes it for the server. */
async function sayWhatIsRemembered(
  url: string,
  error: unknown,
  { terminal, globals, environment }: Context,
): Promise<never> {
  if (!(error instanceof TargetError)) throw error;
  const known = await serverOfTarget(stateFolder(globals.state, environment), url);
  if (known === undefined) throw error;
  const { history } = known;
  const clock = systemClock();
  terminal.say(
    'The server was not read. This is what the journal remembers, and it may be otherwise by now:',
    '',
    ...mapLines(
      converge(history, new Map(), clock.now()),
      { label: `${url}, not read`, clock },
      soakDaysOf(history),
      terminal.width,
    ),
    '',
  );
  throw error;
}

function exitOf(how: HowItEnded, byAnswers: boolean, session: Session): ExitCode {
  if (how === 'waiting' && byAnswers) return exitCode.stageNotOpen;
  if (how !== 'left') return exitCode.done;
  const bad = [...foldJournal(session.journal.records).steps.values()].some(({ outcome }) =>
    ['failed', 'ineffective', 'unverified', 'undo-failed'].includes(outcome ?? ''),
  );
  return bad ? exitCode.failed : byAnswers ? exitCode.findingsRemain : exitCode.done;
}
