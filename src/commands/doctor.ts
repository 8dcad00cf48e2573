import { exitCode, type ExitCode } from '../errors.js';
import { stateFolder } from '../journal/state-folder.js';
import { columns, wrap } from '../terminal/layout.js';
import { knownKinds } from '../resources/kind.js';
import type { Observation, Target } from '../targets/target.js';
import type { Surroundings } from './globals.js';
import { reach } from './reach.js';
import { systemClock } from './system-clock.js';
import { workstationChecks, type Check } from './workstation-checks.js';
import { workstationKinds } from './workstation-kinds.js';

/** What this workstation has and lacks. Fails when something that Batten always needs is missing. */
export async function doctor(around: Surroundings): Promise<ExitCode> {
  const state = stateFolder(around.globals.state, around.environment);
  const checks = await workstationChecks(state);
  const server = await examined(state, around);
  if (around.globals.json) {
    const document = { schema: 'batten/doctor/1', checks, ...(server !== undefined && { server }) };
    around.write(JSON.stringify(document, null, 2));
  }
  if (!around.globals.json) {
    const rows = checks.map(rowOf);
    const { width } = around.terminal;
    around.terminal.say(...columns(rows, width));
    if (server !== undefined) {
      const seen = server.takes.map(({ name, says }) => [name, says]);
      around.terminal.say('', ...wrap(`${server.label} is ${server.name}`, width), ...columns(seen, width));
    }
  }
  return checks.some((check) => check.needed && check.problem !== undefined)
    ? exitCode.failed
    : exitCode.done;
}

/** `!!` where nothing works without it, `--` where one can do without. */
export function rowOf({ name, needed, fine, problem, costs }: Check): readonly string[] {
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
async function examined(state: string, around: Surroundings): Promise<Examined | undefined> {
  const url = around.globals.target;
  if (url?.startsWith('smb://') !== true) return undefined;
  const { target } = await reach(url, state, systemClock(), around);
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
  await import('../../steps/index.js');
  const here: ReadonlySet<string> = new Set(workstationKinds);
  const kinds = knownKinds().filter(
    ({ name, byWord }) => byWord !== true && !here.has(name) && target.driver(name) === undefined,
  );
  return { name: 'By hand', says: kinds.map(({ title }) => title).join(', ') || 'nothing' };
}
