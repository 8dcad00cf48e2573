import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { cpSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { packageRoot } from '../../src/files/package-root.js';

/** What a page tells a newcomer to do. */
interface Page {
  /** Files to make, by their path. */
  readonly files: ReadonlyMap<string, string>;
  readonly lines: readonly { readonly file: string; readonly behind: string; readonly line: string }[];
  readonly commands: readonly string[];
}

const step = await readPage('writing-a-step');
const kind = await readPage('writing-a-kind');
const command = await readPage('writing-a-command');

let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'batten-newcomer-'));
  await copyRepository(copy);
  for (const page of [step, kind, command]) await follow(page);
});
afterAll(() => rm(copy, { recursive: true, force: true }));

describe('a newcomer who does what the pages say, to the letter', () => {
  it('adds one file and its place in the order for a step, two files for a kind, a folder and one line for a command', () => {
    expect([step.files.size, step.lines.map(({ file }) => file)]).toEqual([
      1,
      ['steps/beyond-the-article/index.ts', 'steps/beyond-the-article/index.ts'],
    ]);
    expect([[...kind.files.keys()].map(dirname), kind.lines]).toEqual([
      ['src/resources', '__tests__/support/contract/kinds'],
      [],
    ]);
    expect([new Set([...command.files.keys()].map(dirname)), command.lines.map(({ file }) => file)]).toEqual([
      new Set(['src/commands/facts', '__tests__/commands/facts']),
      ['src/cli/program.ts'],
    ]);
  });

  it('passes every gate', async () => {
    const all = [...new Set([step, kind, command].flatMap(({ commands }) => commands))];
    const gates = all.filter((line) => line.startsWith('npm '));
    expect(gates).toEqual(
      expect.arrayContaining(
        ['docs', 'types', 'layers', 'deadcode', 'build'].map((name) => `npm run -s ${name}`),
      ),
    );
    const made = [step, kind, command].flatMap(({ files }) => [...files.keys()]);
    const touched = [step, kind, command].flatMap(({ lines }) => lines.map(({ file }) => file));
    // The pages of the steps are made first: a test compares them.
    await run('npm run -s docs');
    const checks = [
      ...gates.filter((line) => line !== 'npm run -s docs'),
      `npx eslint ${made.join(' ')}`,
      `npx prettier --check ${[...made, ...touched].join(' ')}`,
    ];
    const ended = await Promise.allSettled(checks.map((line) => run(line)));
    expect(ended.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))).toEqual([]);
  }, 900_000);

  it('sees the step assessed, applied and taken back on the lab', async () => {
    const lab = (): Promise<string> => run('node dist/src/cli/bin.js lab show --json');
    const assessed = async (): Promise<unknown> => {
      const text = await run('node dist/src/cli/bin.js assess --beyond --json', 3);
      const { findings } = JSON.parse(text) as { findings: readonly { step: string; state: string }[] };
      return findings.find((finding) => finding.step === 'clear-page-file')?.state;
    };
    const before = await lab();
    const states = [];
    for (const line of step.commands.filter((one) => one.startsWith('node '))) {
      states.push(await assessed());
      await run(line);
    }
    states.push(await assessed());
    expect(states).toEqual(['needs-changes', 'needs-changes', 'satisfied', 'needs-changes']);
    expect(await lab()).toBe(before);
  });

  it('sets and shows the kind in the lab', async () => {
    const said = [];
    for (const line of kind.commands.filter((one) => one.startsWith('node '))) said.push(await run(line));
    expect(said.at(-1)).toMatch(/System variables Path +C:\\WINNT;C:\\Tools/);
  });

  it('runs the command, also behind options that every command takes', async () => {
    const said = [];
    for (const line of command.commands.filter((one) => one.startsWith('node '))) said.push(await run(line));
    expect(said.at(-2)).toMatch(/^ {2}name +"NTEX01"$/m);
    expect(JSON.parse(said.at(-1) ?? '')).toEqual({ schema: 'batten/facts/1', facts: { name: 'NTEX01' } });
    expect(await run('node dist/src/cli/bin.js --help')).toMatch(/^ {2}facts .*what Batten found out about/m);
  });
});

async function readPage(name: string): Promise<Page> {
  const text = await readFile(join(packageRoot(), 'docs', `${name}.md`), 'utf8');
  const files = [...text.matchAll(/^New file `([^`]+)`:\n\n```ts\n(.*?)^```$/gms)];
  const lines = [...text.matchAll(/^In `([^`]+)`, behind `([^`]+)`:\n\n```ts\n(.*?)\n```$/gms)];
  const commands = [...text.matchAll(/^```sh\n(.*?)\n```$/gms)].flatMap(([, block = '']) =>
    block.split('\n'),
  );
  return {
    files: new Map(files.map(([, path = '', content = '']) => [path, content])),
    lines: lines.map(([, file = '', behind = '', line = '']) => ({ file, behind: behind.trim(), line })),
    commands,
  };
}

async function copyRepository(to: string): Promise<void> {
  const root = packageRoot();
  const { stdout } = await execa('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  for (const file of stdout.split('\0')) {
    const from = join(root, file);
    if (file !== '' && existsSync(from)) cpSync(from, join(to, file));
  }
  // What is built already is not built again.
  for (const built of ['dist', '.cache/build.tsbuildinfo', '.cache/types.tsbuildinfo'])
    if (existsSync(join(root, built))) cpSync(join(root, built), join(to, built), { recursive: true });
  await symlink(join(root, 'node_modules'), join(to, 'node_modules'));
}

async function follow({ files, lines }: Page): Promise<void> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), content, { flag: 'wx' });
  }
  for (const { file, behind, line } of lines) {
    const text = (await readFile(join(copy, file), 'utf8')).split('\n');
    const at = text.findIndex((one) => one.trim() === behind);
    if (at < 0) throw new Error(`${file} has no line ${behind}, behind which a page wants another.`);
    await writeFile(join(copy, file), text.toSpliced(at + 1, 0, line).join('\n'));
  }
}

/** Runs a line of a page as a shell would, and gives what it printed. */
async function run(line: string, expected = 0): Promise<string> {
  const { exitCode, stdout, all } = await execa('bash', ['-c', line], {
    cwd: copy,
    stdin: 'ignore',
    reject: false,
    all: true,
    env: { BATTEN_STATE: join(copy, '.cache/state') },
  });
  if (exitCode !== expected) throw new Error(`${line} ended with ${String(exitCode)}:\n${all}`);
  return stdout;
}
