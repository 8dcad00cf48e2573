import { defined } from '../../defined.js';
import { prepareState } from '../../journal/state-folder.js';
import { sambaTools } from '../../targets/samba/connection/available.js';
import { nginxTool } from '../../targets/workstation/nginx.js';

/** One thing that Batten uses on the workstation. */
export interface WorkstationCheck {
  readonly name: string;
  /** Whether nothing works without it. */
  readonly needed: boolean;
  /** What there is, with its version. */
  readonly fine: string;
  /** What is wrong and what to do about it; undefined where all is well. */
  readonly problem?: string;
  /** What cannot be done without it. */
  readonly costs: string;
}

export interface Programs {
  readonly python?: string;
  readonly nginx?: readonly string[];
}

/** What the workstation has and lacks of what Batten uses. @param state the state folder, made where it is missing */
export async function workstationChecks(
  state: string,
  programs: Programs = {},
): Promise<readonly WorkstationCheck[]> {
  const folder = await prepareState(state).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const old = major < 20 || (major === 20 && minor < 17);
  return [
    {
      name: 'Node.js',
      needed: true,
      fine: process.versions.node,
      ...(old && { problem: `${process.versions.node} is too old: 20.17 or newer` }),
      costs: 'Batten does not run',
    },
    {
      name: 'State folder',
      needed: true,
      fine: state,
      ...defined({ problem: folder }),
      costs: 'nothing can be recorded, so nothing is changed',
    },
    {
      name: "Python with Samba's bindings",
      needed: false,
      fine: '',
      ...(await sambaTools(programs.python)),
      costs:
        'no server is reached over the network (smb://), nor its Exchange directory; ' +
        'hand:NAME leads you through every step at the console',
    },
    {
      name: 'nginx',
      needed: false,
      fine: '',
      ...(await nginxTool(programs.nginx)),
      costs: "the configuration of a front is written without nginx's own look at it",
    },
  ];
}
