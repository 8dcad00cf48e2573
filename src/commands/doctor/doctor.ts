import { defined } from '../../defined.js';
import { exitCode, type ExitCode } from '../../errors.js';
import { stateFolder } from '../../journal/state-folder.js';
import { columns, wrap } from '../../terminal/layout.js';
import { knownKinds } from '../../model/kind.js';
import type { Observation, Target } from '../../targets/target.js';
import type { Context } from '../../connect/context.js';
import { connect } from '../../connect/connect.js';
import { systemClock } from '../../connect/system-clock.js';
import { workstationChecks, type WorkstationCheck } from './workstation-checks.js';
import { workstationKinds } from '../../targets/workstation/kinds.js';

/** What this workstation has and lacks. Fails when something that Batten always needs is missing. */
export async function doctor(context: Context): Promise<ExitCode> {
  const state = stateFolder(context.globals.state, context.environment);
  const checks = await workstationChecks(state);
  const server = await examined(state, context);
  if (context.globals.json) {
    const document = { schema: 'batten/doctor/1', checks, ...defined({ server }) };
    context.write(JSON.stringify(document, null, 2));
  }
  if (!context.globals.json) {
    const rows = checks.map(rowOf);
    const { width } = context.terminal;
    context.terminal.say(...columns(rows, width));
    if (server !== undefined) {
      const seen = server.takes.map(({ name, says }) => [name, says]);
      context.terminal.say('', ...wrap(`${server.label} is ${server.name}`, width), ...columns(seen, width));
    }
  }
  return checks.some((check) => check.needed && check.problem !== undefined)
    ? exitCode.failed
    : exitCode.done;
}

/** `!!` where nothing works without it, `--` where one can do without. */
export function rowOf({ name, needed, fine, problem, costs }: WorkstationCheck): readonly string[] {
  return problem === undefined
    ? ['ok', name, fine]
    : [needed ? '!!' : '--', name, `${problem}. Without it ${costs}.`];
}

interface Examined {
  readonly label: string;
  readonly name: string;
  readonly takes: readonly Observation[];
}

/** What a server that `--target` names takes; undefined where none on the network is named. */
async function examined(state: string, context: Context): Promise<Examined | undefined> {
  const url = context.globals.target;
  if (url?.startsWith('smb://') !== true) return undefined;
  const { target } = await connect(url, state, systemClock(), context);
  try {
    const self = await target.identify?.();
    return {
      label: target.label,
      name: self?.name ?? '',
      takes: [...((await target.examine?.()) ?? []), await byHand(target)],
    };
  } finally {
    await target.close();
  }
}

/** What a person does at the console although the server is reached. */
async function byHand(target: Pick<Target, 'driver'>): Promise<Observation> {
  // The steps bring all kinds along.
  await import('../../../steps/index.js');
  const here: ReadonlySet<string> = new Set(workstationKinds);
  const kinds = knownKinds().filter(
    ({ name, byWord }) => byWord !== true && !here.has(name) && target.driver(name) === undefined,
  );
  return { name: 'By hand', says: kinds.map(({ title }) => title).join(', ') || 'nothing' };
}
