import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { steps } from '../../steps/index.js';
import { battenHere, hardenedLab, hardenLab, hardenLabByProgram, labAnswers } from '../support/batten.js';
import { temporaryFolder } from '../support/folder.js';

const labState = async (state: string): Promise<string> =>
  (await battenHere(state, ['lab', 'show', '--json'])).stdout;

interface Status {
  readonly steps: readonly {
    readonly id: string;
    readonly outcome: string;
    readonly standingChanges: number;
  }[];
  readonly stages: readonly { readonly open: boolean; readonly why?: string }[];
  readonly drift: readonly { readonly step: string }[] | null;
}

const status = async (state: string): Promise<Status> =>
  JSON.parse((await battenHere(state, ['status', '--json'])).stdout) as Status;

describe('a whole session on the lab without a terminal', () => {
  it('settles every step, and taking all of them back leaves the lab byte for byte as it was', async () => {
    const state = await temporaryFolder();
    const before = await labState(state);
    const session = await hardenLabByProgram(state);
    expect(session).toMatchObject({ exitCode: 0, stderr: '' });
    expect(session.stdout).toContain('This is the lab: a simulated server. Nothing real is touched.');
    expect(session.stdout).not.toContain('\u001b');
    expect(session.stdout.split('\n').filter((line) => line.length > 80 && !line.includes(state))).toEqual(
      [],
    );
    const { steps: settled, drift } = await status(state);
    expect(settled.map((step) => step.id).sort()).toEqual(steps.map((step) => step.id).sort());
    const otherwise = settled.filter((step) => !['verified', 'attested'].includes(step.outcome));
    // Nobody on the lab goes to Control Panel to stop a scanner or to give a service another account
    expect(otherwise).toMatchObject([
      { id: 'antivirus-interplay', outcome: 'waived' },
      { id: 'service-account-separate', outcome: 'waived' },
      // Outlook Web Access needs anonymous LDAP
      { id: 'anonymous-logons', outcome: 'partly' },
    ]);
    expect(drift).toEqual([]);
    const [, head = ''] =
      /Head of the journal, to be written down elsewhere:\s+(\d+\s\S+)/.exec(session.stdout) ?? [];
    expect(await battenHere(state, ['journal', 'verify', '--head', head])).toMatchObject({ exitCode: 0 });

    const undone = await battenHere(state, ['undo', '--all', '--yes']);
    expect(undone).toMatchObject({ exitCode: 0 });
    expect(await labState(state)).toBe(before);
    expect((await status(state)).steps.every((step) => step.standingChanges === 0)).toBe(true);
  });

  it('leaves a journal of mode 0600 without the password, and an answers file that replays it', async () => {
    const [state, other] = [await hardenedLab(), await temporaryFolder()];
    const folder = join(state, 'servers', 'NTEX01');
    const journal = join(folder, 'journal.jsonl');
    expect((await stat(journal)).mode & 0o777).toBe(0o600);
    expect(await readFile(journal, 'utf8')).not.toMatch(/practice only|PRIVATE KEY/);
    const replay = await battenHere(other, ['harden', '--answers', join(folder, 'answers.yaml'), '--yes']);
    expect(replay).toMatchObject({ exitCode: 0 });
    // The scan is dated by the time of its session
    const undated = async (of: string): Promise<string> =>
      (await labState(of)).replace(/"taken": "[^"]*"/, '');
    expect(await undated(other)).toBe(await undated(state));
  });

  it('changes nothing the second time', async () => {
    const state = await hardenedLab();
    const after = await labState(state);
    expect(await hardenLab(state)).toMatchObject({ exitCode: 0 });
    expect(await labState(state)).toBe(after);
  });

  it('stops with exit code 4 before a stage whose soak is not over, and goes on after it', async () => {
    const state = await temporaryFolder();
    const answers = join(state, 'answers.yaml');
    const text = await readFile(labAnswers, 'utf8');
    await writeFile(answers, text.replace('letSoakPass: true', 'letSoakPass: false'));
    await writeFile(join(state, 'practice-password.txt'), 'a password for tests');
    const args = ['harden', '--answers', answers, '--yes'];
    expect(await battenHere(state, args)).toMatchObject({
      exitCode: 4,
      stdout: expect.stringContaining('2 d 23 h'),
    });
    expect(await battenHere(state, args)).toMatchObject({ exitCode: 4 });
    await battenHere(state, ['lab', 'advance', '4d']);
    const third = await battenHere(state, args);
    expect(third.stdout).toContain('exchange-service-pack');
    expect((await status(state)).steps.find((step) => step.id === 'exchange-service-pack')?.outcome).toBe(
      'verified',
    );
  });
});

describe('a dry run', () => {
  it('shows what would change, proves the undo on a twin, and writes nothing anywhere', async () => {
    const state = await temporaryFolder();
    const before = await labState(state);
    const run = await battenHere(state, ['harden', '--target', 'lab:', '--yes', '--dry-run']);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('undo proved on the twin');
    expect(await labState(state)).toBe(before);
    await expect(stat(join(state, 'servers'))).rejects.toThrow();
  });
});

describe('status', () => {
  it('shows what drifted since', async () => {
    const state = await hardenedLab();
    await battenHere(state, ['lab', 'set', 'service', '{name: Messenger}', 'automatic running']);
    expect((await battenHere(state, ['status'])).stdout).toMatch(
      /services\s+Messenger: was left disabled, stopped, is automatic,\s+running/,
    );
    expect((await status(state)).drift).toMatchObject([{ step: 'services' }]);
  });
});

describe('undo', () => {
  it('names what stands on a step, and takes both back when asked', async () => {
    const state = await hardenedLab();
    const refused = await battenHere(state, ['undo', 'nt4-service-pack', '--yes']);
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.stderr).toMatch(/nt4-security-rollup.* stand on nt4-service-pack/);
    const [, ids = ''] = /\(batten undo ([^)]*)\)/.exec(refused.stderr) ?? [];
    expect(await battenHere(state, ['undo', ...ids.split(' '), '--yes'])).toMatchObject({ exitCode: 0 });
  });

  it('keeps a later edit of somebody else, unless it is forced and consented to', async () => {
    const state = await hardenedLab();
    const address =
      '{key: HKLM\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem, name: Max Recipients on Submit}';
    await battenHere(state, ['lab', 'set', 'registry-value', address, 'REG_DWORD 64']);
    const kept = await battenHere(state, ['undo', 'recipient-limit', '--yes']);
    expect(kept.stdout).toMatch(
      /undone with residue, Max Recipients on Submit was\s+changed since and keeps REG_DWORD 64/,
    );
    const lab = await labState(state);
    expect(lab).toContain('Max Recipients on Submit');
  });
});
