import { defined } from '../../defined.js';
import { join } from 'node:path';
import { exitCode, InterruptedError, TargetError, UsageError, type ExitCode } from '../../errors.js';
import { converge } from '../../engine/converge.js';
import { serverOfTarget } from '../../journal/servers.js';
import { stateFolder } from '../../journal/state-folder.js';
import { systemClock } from '../../connect/system-clock.js';
import { soakDaysOf } from '../../engine/gate.js';
import { endSession } from '../../engine/session.js';
import { optionalStage, stages, type Stage } from '../../model/stage.js';
import type { Step } from '../../model/step.js';
import { foldJournal } from '../../journal/history.js';
import { templatePath } from '../../files/package-root.js';
import { eachInTurn } from '../../files/each-in-turn.js';
import { readInstalls } from '../../targets/lab/scene.js';
import { createTwin } from '../../targets/lab/twin.js';
import { writeWhole } from '../../files/write-whole.js';
import { answersText, noAnswers, readAnswers, refuseForeign } from '../../wizard/answers.js';
import { askOperator } from '../../wizard/ask-operator.js';
import { followAnswers } from '../../wizard/follow-answers.js';
import { rememberAnswers } from '../../wizard/remember-answers.js';
import { mapLines } from '../../wizard/screens/map.js';
import { stateOf, type Session } from '../../wizard/session.js';
import { walk, type HowItEnded } from '../../wizard/walk.js';
import { workstationDrivers } from '../../connect/workstation-drivers.js';
import { chooseTarget } from './choose-target.js';
import { chooseSteps, everyStep } from '../../../steps/catalogue.js';
import { dryRun } from './dry-run.js';
import type { Decider } from '../../wizard/decider.js';
import { closingLines } from './messages.js';
import type { Context } from '../../connect/context.js';
import { openServer } from '../../connect/open-server.js';
import { defaultSoakDays } from '../../model/soak.js';
import { carriedByHand } from '../kit/options.js';
import { stepNamed } from '../../../steps/step-names.js';

export interface HardenOptions {
  readonly stage?: string;
  readonly step?: readonly string[];
  readonly answers?: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
  /** Also the steps that the article does not ask for. */
  readonly beyond: boolean;
  readonly soak?: string;
  readonly overrideSoak?: string;
  readonly overrideOrder?: string;
  /** Puts back what somebody changed since it was settled. */
  readonly putBack?: boolean;
}

/** The guided session. */
export async function harden(options: HardenOptions, context: Context): Promise<ExitCode> {
  const { terminal, signal } = context;
  const steps = chooseSteps(options.beyond);
  const wanted = {
    ...(options.stage !== undefined && { stage: stageNamed(options.stage, options.beyond) }),
    ...(options.step !== undefined && { steps: stepsNamed(options.step, steps) }),
  };
  const soakDays = daysOf(options.soak);
  const answers = options.answers === undefined ? noAnswers : await readAnswers(options.answers, everyStep);
  const byAnswers = options.yes || !terminal.interactive;
  const overrides = defined({ soak: options.overrideSoak, order: options.overrideOrder });
  const follow = (yes: boolean): Decider =>
    followAnswers({
      answers,
      yes,
      warn: (line) => {
        terminal.say(line);
      },
      overrides,
      putBack: options.putBack ?? false,
    });
  const inner = byAnswers ? follow(options.yes) : askOperator(terminal, answers, overrides);
  const { decider, remembered } = rememberAnswers(inner, answers);
  const url = context.globals.target ?? (byAnswers ? 'lab:' : await chooseTarget(context));
  if (options.dryRun) return dryRun({ url, steps, answers, decider: follow(true), wanted }, context);
  if (url.startsWith('kit:')) throw carriedByHand(url.slice('kit:'.length), 'export');

  const server = await openServer(url, 'batten harden', context, await workstationDrivers(decider)).catch(
    (error: unknown) => sayWhatIsRemembered(url, error, context),
  );
  const { target, facts, folder, access, journal, discover, asks } = server;
  await refuseForeign(answers, target.census, facts).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
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
  const again = options.beyond ? 'batten --beyond' : 'batten';
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
    async () =>
      writeWhole(path, await answersText(remembered(), facts.name, target.clock.now(), options.beyond)),
    () => {
      const state = stateOf(session);
      terminal.say(
        '',
        ...mapLines(state, target, soakDays, terminal.width),
        '',
        ...closingLines({ how, state, wanted, again }),
        `Answers that replay this session: ${path}`,
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

function stageNamed(name: string, beyond: boolean): Stage {
  const found = stages.find((stage) => stage === name);
  if (found === undefined)
    throw new UsageError(`No stage is called ${name}. The stages are ${stages.join(', ')}.`);
  if (found === optionalStage && !beyond) throw needsBeyond(found);
  return found;
}

function stepsNamed(names: readonly string[], chosen: readonly Step[]): ReadonlySet<string> {
  const named = names.map(stepNamed);
  const other = named.find((step) => !chosen.includes(step));
  if (other !== undefined) throw needsBeyond(other.id);
  return new Set(named.map((step) => step.id));
}

const needsBeyond = (name: string): UsageError =>
  new UsageError(`${name} is not of the article but goes beyond it. Give --beyond as well.`);

function daysOf(text: string | undefined): number {
  if (text === undefined) return defaultSoakDays;
  const days = Number(text);
  if (text.trim() !== '' && Number.isFinite(days) && days >= 0 && days <= 365) return days;
  throw new UsageError(`--soak takes a number of days from 0 to 365, not ${text}.`);
}
