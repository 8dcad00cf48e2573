import { execa } from 'execa';

/** The version of nginx, or that it was not found. @param places where it may be; Debian keeps it where only root looks */
export async function nginxTool(
  places: readonly string[] = ['nginx', '/usr/sbin/nginx'],
): Promise<{ readonly fine: string } | { readonly problem: string }> {
  for (const program of places) {
    const { exitCode, stderr } = await execa(program, ['-v'], {
      reject: false,
      stdin: 'ignore',
      timeout: 20_000,
    });
    const [, found] = /nginx\/([\w.]+)/.exec(stderr) ?? [];
    if (exitCode === 0 && found !== undefined) return { fine: found };
  }
  return { problem: "not found: apt install nginx, or your system's package" };
}
