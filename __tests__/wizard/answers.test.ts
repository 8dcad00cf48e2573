import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { answersText, noAnswers, readAnswers, type Answers } from '../../src/wizard/answers.js';
import { temporaryFolder } from '../support/folder.js';

async function file(text: string): Promise<string> {
  const path = join(await temporaryFolder(), 'answers.yaml');
  await writeFile(path, text);
  return path;
}

const read = async (text: string): Promise<Answers> => readAnswers(await file(text), ['one-value']);

it('fills in what an answers file leaves out', async () => {
  expect(await read('format: 1\nsteps:\n  one-value: {}\n')).toEqual({
    ...noAnswers,
    steps: { 'one-value': { do: 'apply', attest: false } },
  });
});

it('takes a password file from where the answers file stands', async () => {
  const path = await file('format: 1\nsteps:\n  one-value: { passwordFile: secrets/pw.txt }\n');
  const { steps } = await readAnswers(path, ['one-value']);
  expect(steps['one-value']?.passwordFile).toBe(join(path, '..', 'secrets', 'pw.txt'));
});

it.each([
  [
    'an unknown step',
    'format: 1\nsteps:\n  no-such-step: {}\n',
    'names a step no-such-step that does not exist',
  ],
  ['an unknown member', 'format: 1\nstep: {}\n', 'does not fit'],
  [
    'a decision that is none',
    'format: 1\nsteps:\n  one-value: { do: maybe }\n',
    'does not fit at steps.one-value.do',
  ],
  [
    'a day that is none',
    'format: 1\nsteps:\n  one-value: { until: 2027-02-31 }\n',
    'at steps.one-value.until',
  ],
  ['another format', 'format: 2\n', 'does not fit at format'],
  ['no YAML', 'format: [\n', 'cannot be read'],
])('refuses %s and names it', async (_, text, words) => {
  await expect(read(text)).rejects.toThrow(words);
});

it.each([
  [false, '# batten harden --answers THIS-FILE --yes.'],
  [true, '# batten harden --beyond --answers THIS-FILE --yes.'],
])('writes a file that says how to replay it, and reads back the same', async (beyond, command) => {
  const answers: Answers = {
    ...noAnswers,
    consent: 'NTEX01',
    steps: { 'one-value': { do: 'apply', attest: true, options: { limit: 5 } } },
  };
  const text = await answersText(answers, 'NTEX01', new Date('2026-03-02T08:00:00Z'), beyond);
  expect(text).toContain('# Replays the session on NTEX01 of 2026-03-02:');
  expect(text).toContain(command);
  expect(await read(text)).toEqual(answers);
});
