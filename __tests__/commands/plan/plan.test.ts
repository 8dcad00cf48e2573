import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { templatePath } from '../../../src/files/package-root.js';
import type { Plan } from '../../../src/wizard/plan/plan.js';
import { temporaryFolder } from '../../support/folder.js';
import { runHere } from '../../support/run-here.js';

const labAnswers = ['--answers', templatePath('lab/answers.yaml')];

async function planned(state: string, args: readonly string[]): Promise<Plan> {
  const { exitCode, written } = await runHere(state, ['--json', 'plan', ...args]);
  expect(exitCode).toBe(0);
  return JSON.parse(written) as Plan;
}

describe('batten plan', () => {
  it('shows all stages by who acts, with restarts, waits and a rough time, and writes nothing', async () => {
    const state = await temporaryFolder();
    const { exitCode, said } = await runHere(state, ['plan', ...labAnswers]);
    const text = said.join('\n');
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^Plan [0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4} of NTEX01 \(lab:\), made /m);
    expect(text).toMatch(/\d+ by Batten, \d+ by hand, \d+ by word, \d+ irreversible/);
    expect(text).toMatch(/Roughly \d+ h .*of work with 9 restarts, and 6 days of waiting\./);
    expect(text.match(/^(OS updates|Exchange updates|Security changes|Wait 3 days)/gm)).toEqual([
      'OS updates',
      'Wait 3 days',
      'Exchange updates',
      'Wait 3 days',
      'Security changes',
    ]);
    expect(text).toMatch(/Restart of the server behind nt4-service-pack: puts nt4-service-pack in force/);
    expect(text).toContain('Nothing was written on NTEX01.');
    await expect(stat(join(state, 'servers'))).rejects.toThrow('ENOENT');
  });

  it('says of each change what is there now, what it will be, and who makes it', async () => {
    const plan = await planned(await temporaryFolder(), ['--step', 'guest-account', 'physical-security']);
    expect(plan.steps.map(({ id, group }) => [id, group])).toEqual([
      ['physical-security', 'by-word'],
      ['guest-account', 'automatic'],
    ]);
    expect(plan.steps[1]?.changes).toMatchObject([
      {
        by: 'batten',
        name: 'the guest account',
        now: expect.stringMatching(/^Guest enabled/),
        then: expect.stringMatching(/^Guest disabled/),
      },
    ]);
    expect(plan.unanswered).toEqual(['steps.physical-security.attest: true']);
  });

  it('names the details that an unattended session would miss', async () => {
    const plan = await planned(await temporaryFolder(), ['--step', 'certificate-request']);
    expect(plan.unanswered).toEqual([
      'steps.certificate-request.options (organization, fqdn, country, state, locality): its details are not given yet',
    ]);
  });

  it('says so where a stage before it is not settled, and that it waits where it is', async () => {
    const state = await temporaryFolder();
    const shut = await runHere(state, ['plan', '--stage', 'exchange-updates']);
    expect(shut.said).toContain('Exchange updates does not open before OS updates is settled.');
    await runHere(state, ['harden', '--yes', ...labAnswers, '--stage', 'os-updates']);
    const soaks = await runHere(state, ['plan', ...labAnswers, '--stage', 'exchange-updates']);
    expect(soaks.said).toContain('Wait 3 days.');
    await runHere(state, ['lab', 'advance', '4d']);
    const open = await runHere(state, ['plan', ...labAnswers, '--stage', 'exchange-updates']);
    expect(open.said.join('\n')).not.toMatch(/Wait|does not open/);
  });

  it('has the same id as long as it says the same', async () => {
    const state = await temporaryFolder();
    const guest = await planned(state, ['--step', 'guest-account']);
    const services = await planned(state, ['--step', 'services']);
    expect(guest.id).not.toBe(services.id);
    await runHere(state, ['lab', 'set', 'service', '{name: Messenger}', 'manual stopped']);
    expect((await planned(state, ['--step', 'guest-account'])).id).toBe(guest.id);
    expect((await planned(state, ['--step', 'services'])).id).not.toBe(services.id);
  });

  it('writes a new file whole, for its owner alone, and never over another', async () => {
    const state = await temporaryFolder();
    const file = join(state, 'plans', 'one.json');
    const args = ['plan', '--step', 'guest-account', '--out', file];
    expect(await runHere(state, args)).toMatchObject({ exitCode: 0 });
    const text = await readFile(file, 'utf8');
    expect(JSON.parse(text)).toMatchObject({ schema: 'batten/plan/1', facts: { name: 'NTEX01' } });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = await runHere(state, args);
    expect(again).toMatchObject({ exitCode: 2, error: expect.stringContaining('exists already') });
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(await readdir(join(state, 'plans'))).toEqual(['one.json']);
  });

  it('holds no password', async () => {
    const state = await temporaryFolder();
    const password = await readFile(templatePath('lab/practice-password.txt'), 'utf8');
    const { written } = await runHere(state, ['--json', 'plan', ...labAnswers]);
    expect(written).not.toContain(password.trim());
  });

  it('refuses answers that do not fit before it reads the server', async () => {
    const state = await temporaryFolder();
    const file = join(state, 'answers.yaml');
    await writeFile(file, 'format: 1\nsteps: { password-policy: { options: { minimumLength: eight } } }\n');
    expect(await runHere(state, ['plan', '--answers', file])).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('at steps.password-policy.options.minimumLength'),
    });
    await writeFile(file, 'format: 1\nconsent: NTEX02\n');
    expect(await runHere(state, ['plan', '--answers', file])).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('consent to what is done to NTEX02'),
    });
  });
});
