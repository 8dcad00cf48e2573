// npm run benchmark:assess-live: a full assessment of a server on the network against one script by hand that makes the
// same reads with Samba's Python bindings, and against a process for each registry value. The server is
// the tests' own smbd. Interleaved, so that a busy moment of the machine falls on all of them; medians.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rounds = 15;
const bound = 2;
const naiveReads = 20;
const root = fileURLToPath(new URL('..', import.meta.url));
const batten = join(root, 'dist/src/cli/bin.js');
const folder = mkdtempSync(join(tmpdir(), 'batten-assess-live-'));
const host = '127.0.0.1';
const port = await freePort();
const passwordFile = join(folder, 'password');

try {
  const scripts = join(root, 'scripts/peers');
  execFileSync(join(scripts, 'samba-start.sh'), [folder, `${host}:${port}`], { stdio: 'ignore' });
  try {
    await compare();
  } finally {
    execFileSync(join(scripts, 'samba-stop.sh'), [folder]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function compare() {
  const assessment = await loadAssessment();
  const wanted = await readsOf(assessment);
  const list = join(folder, 'reads.json');
  writeFileSync(list, JSON.stringify(wanted));
  const state = ['--state', join(folder, 'state'), '--target', `smb://Administrator@${host}:${port}`];
  const program = [batten, 'assess', '--json', '--beyond', ...state, '--password-file', passwordFile];
  const script = join(root, 'benchmarks/assess-live-reads.py');
  const byHand = [script, list, host, String(port), 'Administrator', passwordFile];
  const times = { session: [], program: [], script: [] };
  for (let round = 0; round < rounds; round++) {
    times.session.push(await timed(() => assessment()));
    times.script.push(run('/usr/bin/python3', byHand, [0]));
    times.program.push(run(process.execPath, program, [0, 3]));
  }
  report(wanted, median(times.script), median(times.session), median(times.program));
}

function report(wanted, script, session, program) {
  const counts = Object.entries(wanted).filter(([, items]) => items.length > 0);
  console.log(`reads            ${counts.map(([what, items]) => `${items.length} ${what}`).join(', ')}`);
  const line = (name, time, words) => {
    console.log(`${name.padEnd(16)} ${time.toFixed(0).padStart(6)} ms   ${words}`);
  };
  const ratio = session / script;
  line('one script', script, 'its process, a logon, the reads');
  const verdict = `at most ${bound.toFixed(1)}   ${ratio <= bound ? 'ok' : 'too slow'}`;
  line(
    'an assessment',
    session,
    `its agent, a logon, the reads, findings: ${ratio.toFixed(2)} of it, ${verdict}`,
  );
  line(
    'batten assess',
    program,
    `the same with the start of the program: ${(program / script).toFixed(2)} of it`,
  );
  const naive = naivePerRead(wanted.values.slice(0, naiveReads));
  const of = `the registry values alone, reckoned from ${naiveReads} at ${naive.toFixed(0)} ms`;
  line('a process each', naive * wanted.values.length, of);
  if (ratio > bound) process.exitCode = 1;
}

/** A full assessment as a session makes it: from the logon to the findings. */
async function loadAssessment() {
  const load = (path) => import(join(root, 'dist', path));
  const { openSamba } = await load('src/targets/samba/samba.js');
  const { parseSmbUrl } = await load('src/targets/samba/connection/address.js');
  const { accessTo } = await load('src/targets/access.js');
  const { discover } = await load('src/discovery/discover.js');
  const { assess } = await load('src/engine/assess.js');
  const { steps } = await load('steps/index.js');
  const { beyondSteps } = await load('steps/beyond-the-article/index.js');
  const address = parseSmbUrl(`smb://Administrator@${host}:${port}`);
  const password = readFileSync(passwordFile, 'utf8');
  return async (options = {}) => {
    const target = await openSamba(address, password, { clock: { now: () => new Date() }, ...options });
    try {
      const access = accessTo(target, new Map(), undefined);
      const facts = await discover(access, await target.identify());
      await assess([...steps, ...beyondSteps], () => undefined, facts, access);
    } finally {
      await target.close();
    }
  };
}

/** What one assessment asks the server for, as its agent was asked: a copy of the agent's standard input is kept. */
async function readsOf(assessment) {
  const log = join(folder, 'requests');
  const python = join(folder, 'python');
  writeFileSync(python, `#!/bin/sh\ntee '${log}' | /usr/bin/python3 "$@"\n`, { mode: 0o700 });
  await assessment({ python });
  const requests = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const of = (operation, items) => requests.filter(({ op }) => op === operation).flatMap(items);
  return {
    values: of('readValues', ({ values }) => values.map(({ key, name }) => [key, name])),
    services: of('readServices', ({ names }) => names),
    keyAcls: of('readKeySecurity', ({ keys }) => keys),
    shares: of('readShareSecurity', ({ shares }) => shares),
    accounts: of('readAccounts', ({ accounts }) => accounts.map(({ rid }) => rid)),
    groups: of('readGroups', ({ groups }) => groups.map(({ sid }) => Number(sid.split('-').at(-1)))),
    policy: of('readAccountPolicy', ({ authority }) => [authority]),
    audit: of('readAuditPolicy', () => ['audit']),
  };
}

/** Milliseconds that one value costs where each is read by a process of its own. */
function naivePerRead(values) {
  const client = join(folder, 'client.conf');
  const only = [
    'client min protocol',
    'client max protocol',
    'client ipc min protocol',
    'client ipc max protocol',
  ];
  writeFileSync(client, `[global]\n${only.map((name) => `${name} = NT1\n`).join('')}smb ports = ${port}\n`);
  const account = ['-s', client, '-A', join(folder, 'account.auth'), '-S', host, '-p', String(port)];
  const times = values.map(([key, name]) =>
    run('net', ['rpc', 'registry', 'getvalue', key, name, ...account], [0, 255]),
  );
  return median(times);
}

async function timed(work) {
  const began = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - began) / 1e6;
}

/** Milliseconds that a program takes; one that ends otherwise than expected ends the benchmark. */
function run(program, args, expected) {
  const began = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const took = Number(process.hrtime.bigint() - began) / 1e6;
  if (!expected.includes(status)) throw new Error(`${program} ended with ${String(status)}:\n${stderr}`);
  return took;
}

function median(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, host, () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
