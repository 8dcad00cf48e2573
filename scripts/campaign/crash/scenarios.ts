import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHere, type RanHere } from '../../../__tests__/support/run-here.js';
import { requestWords } from '../request-words.js';

/** One thing that Batten does, to be cut off at every moment. */
export interface Scenario {
  readonly name: string;
  /** Brings a folder to where it begins. */
  prepare(root: string): Promise<unknown>;
  /** What is cut off. */
  run(root: string): Promise<unknown>;
  /** Ways to go on afterwards; each throws where something is lost. @param before the folder as `prepare` left it */
  readonly ways: Readonly<Record<string, (root: string, start: string) => Promise<void>>>;
}

const steps = [
  'guest-account',
  'restrict-anonymous',
  'audit-policy',
  'services',
  'exchange-diagnostics',
  'recipient-limit',
  'exchange-shares',
];
const state = (root: string): string => join(root, 'state');
const harden = (root: string): Promise<RanHere> =>
  runHere(state(root), ['harden', '--yes', '--override-order', 'a trial', '--step', ...steps]);
const undoAll = (root: string): Promise<RanHere> => runHere(state(root), ['undo', '--all', '--yes']);
const lab = (root: string): string => readFileSync(join(state(root), 'lab/server.json'), 'utf8');

export const hardenScenario: Scenario = {
  name: 'harden',
  prepare: (root) => good(runHere(state(root), ['lab', 'reset'])),
  run: (root) => good(harden(root)),
  ways: {
    async undo(root, start) {
      await good(runHere(state(root), ['status']));
      await good(undoAll(root));
      same(lab(root), lab(start));
    },
    async 'resume and undo'(root, start) {
      await good(harden(root));
      await good(undoAll(root));
      same(lab(root), lab(start));
    },
  },
};

export const undoScenario: Scenario = {
  name: 'undo',
  async prepare(root) {
    await good(runHere(state(root), ['lab', 'reset']));
    writeFileSync(join(root, 'first'), lab(root));
    await good(harden(root));
  },
  run: (root) => good(undoAll(root)),
  ways: {
    async 'undo again'(root) {
      await good(runHere(state(root), ['status']));
      await good(undoAll(root));
      same(lab(root), readFileSync(join(root, 'first'), 'utf8'));
    },
  },
};

export const labResetScenario: Scenario = {
  name: 'lab reset',
  async prepare(root) {
    await good(runHere(state(root), ['lab', 'reset']));
    writeFileSync(join(root, 'first'), lab(root));
    const value = '{key: HKLM\\SOFTWARE\\Example, name: Odd}';
    await good(runHere(state(root), ['lab', 'set', 'registry-value', value, 'REG_DWORD 2']));
  },
  run: (root) => good(runHere(state(root), ['lab', 'reset'])),
  ways: {
    async 'reset again'(root) {
      await good(runHere(state(root), ['lab', 'reset']));
      same(lab(root), readFileSync(join(root, 'first'), 'utf8'));
      same(readdirSync(state(root)).join(), 'lab');
    },
  },
};

const exportKit = (root: string): Promise<RanHere> =>
  runHere(state(root), [
    ...['kit', 'export', join(root, 'kits'), '--server', 'ntex01', '--step', 'restrict-anonymous'],
    ...['--override-order', 'a trial'],
  ]);

export const kitScenario: Scenario = {
  name: 'kit export',
  prepare: (root) => good(runHere(state(root), ['lab', 'reset'])),
  run: (root) => good(exportKit(root)),
  ways: {
    async 'export again'(root) {
      await good(exportKit(root));
      await good(runHere(state(root), ['status', '--target', `kit:${join(root, 'kits')}`]));
      const [kit] = readdirSync(join(root, 'kits')).filter((name) => /^C\d/.test(name));
      const script = readFileSync(join(root, 'kits', kit ?? '', 'COLLECT.CMD'));
      if (script.length === 0) throw new Error('the script of the kit is empty');
    },
  },
};

const csr = (root: string): Promise<RanHere> =>
  runHere(
    state(root),
    requestWords(
      '--replace',
      '--key-name',
      'owa',
      '--password-file',
      join(root, 'password'),
      '--out',
      join(root, 'requests'),
    ),
  );

export const replaceScenario: Scenario = {
  name: 'csr --replace',
  async prepare(root) {
    writeFileSync(join(root, 'password'), 'a password for trials\n', { mode: 0o600 });
    await good(csr(root));
  },
  run: (root) => good(csr(root)),
  ways: {
    async 'replace again'(root, start) {
      const keys = keysIn(root);
      for (const key of keysIn(start)) if (!keys.includes(key)) throw new Error('a key is lost');
      await good(csr(root));
      const now = keysIn(root);
      for (const key of keys) if (!now.includes(key)) throw new Error('a key is lost by replacing again');
    },
  },
};

const keysIn = (root: string): readonly string[] =>
  readdirSync(join(root, 'requests'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.key.pem'))
    .map((name) => readFileSync(join(root, 'requests', name), 'utf8'));

/** The command did what it should. */
async function good(run: Promise<RanHere>): Promise<RanHere> {
  const ran = await run;
  if (ran.error !== undefined || ![0, 3].includes(ran.exitCode)) {
    throw new Error(`exit code ${ran.exitCode}: ${ran.error ?? ran.said.slice(-4).join(' / ')}`);
  }
  return ran;
}

function same(now: string, then: string): void {
  if (now !== then) throw new Error(`not everything is back: ${difference(now, then)}`);
}

function difference(now: string, then: string): string {
  const lines = then.split('\n');
  return now
    .split('\n')
    .filter((line) => !lines.includes(line))
    .join(' ')
    .slice(0, 300);
}
