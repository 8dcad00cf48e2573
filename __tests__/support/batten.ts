import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../../src/files/package-root.js';

export const battenBin = join(packageRoot(), 'dist/src/cli/bin.js');
export const labAnswers = join(packageRoot(), 'templates/lab/answers.yaml');

export interface Run {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program without a terminal, as a script would. */
export async function batten(
  state: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  if (!existsSync(battenBin)) throw new Error('Run npm run build first: this test runs the built program.');
  const { exitCode, stdout, stderr } = await execa(process.execPath, [battenBin, ...args], {
    stdin: 'ignore',
    reject: false,
    timeout: 120_000,
    env: { BATTEN_STATE: state, ...env },
  });
  return { exitCode, stdout, stderr };
}

/** Every step on the lab, as npm start does it without a terminal. */
export const hardenLab = (state: string): Promise<Run> =>
  batten(state, ['harden', '--target', 'lab:', '--answers', labAnswers, '--yes']);
