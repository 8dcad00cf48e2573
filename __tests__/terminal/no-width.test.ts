import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { packageRoot } from '../../src/files/package-root.js';
import { key, Terminal } from '../support/terminal.js';

const built = join(packageRoot(), 'dist/src/terminal/terminal.js');
const program = `
  const { openTerminal } = await import(${JSON.stringify(built)});
  const terminal = openTerminal({ input: process.stdin, output: process.stdout, errors: process.stderr, color: true });
  await terminal.wait('Reading', () => new Promise((done) => setTimeout(done, 300)));
  await terminal.progress([{ title: 'services', run: async () => ({ sign: 'ok', detail: 'read back' }) }]);
  const answer = process.env.ASK === undefined ? true : await terminal.confirm({ message: 'Go on?', answer: 'go' }, false);
  terminal.say('width ' + terminal.width + ', answered ' + String(answer));
`;
const node = [process.execPath, '--input-type=module', '-e', program] as const;

function needsBuild(): void {
  if (!existsSync(built)) throw new Error('Run npm run build first: this test runs the built program.');
}

it('a pseudo-terminal that reports no width neither hangs nor draws one letter a line', () => {
  needsBuild();
  // `script` without a terminal of its own makes one of 0 columns.
  const command = node.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const run = spawnSync('script', ['-qefc', command, '/dev/null'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 200_000,
    encoding: 'utf8',
  });
  expect(run.stdout).toContain('width 80, answered true');
  expect(run.stdout).toMatch(/ok.* {3}services {3}read back/u);
  expect(run.status).toBe(0);
});

it('a wait, a list and a question follow one another on a real pseudo-terminal, and the program ends', async () => {
  needsBuild();
  const [file, ...args] = node;
  const terminal = new Terminal(file, args, { env: { ASK: '1' } });
  await terminal.waitFor('Go on? (y/N)');
  terminal.write(`y${key.enter}`);
  await terminal.waitFor('answered true');
  expect((await terminal.exited).exitCode).toBe(0);
  expect(terminal.screen()).toBe('  ok   services   read back\n? Go on? yes\nwidth 80, answered true');
});
