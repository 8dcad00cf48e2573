import { appendFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { batten, battenHere, hardenedLab } from '../support/batten.js';
import { thisProcess } from '../../src/journal/process-identity.js';
import { temporaryFolder } from '../support/folder.js';

interface Expected {
  readonly exitCode: number;
  readonly says: RegExp;
}

/** One line on standard error that says what to do, and the right exit code. */
async function complains(
  state: string,
  args: readonly string[],
  { exitCode, says }: Expected,
  by = battenHere,
): Promise<void> {
  const run = await by(state, args);
  expect(run.stderr.trim().split('\n')).toHaveLength(1);
  expect(run.stderr).toMatch(says);
  expect(run.stderr).toMatch(/^batten: /);
  expect(run.exitCode).toBe(exitCode);
}

/** Nine times nine times nine … as much as it looks. */
const bomb = ['a: &a [x]']
  .concat(
    Array.from(
      'bcdefgh',
      (name, index) => `${name}: &${name} [${`*${'abcdefg'[index] ?? ''}, `.repeat(9)}x]`,
    ),
  )
  .concat('steps: *h')
  .join('\n');

describe('what is wrong with the command line', () => {
  it.each([
    ['an unknown step', ['steps', 'show', 'restrict-anonymus'], /No step is called restrict-anonymus\./],
    [
      'an unknown step to harden',
      ['harden', '--yes', '--step', 'nonsense'],
      /No step is called nonsense\. See batten steps list/,
    ],
    ['an unknown step to undo', ['undo', 'nonsense', '--yes'], /No step called nonsense was applied here/],
    [
      'an unknown stage',
      ['harden', '--yes', '--stage', 'fourth'],
      /No stage is called fourth\. The stages are os-updates/,
    ],
    ['an unknown command', ['hardne'], /unknown command 'hardne'.*See batten --help/],
    [
      'a command behind an option that is unknown',
      ['--json', 'stauts'],
      /'stauts' \(Did you mean status\?\)\. See/,
    ],
    ['an unknown option', ['status', '--colour'], /unknown option '--colour'/],
    [
      'a malformed target',
      ['assess', '--target', 'http://ntex01'],
      /http:\/\/ntex01 is no target\. Use lab:, smb:/,
    ],
    ['a malformed target to status', ['status', '--target', 'smb:/foo'], /smb:\/foo is no target\. Use lab:/],
    [
      'a malformed smb target',
      ['assess', '--target', 'smb://ntex01'],
      /smb:\/\/\[DOMAIN;\]user@host\[:port\]/,
    ],
    ['a password in the target', ['assess', '--target', 'smb://a:secret@ntex01'], /--password-file/],
    [
      'an answers file that is not there',
      ['harden', '--yes', '--answers', '/nonexistent.yaml'],
      /answers file \/nonexistent\.yaml cannot be read/,
    ],
    ['a soak that is no number', ['harden', '--yes', '--soak', 'soon'], /--soak takes a number of days/],
  ])('%s', async (_, args, says) => {
    await complains(await temporaryFolder(), args, { exitCode: 2, says });
  });

  it('is said by the program, too, with its exit code', async () => {
    const says = /unknown command 'hardne'/;
    await complains(await temporaryFolder(), ['hardne'], { exitCode: 2, says }, batten);
  });

  it('a group of commands alone: its help, and then what is missing', async () => {
    const { exitCode, stdout, stderr } = await battenHere(await temporaryFolder(), ['kit']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(
      /^Usage: batten kit [\s\S]*\nbatten: batten kit needs one of its commands: export, import, restarted, undo, withdraw\.$/,
    );
  });

  it('a password in a target is not repeated', async () => {
    const run = await battenHere(await temporaryFolder(), ['assess', '--target', 'smb://a:secret@ntex01']);
    expect(run.stderr).not.toContain('secret');
  });

  it.each([
    ['is not YAML', 'steps: [', /cannot be read/],
    ['grows without end when it is read', bomb, /cannot be read: Excessive alias count/],
    [
      'names a step that does not exist',
      'format: 1\nsteps: {nonsense: {do: apply}}',
      /no step is called nonsense/,
    ],
    [
      'has a member that does not fit',
      'format: 1\nsteps: {services: {do: perhaps}}',
      /does not fit at steps\.services\.do/,
    ],
    ['is of another format', 'format: 7', /does not fit at format/],
    [
      'gives an option that does not fit',
      'format: 1\nsteps: {password-policy: {options: {minimumLength: eight}}}',
      /does not fit at steps\.password-policy\.options\.minimumLength: .*expected number/,
    ],
  ])('an answers file that %s', async (_, text, says) => {
    const state = await temporaryFolder();
    const answers = join(state, 'answers.yaml');
    await writeFile(answers, text);
    const args = ['harden', '--yes', '--answers', answers];
    await complains(state, args, { exitCode: 2, says });
  });

  it('a question that nobody answers names the missing answer, and what was done stays journalled', async () => {
    const state = await temporaryFolder();
    await complains(state, ['harden', '--yes'], {
      exitCode: 2,
      says: /No answer to steps\.recovery-ready\.attest: true/,
    });
    expect((await battenHere(state, ['journal', 'verify'])).stdout).toContain('unbroken');
  });
});

describe('what is wrong with the workstation', () => {
  it('a state folder that cannot be made', async () => {
    const file = join(await temporaryFolder(), 'a-file');
    await writeFile(file, '');
    await complains(join(file, 'state'), ['harden', '--yes'], {
      exitCode: 1,
      says: /state folder .* cannot be made or written.*--state DIR/,
    });
  });

  it('a journal held by another session says who, since when, and that it lives', async () => {
    const state = await hardenedLab();
    const holder = {
      ...thisProcess(),
      operator: 'eva@here',
      command: 'batten harden',
      since: '2026-11-24T10:00:00Z',
    };
    await writeFile(join(state, 'servers', 'NTEX01', 'lock.99'), JSON.stringify(holder));
    await complains(
      state,
      ['undo', '--all', '--yes'],
      {
        exitCode: 5,
        says: new RegExp(
          `held by eva@here, process ${process.pid} .* since 2026-11-24T10:00:00Z; that Batten is running`,
        ),
      },
      batten,
    );
  });

  it('a journal that is damaged in the middle: nothing is touched', async () => {
    const state = await hardenedLab();
    const path = join(state, 'servers', 'NTEX01', 'journal.jsonl');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"guest-account"', '"guest-acc0unt"'));
    const lab = (await battenHere(state, ['lab', 'show', '--json'])).stdout;
    await complains(state, ['undo', '--all', '--yes'], {
      exitCode: 5,
      says: /journal\.jsonl is damaged at line \d+/,
    });
    await complains(state, ['status'], { exitCode: 5, says: /damaged/ });
    expect((await battenHere(state, ['lab', 'show', '--json'])).stdout).toBe(lab);
  });

  it('a last line that was cut off is set aside, said so, and nothing is lost', async () => {
    const state = await hardenedLab();
    await appendFile(join(state, 'servers', 'NTEX01', 'journal.jsonl'), '{"format":1,"seq');
    const undone = await battenHere(state, ['undo', '--all', '--yes']);
    expect(undone).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('last line was cut off (16 bytes)'),
    });
  });

  it("another server's journal under this server's name and address", async () => {
    const state = await hardenedLab();
    const lab = join(state, 'lab', 'lab.json');
    await writeFile(lab, (await readFile(lab, 'utf8')).replace(/S-1-5-21-\d+/, 'S-1-5-21-9999'));
    await complains(state, ['undo', '--all', '--yes'], {
      exitCode: 5,
      says: /lab: was NTEX01 \(machine SID S-1-5-21-1284227242.*not S-1-5-21-9999/,
    });
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot(
    'a full disk: the session ends with one line, and the server holds nothing that is not on record',
    async () => {
      const folder = await temporaryFolder();
      const small = join(folder, 'small');
      await mkdir(small);
      const mounted = await execa('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small], {
        reject: false,
      });
      if (mounted.exitCode !== 0) throw new Error(`this test needs to mount a small disk: ${mounted.stderr}`);
      try {
        const lab = join(folder, 'roomy');
        await battenHere(lab, ['lab', 'reset']);
        await cp(join(lab, 'lab'), join(small, 'lab'), { recursive: true });
        await execa('dd', ['if=/dev/zero', `of=${join(small, 'filler')}`, 'bs=1k'], { reject: false });
        const before = await readFile(join(small, 'lab', 'server.json'), 'utf8');
        await complains(small, ['harden', '--yes'], { exitCode: 1, says: /(disk is full|ENOSPC).*/ }, batten);
        expect(await readFile(join(small, 'lab', 'server.json'), 'utf8')).toBe(before);
      } finally {
        await execa('umount', [small]);
      }
    },
  );
});

describe('--verbose', () => {
  it('shows what lies behind an error, and without it no stack does', async () => {
    const state = await temporaryFolder();
    const args = ['harden', '--yes', '--answers', '/nonexistent.yaml'];
    expect((await batten(state, args)).stderr).not.toMatch(/ at .*\.js/);
    expect((await batten(state, [...args, '--verbose'])).stderr).toMatch(/ENOENT/);
  });
});
