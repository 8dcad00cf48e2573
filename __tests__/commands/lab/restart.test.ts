import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { labAnswers } from '../../support/batten.js';
import { temporaryFolder } from '../../support/folder.js';
import { runHere } from '../../support/run-here.js';

interface Status {
  readonly steps: readonly { readonly id: string; readonly outcome: string }[];
  readonly awaitingRestart: readonly { readonly step: string }[];
}

it('the OS updates stop at each restart that is declined, and go on once batten lab restart has put them in force', async () => {
  const state = await temporaryFolder();
  const answers = join(state, 'answers.yaml');
  const given = await readFile(labAnswers, 'utf8');
  await writeFile(
    answers,
    given
      .replace('restart: true', 'restart: false')
      .replace('practice-password.txt', join(dirname(labAnswers), 'practice-password.txt')),
  );
  const installed: string[] = [];
  for (let session = 0; session < 5; session++) {
    await runHere(state, ['harden', '--answers', answers, '--yes', '--stage', 'os-updates']);
    const { written } = await runHere(state, ['status', '--json']);
    const { steps, awaitingRestart } = JSON.parse(written) as Status;
    const verified = new Set(steps.filter(({ outcome }) => outcome !== 'skipped').map(({ id }) => id));
    installed.push(
      awaitingRestart
        .map(({ step }) => step)
        .filter((id) => verified.has(id))
        .sort()
        .join(' '),
    );
    await runHere(state, ['lab', 'restart']);
  }
  expect(installed).toEqual([
    'nt4-service-pack',
    'nt4-security-rollup',
    'internet-explorer',
    'iis4-updates nt4-hotfixes',
    '',
  ]);
});
