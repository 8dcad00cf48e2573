import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { beyondSteps } from '../../steps/beyond-the-article/index.js';
import { battenHere, hardenLab, labAnswers } from '../support/batten.js';
import { temporaryFolder } from '../support/folder.js';

interface Assessed {
  readonly findings: readonly { readonly step: string; readonly stage: string }[];
}

const assess = async (...args: readonly string[]): Promise<Assessed> =>
  JSON.parse((await battenHere(await temporaryFolder(), ['assess', '--json', ...args])).stdout) as Assessed;

const stagesOf = async (state: string): Promise<readonly string[]> => {
  const status = JSON.parse((await battenHere(state, ['status', '--json'])).stdout) as {
    readonly stages: readonly { readonly stage: string }[];
  };
  return status.stages.map(({ stage }) => stage);
};

const labState = async (state: string): Promise<string> =>
  (await battenHere(state, ['lab', 'show', '--json'])).stdout;

describe('without --beyond', () => {
  it('assess finds the 45 steps of the article', async () => {
    const { findings } = await assess();
    expect(findings).toHaveLength(45);
    expect(findings.filter(({ stage }) => stage === 'beyond-the-article')).toEqual([]);
  });

  it.each([
    ['--step', 'account-lockout'],
    ['--stage', 'beyond-the-article'],
  ])('harden %s %s says that it has to be given', async (option, name) => {
    const run = await battenHere(await temporaryFolder(), ['harden', option, name, '--yes']);
    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Give --beyond as well.') });
  });
});

describe('with --beyond', () => {
  it('assess finds the optional steps too, after the others', async () => {
    const { findings } = await assess('--beyond');
    expect(findings).toHaveLength(45 + beyondSteps.length);
    expect(findings.slice(45).map(({ step }) => step)).toEqual(beyondSteps.map(({ id }) => id));
  });

  it('a session goes on after the article without waiting, and undo brings the lab back byte for byte', async () => {
    const state = await temporaryFolder();
    const before = await labState(state);
    const article = await hardenLab(state);
    expect(article.stdout).not.toContain('Beyond the article');
    expect(await stagesOf(state)).toEqual(['os-updates', 'exchange-updates', 'security-changes']);

    const session = await battenHere(state, ['harden', '--beyond', '--answers', labAnswers, '--yes']);
    expect(session).toMatchObject({ exitCode: 0, stderr: '' });
    expect(session.stdout).toMatch(/4 Beyond the article +15 of 15 settled/);
    expect(await stagesOf(state)).toHaveLength(4);
    const folder = join(state, 'servers', 'NTEX01');
    expect(await readFile(join(folder, 'answers.yaml'), 'utf8')).toContain('harden --beyond --answers');
    const journal = await readFile(join(folder, 'journal.jsonl'), 'utf8');
    const sessions = journal.split('\n').filter((line) => line.includes('"type":"session"'));
    expect(sessions.map((line) => line.includes('"account-lockout"'))).toEqual([false, true]);

    expect(await battenHere(state, ['undo', '--all', '--yes'])).toMatchObject({ exitCode: 0 });
    expect(await labState(state)).toBe(before);
  });

  it('steps list names them under a heading of their own, marked as optional', async () => {
    const { stdout } = await battenHere(await temporaryFolder(), ['steps', 'list']);
    expect(stdout).toMatch(/4 Beyond the article \(optional: with --beyond\)\n +event-log-sizes/);
  });
});
