// npm run benchmark:startup: how much longer than bare Node two commands take that a person types often. `status` reads the
// whole server and judges every step; --version shows what the start of the program itself costs.
// Interleaved, so that a busy moment of the machine falls on all of them; medians, so that one does not count.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rounds = 25;
const root = fileURLToPath(new URL('..', import.meta.url));
const batten = join(root, 'dist/src/cli/bin.js');
const state = mkdtempSync(join(tmpdir(), 'batten-startup-'));
const env = { ...process.env, BATTEN_STATE: state };

const bare = { name: 'node -e 0', args: ['-e', '0'], times: [] };
const commands = [
  { name: 'batten --version', args: [batten, '--version'], bound: 1.3, times: [] },
  { name: 'batten status', args: [batten, 'status'], bound: 8.0, times: [] },
];

try {
  const answers = join(root, 'templates/lab/answers.yaml');
  run([batten, 'harden', '--target', 'lab:', '--answers', answers, '--yes']);
  for (let round = 0; round < rounds; round++) {
    for (const each of [bare, ...commands]) each.times.push(run(each.args));
  }
} finally {
  rmSync(state, { recursive: true, force: true });
}

const base = median(bare.times);
console.log(`${bare.name.padEnd(18)} ${base.toFixed(0).padStart(5)} ms`);
for (const { name, times, bound } of commands) {
  const ratio = median(times) / base;
  const verdict = ratio <= bound ? 'ok' : 'too slow';
  const figures = `${median(times).toFixed(0).padStart(5)} ms   ${ratio.toFixed(2)} of bare, at most ${bound.toFixed(1)}`;
  console.log(`${name.padEnd(18)} ${figures}   ${verdict}`);
  if (ratio > bound) process.exitCode = 1;
}

/** Milliseconds that a run of Node takes; a run that fails ends the benchmark. */
function run(args) {
  const began = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const took = Number(process.hrtime.bigint() - began) / 1e6;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${String(status)}:\n${stderr}`);
  return took;
}

function median(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
