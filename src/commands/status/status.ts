import { defined } from '../../defined.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { gateOf, plannedStages, stageSteps } from '../../engine/gate.js';
import { optionalStage, stages, stageTitles } from '../../model/stage.js';
import { isSettled, type ChangeHistory, type History } from '../../journal/history.js';
import { serverOfTarget } from '../../journal/servers.js';
import { stateFolder } from '../../journal/state-folder.js';
import { canonical, type Reading } from '../../model/reading.js';
import { accessTo } from '../../targets/access.js';
import type { Driver } from '../../targets/driver.js';
import { columns, wrap } from '../../terminal/layout.js';
import { gateSentence } from '../../engine/gate-sentence.js';
import { mapLines } from '../../wizard/screens/map.js';
import { effectWords, outcomeWords } from '../../model/words.js';
import type { Context } from '../../connect/context.js';
import { systemClock } from '../../connect/system-clock.js';
import { targetUrl } from '../../connect/target-url.js';
import { workstationKinds } from '../../targets/workstation/kinds.js';

interface Drift {
  readonly change: ChangeHistory;
  readonly now: Reading;
}

/** Stages, soak, what is applied, and what drifted since. Reads the lab; a real server only where a password is given. */
export async function status(context: Context): Promise<ExitCode> {
  const { terminal, globals } = context;
  const url = await targetUrl(globals.target ?? 'lab:');
  const state = stateFolder(globals.state, context.environment);
  const known = await serverOfTarget(state, url);
  if (known === undefined) {
    if (globals.json)
      context.write(JSON.stringify({ schema: 'batten/status/1', target: url, server: null }, null, 2));
    else
      terminal.say(
        `No session was held on ${url} yet. Run ${url.startsWith('kit:') ? `batten kit export ${url.slice(4)}` : 'batten'} to begin one.`,
      );
    return exitCode.done;
  }
  const { history } = known;
  const soakDays = history.session?.soakDays ?? 0;
  const { label, clock, driver, close } = await look(url, state, context);
  const drift = driver === undefined ? undefined : await findDrift(history, driver);
  await close();
  if (globals.json) {
    context.write(JSON.stringify(asJson(url, history, clock, soakDays, drift), null, 2));
    return exitCode.done;
  }
  terminal.say(...mapLines(history, { label, clock }, soakDays, terminal.width), '');
  terminal.say(...stepRows(history, terminal.width), '');
  if (known.tornBytes > 0)
    terminal.say('The last line of the journal was cut off; the next session sets it aside.', '');
  if (history.open.length > 0) {
    const names = [...new Set(history.open.map((change) => change.step))].join(', ');
    terminal.say(
      ...wrap(
        `Under way when the last session ended: ${names}. Run batten to look and go on.`,
        terminal.width,
      ),
      '',
    );
  }
  if (history.carried.length > 0) {
    const names = [...new Set(history.carried.map((change) => change.step))].join(', ');
    terminal.say(...wrap(`On a kit whose results are not back: ${names}.`, terminal.width), '');
  }
  if (history.awaitingRestart.length > 0) {
    const waiting = history.awaitingRestart.map(({ step, effect }) => `${step} (${effectWords(effect)})`);
    terminal.say(...wrap(`Not in force yet: ${waiting.join(', ')}.`, terminal.width), '');
  }
  terminal.say(...(await driftLines(drift, terminal.width)), '');
  terminal.say(...wrap(`Next: ${nextSentence(history, { clock, soakDays })}`, terminal.width));
  return exitCode.done;
}

interface Looked {
  readonly label: string;
  readonly clock: ReturnType<typeof systemClock>;
  /** Undefined where the server was not asked. */
  readonly driver: ((kind: string) => Driver | undefined) | undefined;
  close(): Promise<void>;
}

async function look(url: string, state: string, context: Context): Promise<Looked> {
  const clock = systemClock();
  if (url === 'lab:') {
    const { openLab } = await import('../../targets/lab/lab.js');
    const lab = await openLab(state, clock);
    return {
      label: lab.label,
      clock: lab.clock,
      driver: (kind) => lab.driver(kind),
      close: () => lab.close(),
    };
  }
  if (url.startsWith('kit:')) {
    const { openKit } = await import('../../targets/kit/target.js');
    const kit = await openKit(url.slice('kit:'.length), clock);
    return { label: kit.label, clock, driver: (kind) => kit.driver(kind), close: () => kit.close() };
  }
  if (
    url.startsWith('smb://') &&
    (context.globals.passwordFile !== undefined || context.terminal.interactive)
  ) {
    const { connect } = await import('../../connect/connect.js');
    const { target } = await connect(url, state, clock, context);
    return { label: target.label, clock, driver: (kind) => target.driver(kind), close: () => target.close() };
  }
  return { label: `${url}, not asked`, clock, driver: undefined, close: () => Promise.resolve() };
}

/** The newest change of each resource that still stands and does not read as it was left. */
async function findDrift(
  history: History,
  driver: (kind: string) => Driver | undefined,
): Promise<readonly Drift[]> {
  const standing = [...history.steps.values()].flatMap((step) => step.standing);
  const newest = new Map(
    standing.sort((a, b) => a.intent - b.intent).map((change) => [change.resource.key, change]),
  );
  // What lives on the workstation is not asked of the server, and by hand nobody is asked for the sake of a map.
  const asked = [...newest.values()].filter(
    ({ resource: { kind } }) => !isLocal(kind) && driver(kind) !== undefined,
  );
  const access = accessTo({ label: '', driver }, new Map(), undefined);
  const readings = await access.read(asked.map((change) => change.resource));
  const other = asked.flatMap((change, index) => {
    const now = readings[index];
    if (now?.state === 'unreadable' && driver(change.resource.kind)?.leavesRest === true) return [];
    const differs = now !== undefined && canonical(now) !== canonical(change.now ?? change.after);
    return differs ? [{ change, now }] : [];
  });
  if (other.length === 0) return [];
  // Only the kinds know which differences matter; where all is equal to the letter, they need not be loaded.
  const [{ kindOf }, { loadKinds }] = await Promise.all([
    import('../../model/kind.js'),
    import('../../resources/load-kinds.js'),
  ]);
  await loadKinds(other.map(({ change }) => change.resource.kind));
  return other.filter(({ change, now }) => !kindOf(change.resource).equal(now, change.now ?? change.after));
}

const isLocal = (kind: string): boolean => workstationKinds.some((one) => one === kind);

async function driftLines(drift: readonly Drift[] | undefined, width: number): Promise<readonly string[]> {
  if (drift === undefined) return ['Drift was not looked for: the server was not asked.'];
  if (drift.length === 0) return ['Nothing drifted since.'];
  const [{ kindOf }, { loadKinds }] = await Promise.all([
    import('../../model/kind.js'),
    import('../../resources/load-kinds.js'),
  ]);
  await loadKinds(drift.map(({ change }) => change.resource.kind));
  return [
    'Changed since Batten wrote it:',
    ...drift.flatMap(({ change, now }) => {
      const kind = kindOf(change.resource);
      const { name } = kind.describe(change.resource);
      return columns(
        [[change.step, `${name}: was left ${kind.show(change.now ?? change.after)}, is ${kind.show(now)}`]],
        width,
      );
    }),
  ];
}

function stepRows(history: History, width: number): readonly string[] {
  const rows = [...history.steps.values()]
    .filter((step) => step.outcome !== undefined)
    .map((step) => {
      const until = step.until === undefined ? '' : `, until ${step.until}`;
      const detail = step.detail === undefined ? '' : `: ${step.detail}`;
      return [step.id, `${step.outcome === undefined ? '' : outcomeWords[step.outcome]}${until}${detail}`];
    });
  return columns(rows, width);
}

function nextSentence(
  history: History,
  { clock, soakDays }: { readonly clock: Looked['clock']; readonly soakDays: number },
): string {
  for (const stage of stages) {
    const unsettled = stageSteps(history, stage).filter(
      (id) => !isSettled(history.steps.get(id), clock.now()),
    );
    const [first] = unsettled;
    if (first === undefined) continue;
    const gate = gateOf(stage, history, clock, soakDays);
    if (!gate.open) return gateSentence(stage, gate);
    const again = stage === optionalStage ? 'batten --beyond' : 'batten';
    return `${first}, one of ${unsettled.length} open in ${stageTitles[stage]}. Run ${again} to go on.`;
  }
  return 'nothing; everything is settled. batten undo takes any step back.';
}

function asJson(
  url: string,
  history: History,
  clock: Looked['clock'],
  soakDays: number,
  drift: readonly Drift[] | undefined,
): object {
  return {
    schema: 'batten/status/1',
    target: url,
    server: history.facts,
    simulated: history.session?.simulated ?? false,
    stages: plannedStages(history).map((stage) => ({
      stage,
      steps: stageSteps(history, stage),
      ...gateOf(stage, history, clock, soakDays),
    })),
    steps: [...history.steps.values()].map(({ id, stage, outcome, detail, until, time, standing }) => ({
      id,
      stage,
      outcome: outcome ?? null,
      time,
      standingChanges: standing.length,
      ...defined({ detail, until }),
    })),
    carried: history.carried.map((change) => change.step),
    underWay: history.open.map((change) => change.step),
    awaitingRestart: history.awaitingRestart,
    drift: drift?.map(({ change, now }) => ({ step: change.step, resource: change.resource, now })) ?? null,
  };
}
