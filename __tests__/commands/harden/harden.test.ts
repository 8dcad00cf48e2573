import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { JournalFile } from '../../../src/journal/file.js';
import { batten } from '../../support/batten.js';
import { SetClock } from '../../support/clock.js';
import { temporaryFolder } from '../../support/folder.js';
import { runHere } from '../../support/run-here.js';

describe('batten harden --answers', () => {
  it.each([
    ['', []],
    ['in a dry run', ['--dry-run']],
  ])(
    'refuses a SID that the server does not know before anything is written, and says what to do %s',
    async (_, more) => {
      const state = await temporaryFolder();
      const file = join(state, 'answers.yaml');
      await writeFile(
        file,
        'format: 1\nsteps:\n  exchange-shares: { options: { exchangeAdministrators: S-1-5-21-7-8-9-1020 } }\n',
      );
      const run = await runHere(state, ['harden', '--yes', '--answers', file, ...more]);
      expect(run.exitCode).toBe(2);
      expect(run.error).toMatch(/NTEX01 knows nobody with the SID S-1-5-21-7-8-9-1020\..*getsid/);
    },
  );
});

describe('an answer that does not fit', () => {
  it.each([
    ['harden', '--yes'],
    ['harden', '--yes', '--dry-run'],
  ])('is refused before the first write: %s', async (...command) => {
    const state = await temporaryFolder();
    const file = join(state, 'answers.yaml');
    const wrong = 'steps: { password-policy: { options: { minimumLength: eight } }, nonsense: {} }';
    await writeFile(file, `format: 1\n${wrong}\n`);
    const { exitCode, error } = await runHere(state, [...command, '--answers', file]);
    expect(exitCode).toBe(2);
    expect(error).toMatch(
      /at 2 places: .*password-policy\.options\.minimumLength: .*no step is called nonsense/,
    );
    expect(await readdir(state)).toEqual(['answers.yaml']);
  });

  it.each([
    ['harden', '--yes'],
    ['harden', '--yes', '--dry-run'],
  ])('a consent for another server too: %s', async (...command) => {
    const state = await temporaryFolder();
    const file = join(state, 'answers.yaml');
    await writeFile(file, 'format: 1\nconsent: NTEX02\n');
    const { exitCode, error } = await runHere(state, [...command, '--answers', file]);
    expect({ exitCode, error }).toEqual({
      exitCode: 2,
      error: expect.stringMatching(
        /consent to what is done to NTEX02, and this is NTEX01\. Nothing was written/,
      ),
    });
  });
});

describe('batten harden --step', () => {
  it('ends by saying what of the server is settled and what is open', async () => {
    const options = ['--yes', '--beyond', '--override-order', 'a test', '--step', 'logon-screen'];
    const { exitCode, said } = await runHere(await temporaryFolder(), ['harden', ...options]);
    expect(exitCode).toBe(0);
    expect(said).toContain('Settled: logon-screen.');
    expect(said.join('\n')).toMatch(/Open: (\d+) of \d+ steps, .*\. Run batten --beyond to go on\./);
    expect(said.join('\n')).not.toContain('Everything is settled');
  });
});

describe('batten harden on a server that does not answer', () => {
  const url = 'smb://Administrator@127.0.0.1:9';

  /** The journal of a session that was held there earlier. */
  async function remembered(state: string): Promise<string> {
    const folder = join(state, 'servers', 'NTEX01');
    const clock = new SetClock('2026-11-02T10:00:00Z');
    const author = { operator: 'eva@here', version: '0.1.0' };
    const journal = await JournalFile.open(join(folder, 'journal.jsonl'), author, clock);
    await journal.append({ type: 'server', facts: { name: 'NTEX01' } });
    const [id, stage, title] = ['guest-account', 'security-changes', 'Disable Guest'] as const;
    const steps = [{ id, stage, title }];
    const session = { command: 'harden', target: url, simulated: false, soakDays: 3, steps };
    await journal.append({ type: 'session', ...session });
    await journal.append({ type: 'step-ended', step: id, stage, outcome: 'verified' });
    await journal.close();
    return folder;
  }

  it('shows what the journal remembers, says that it is not the server, and writes nothing', async () => {
    const state = await temporaryFolder();
    const folder = await remembered(state);
    const before = await readFile(join(folder, 'journal.jsonl'), 'utf8');
    const password = join(state, 'password');
    await writeFile(password, 'practice only\n', { mode: 0o600 });
    const args = ['harden', '--target', url, '--password-file', password, '--yes'];
    const { exitCode, stdout, stderr } = await batten(state, args);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/127\.0\.0\.1/);
    expect(stdout).toContain('The server was not read. This is what the journal remembers');
    expect(stdout).toMatch(/NTEX01 {2}\(smb:.*, not read\)/);
    expect(stdout).not.toMatch(/settled\.|Nothing drifted/);
    expect(await readFile(join(folder, 'journal.jsonl'), 'utf8')).toBe(before);
    expect((await readdir(folder)).filter((name) => name.startsWith('answers'))).toEqual([]);
  });
});

describe('a session that cannot be closed as it should', () => {
  it('says why it ended, not what failed after that, and lets the journal go', async () => {
    const state = await temporaryFolder();
    await runHere(state, ['harden', '--yes']);
    const answers = join(state, 'servers', 'NTEX01', 'answers.yaml');
    await rm(answers);
    await mkdir(answers);
    for (let session = 0; session < 2; session++) {
      const { exitCode, error } = await runHere(state, ['harden', '--yes']);
      expect(exitCode).toBe(2);
      expect(error).toContain('No answer to steps.recovery-ready.attest');
    }
  });
});
