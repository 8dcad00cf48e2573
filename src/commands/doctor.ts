import { exitCode, type ExitCode } from '../errors.js';
import { prepareState, stateFolder } from '../journal/state-folder.js';
import { sambaProblem } from '../targets/samba/available.js';
import { columns } from '../terminal/layout.js';
import type { Surroundings } from './globals.js';

/** What this workstation has and lacks. Fails when something that Batten always needs is missing. */
export async function doctor(around: Surroundings): Promise<ExitCode> {
  const state = stateFolder(around.globals.state, around.environment);
  const folder = await prepareState(state).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const samba = await sambaProblem();
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
      problem: samba,
      fine: 'python3 with its Samba bindings',
      needed: false,
    },
  ];
  if (around.globals.json) around.write(JSON.stringify({ schema: 'batten/doctor/1', checks }, null, 2));
  else {
    const rows = checks.map(({ name, problem, fine }) => [
      problem === undefined ? 'ok' : '!!',
      name,
      problem ?? fine,
    ]);
    around.terminal.say(...columns(rows, around.terminal.width));
  }
  return checks.some((check) => check.needed && check.problem !== undefined)
    ? exitCode.failed
    : exitCode.done;
}
