import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, jest } from '@jest/globals';
import { execa } from 'execa';
import { main } from '../../src/cli/main.js';
import { packageRoot } from '../../src/files/package-root.js';
import { temporaryFolder } from './folder.js';

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

/**
 * The same in this process, for what is wanted of a command line and not of a process: a start takes a quarter of a second
 * each time.
 */
export async function battenHere(state: string, args: readonly string[]): Promise<Run> {
  const said = { stdout: '', stderr: '' };
  const before = process.env['BATTEN_STATE'];
  const listening = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  process.env['BATTEN_STATE'] = state;
  try {
    const exitCode = await main(args, new AbortController().signal);
    return { exitCode, stdout: said.stdout.trimEnd(), stderr: said.stderr.trimEnd() };
  } finally {
    for (const stream of listening) stream.mockRestore();
    if (before === undefined) delete process.env['BATTEN_STATE'];
    else process.env['BATTEN_STATE'] = before;
  }
}

const everyStep = ['harden', '--target', 'lab:', '--answers', labAnswers, '--yes'];

/** Every step on the lab, as npm start does it without a terminal. */
export const hardenLab = (state: string): Promise<Run> => battenHere(state, everyStep);

/** The same by a process of its own. */
export const hardenLabByProgram = (state: string): Promise<Run> => batten(state, everyStep);

let hardened: string | undefined;

afterAll(async () => {
  if (hardened !== undefined) await rm(hardened, { recursive: true, force: true });
});

/** A new state folder as hardenLab leaves it: one session a test file, and its folder copied for each test. */
export async function hardenedLab(): Promise<string> {
  if (hardened === undefined) {
    hardened = await mkdtemp(join(tmpdir(), 'batten-hardened-'));
    const session = await hardenLab(hardened);
    if (session.exitCode !== 0) throw new Error(session.stderr);
  }
  const state = await temporaryFolder();
  await cp(hardened, state, { recursive: true });
  return state;
}
