import { defined } from '../../defined.js';
import { join } from 'node:path';
import { exitCode, InterruptedError, UsageError, type ExitCode } from '../../errors.js';
import { endSession } from '../../engine/session.js';
import { optionalStage, stages, type Stage } from '../../model/stage.js';
import type { Step } from '../../model/step.js';
import { foldJournal } from '../../journal/history.js';
import { templatePath } from '../../files/package-root.js';
import { readInstalls } from '../../targets/lab/scene.js';
import { createTwin } from '../../targets/lab/twin.js';
import { writeWhole } from '../../files/write-whole.js';
import { answersText, noAnswers, readAnswers } from '../../wizard/answers.js';
import { askOperator } from '../../wizard/ask-operator.js';
import { followAnswers } from '../../wizard/follow-answers.js';
import { rememberAnswers } from '../../wizard/remember-answers.js';
import { mapLines } from '../../wizard/screens/map.js';
import type { Session } from '../../wizard/session.js';
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
  const ids = everyStep.map((step) => step.id);
  const answers = options.answers === undefined ? noAnswers : await readAnswers(options.answers, ids);
  for (const [id, { options: given }] of Object.entries(answers.steps)) {
    if (given !== undefined) stepNamed(id).parseOptions(given);
  }
  const byAnswers = options.yes || !terminal.interactive;
  const { overrideSoak } = options;
  const follow = (yes: boolean): Decider =>
    followAnswers({
      answers,
      yes,
      warn: (line) => {
        terminal.say(line);
      },
      ...defined({ overrideSoak }),
    });
  const inner = byAnswers ? follow(options.yes) : askOperator(terminal, answers, overrideSoak);
  const { decider, remembered } = rememberAnswers(inner, answers);
  const url = context.globals.target ?? (byAnswers ? 'lab:' : await chooseTarget(context));
  if (options.dryRun) return dryRun(url, steps, follow(true), wanted, context);
  if (url.startsWith('kit:')) throw carriedByHand(url.slice('kit:'.length), 'export');

  const server = await openServer(url, 'batten harden', context, await workstationDrivers(decider));
  const { target, facts, folder, access, journal, discover, asks } = server;
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
    wanted,
    asks,
    signal,
    twinOf: async (readings) => createTwin(readings, await readInstalls(templatePath('lab/installs.yaml'))),
  };
  const again = options.beyond ? 'batten --beyond' : 'batten';
  let how: HowItEnded | 'interrupted' | 'failed' = 'failed';
  try {
    if (target.simulated) terminal.say('This is the lab: a simulated server. Nothing real is touched.', '');
    how = await walk(session);
  } catch (error) {
    if (error instanceof InterruptedError) how = 'interrupted';
    throw error;
  } finally {
    const ended = how === 'finished' || how === 'interrupted' || how === 'failed' ? how : 'stopped';
    await endSession(ended, journal);
    const path = join(folder, 'answers.yaml');
    await writeWhole(path, await answersText(remembered(), facts.name, target.clock.now(), options.beyond));
    const history = foldJournal(journal.records);
    terminal.say(
      '',
      ...mapLines(history, target, soakDays, terminal.width),
      '',
      ...closingLines({ how, history, wanted, now: target.clock.now(), again }),
      `Answers that replay this session: ${path}`,
    );
    await server.close();
  }
  return exitOf(how, byAnswers, session);
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
