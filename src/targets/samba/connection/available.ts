import { execa } from 'execa';
import { pythonPath } from './agent-process.js';

/** What the workstation has for smb:// targets, with versions, or what it lacks and what to do about it. */
export async function sambaTools(
  program = pythonPath(),
): Promise<{ readonly fine: string } | { readonly problem: string }> {
  const script =
    'import platform, samba, samba.dcerpc.winreg as _; print(platform.python_version(), samba.version)';
  const { exitCode, stdout } = await execa(program, ['-I', '-c', script], {
    reject: false,
    stdin: 'ignore',
    stderr: 'ignore',
    timeout: 20_000,
  });
  const [python = '', samba = ''] = stdout.split(' ');
  if (exitCode === 0 && samba !== '') return { fine: `Samba ${samba}, Python ${python}` };
  return {
    problem: "python3 or its Samba bindings are missing: apt install python3-samba, or your system's package",
  };
}
