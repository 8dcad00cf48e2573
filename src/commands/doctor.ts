import { exitCode, type ExitCode } from '../errors.js';
import { prepareState, stateFolder } from '../journal/state-folder.js';
import { sambaTools } from '../targets/samba/available.js';
import { columns, wrap } from '../terminal/layout.js';
import type { Observation } from '../targets/target.js';
import type { Surroundings } from './globals.js';
import { reach } from './reach.js';
import { systemClock } from './system-clock.js';

/** What this workstation has and lacks. Fails when something that Batten always needs is missing. */
export async function doctor(around: Surroundings): Promise<ExitCode> {
  const state = stateFolder(around.globals.state, around.environment);
  const folder = await prepareState(state).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const samba = await sambaTools();
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const old = major < 20 || (major === 20 && minor < 17);
  const checks = [
    {
      name: 'Node.js',
      problem: old ? `${process.versions.node} is too old: 20.17 or newer` : undefined,
      fine: process.versions.node,
      needed: true,
    },
    { name: 'State folder', problem: folder, fine: state, needed: true },
    {
      name: 'Samba for smb:// targets',
      problem: undefined,
      fine: '',
      ...samba,
      needed: false,
    },
  ];
  const server = await examined(state, around);
  if (around.globals.json) {
    const document = { schema: 'batten/doctor/1', checks, ...(server !== undefined && { server }) };
    around.write(JSON.stringify(document, null, 2));
  }
  if (!around.globals.json) {
    const rows = checks.map(({ name, problem, fine }) => [
      problem === undefined ? 'ok' : '!!',
      name,
      problem ?? fine,
    ]);
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
    return { label: target.label, name: self?.name ?? '', takes: (await target.examine?.()) ?? [] };
  } finally {
    await target.close();
  }
}
