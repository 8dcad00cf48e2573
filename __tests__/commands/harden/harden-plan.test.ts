import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { templatePath } from '../../../src/files/package-root.js';
import { planDocument } from '../../../src/commands/plan/plan-file.js';
import { planId, type Plan } from '../../../src/wizard/plan/plan.js';
import { temporaryFolder } from '../../support/folder.js';
import { runHere, type RanHere } from '../../support/run-here.js';

const order = ['--override-order', 'a test'];

let state: string;
let file: string;

beforeEach(async () => {
  state = await temporaryFolder();
  file = join(state, 'plan.json');
});

const plan = (...args: readonly string[]): Promise<RanHere> =>
  runHere(state, ['plan', '--out', file, ...args]);

const follow = (...args: readonly string[]): Promise<RanHere> =>
  runHere(state, ['harden', '--yes', '--plan', file, ...order, ...args]);

const lab = (): Promise<string> => readFile(join(state, 'lab', 'server.json'), 'utf8');

const set = (name: string, value: string): Promise<RanHere> =>
  runHere(state, ['lab', 'set', 'service', `{name: ${name}}`, value]);

async function rewritten(edit: (plan: Plan) => Omit<Plan, 'id'>): Promise<void> {
  const { schema, ...read } = JSON.parse(await readFile(file, 'utf8')) as Plan & { schema: string };
  expect(schema).toBe('batten/plan/1');
  const edited = edit(read);
  await writeFile(file, planDocument({ ...edited, id: planId(edited) }));
}

describe('batten harden --plan', () => {
  it('does what the plan says, and nothing else', async () => {
    await plan('--step', 'guest-account', 'services');
    const { exitCode, said } = await follow();
    expect(exitCode).toBe(0);
    expect(said.join('\n')).toContain('Settled: guest-account, services.');
    const assessed = await runHere(state, ['--json', 'assess']);
    const { findings } = JSON.parse(assessed.written) as { findings: { step: string; state: string }[] };
    const stateOf = (id: string): string | undefined => findings.find(({ step }) => step === id)?.state;
    expect([stateOf('guest-account'), stateOf('services')]).toEqual(['satisfied', 'satisfied']);
    expect(stateOf('restrict-anonymous')).toBe('needs-changes');
  });

  it('does a whole stage with its restarts, and the next one by a plan of its own', async () => {
    const answers = ['--answers', templatePath('lab/answers.yaml')];
    await plan('--stage', 'os-updates', ...answers);
    const first = await runHere(state, ['harden', '--yes', '--plan', file]);
    expect(first.exitCode).toBe(0);
    expect(first.said.join('\n')).toContain('Settled: OS updates.');
    await runHere(state, ['lab', 'advance', '4d']);
    const stale = await runHere(state, ['harden', '--yes', '--plan', file]);
    expect(stale.error).toMatch(/is stale: The journal has moved on/);
    file = join(state, 'second.json');
    await plan('--stage', 'exchange-updates', ...answers);
    const second = await runHere(state, ['harden', '--yes', '--plan', file]);
    expect(second.said.join('\n')).toContain('Settled: Exchange updates.');
  });

  it.each([
    [
      'a reading',
      () => set('Messenger', 'manual stopped'),
      /services: Messenger read .*, and reads manual, stopped/,
    ],
    [
      'the journal',
      () => runHere(state, ['harden', '--yes', '--step', 'guest-account', ...order]),
      /The journal has moved on: it held 0 records, and holds \d+/,
    ],
  ])('is refused where %s has changed, says what, and writes nothing', async (_, change, words) => {
    await plan('--step', 'services', 'guest-account');
    await change();
    const before = await lab();
    const { exitCode, error, said } = await follow();
    expect(exitCode).toBe(2);
    expect(error).toMatch(
      /^The plan [0-9a-f-]+ is stale: .* Nothing was written\. Make a new one with batten plan\./,
    );
    expect(said.join(' ').replace(/\s+/g, ' ')).toMatch(words);
    expect(await lab()).toBe(before);
  });

  it('says what is needed no longer, and names all of it at once', async () => {
    await plan('--step', 'services', 'guest-account');
    await runHere(state, ['harden', '--yes', '--step', 'guest-account', ...order]);
    await set('Messenger', 'manual stopped');
    const { error, said } = await follow();
    expect(error).toMatch(/and \d+ more, named above/);
    const text = said.join(' ').replace(/\s+/g, ' ');
    expect(text).toMatch(/guest-account.*(needs no change now|no longer comes up)/);
    expect(text).toMatch(/services: Messenger read/);
  });

  it.each([
    ['another server', { facts: { name: 'NTEX02' } }, /is not of this server: name NTEX02, not NTEX01/],
    ['another Batten', { version: '0.0.9' }, /is stale: It was made by Batten 0\.0\.9, and this is /],
    [
      'another fact',
      { facts: { name: 'NTEX01', servicePack: 6 } },
      /is stale: The fact servicePack was 6, and is 4/,
    ],
  ])('is refused where it is of %s', async (_, edit, words) => {
    await plan('--step', 'guest-account');
    await rewritten((read) => ({ ...read, ...edit }));
    expect(await follow()).toMatchObject({ exitCode: 2, error: expect.stringMatching(words) });
  });

  it('is refused with other answers, and taken with its own', async () => {
    const answers = join(state, 'answers.yaml');
    await writeFile(answers, 'format: 1\nsteps: { guest-account: { do: skip } }\n');
    await plan('--step', 'services', 'guest-account', '--answers', answers);
    await writeFile(answers, 'format: 1\nsteps: { guest-account: {} }\n');
    expect(await follow('--answers', answers)).toMatchObject({
      exitCode: 2,
      error: expect.stringMatching(
        /was made with other answers\. The answer steps\.guest-account was .*skip.*, and is .*apply/,
      ),
    });
    await writeFile(answers, 'format: 1\nsteps: { guest-account: { do: skip } }\n');
    const { said } = await follow('--answers', answers);
    expect(said.join('\n')).toContain('Some steps were left open: guest-account.');
  });

  it('names answers that nobody is there to give before it begins', async () => {
    await plan('--step', 'physical-security', 'restrict-remote-registry');
    expect(await follow()).toMatchObject({
      exitCode: 2,
      error: expect.stringMatching(
        /needs answers .*: steps\.physical-security\.attest: true; consent: NTEX01 \(restrict-remote-registry\)\. Nothing was done/,
      ),
    });
  });

  it('asks in a terminal for what the plan cannot say, and for nothing else', async () => {
    await plan('--step', 'physical-security', 'guest-account');
    const yes = Array.from({ length: 9 }, () => true);
    const { exitCode, said, error } = await runHere(state, ['harden', '--plan', file, ...order], {
      '--yes': ['go'],
      'steps.physical-security.attest': yes,
    });
    expect(error).toBeUndefined();
    expect(exitCode).toBe(0);
    expect(said.join('\n')).toContain('Settled: physical-security, guest-account.');
  });

  it.each([
    [['--stage', 'security-changes'], '--stage'],
    [['--step', 'services'], '--step'],
    [['--soak', '5', '--beyond'], '--soak, --beyond'],
    [['--put-back', '--dry-run'], '--put-back, --dry-run'],
  ])('is refused with %j, which says otherwise', async (options, names) => {
    await plan('--step', 'guest-account');
    expect(await follow(...options)).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining(`${names} cannot be given with --plan`),
    });
  });

  it.each([
    ['is not there', undefined, /cannot be read \(ENOENT\)/],
    ['is no JSON', 'plan', /is no plan that this Batten knows/],
    ['is something else', '{"schema":"batten/assess/1"}', /is no plan that this Batten knows at /],
  ])('is refused where the file %s', async (_, text, words) => {
    if (text !== undefined) await writeFile(file, text);
    expect(await follow()).toMatchObject({ exitCode: 2, error: expect.stringMatching(words) });
  });

  it('is refused where the file was altered', async () => {
    await plan('--step', 'guest-account');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"consent": false', '"consent": true'));
    expect(await follow()).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('is not what Batten wrote'),
    });
  });
});
