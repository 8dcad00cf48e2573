import { execa } from 'execa';
import { pythonPath } from './agent-process.js';

/** What the workstation has for smb:// targets, with versions, or what it lacks and what to do about it. */
export async function sambaTools(): Promise<{ readonly fine: string } | { readonly problem: string }> {
  const script =
    'import platform, samba, samba.dcerpc.winreg as _; print(platform.python_version(), samba.version)';
  const { exitCode, stdout } = await execa(pythonPath(), ['-I', '-c', script], {
    ...{ reject: false, stdin: 'ignore', stderr: 'ignore', timeout: 20_000 },
  });
  const [python = '', samba = ''] = stdout.split(' ');
  if (exitCode === 0 && samba !== '') return { fine: `Samba ${samba}, Python ${python}` };
  return {
    problem:
      "python3 or its Samba bindings are missing: apt install python3-samba, or your system's package of that name. " +
      'Without them no server is reached over the network; hand:NAME leads you at the console instead',
  };
}
