import { execa } from 'execa';

/** What the workstation lacks for smb:// targets, with what to do about it; undefined when it has all. */
export async function sambaProblem(): Promise<string | undefined> {
  const { exitCode } = await execa('python3', ['-c', 'import samba.dcerpc.winreg'], {
    ...{ reject: false, stdin: 'ignore', stdout: 'ignore', stderr: 'ignore', timeout: 20_000 },
  });
  if (exitCode === 0) return undefined;
  return "python3 or its Samba bindings are missing: apt install python3-samba, or your system's package of that name";
}
