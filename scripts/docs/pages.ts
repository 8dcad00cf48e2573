import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recommendations } from '../../steps/recommendations.js';
import { beyondSteps } from '../../steps/beyond-the-article/index.js';
import { steps } from '../../steps/index.js';
import { discover } from '../../src/discovery/discover.js';
import { packageRoot, templatePath } from '../../src/files/package-root.js';
import { readScene } from '../../src/targets/lab/scene.js';
import { MemoryStore, storeDriver } from '../../src/targets/store.js';
import { readAnswers } from '../../src/wizard/answers.js';
import { stepText } from '../../src/wizard/screens/step-text.js';
import { coverageText } from './coverage.js';
import { verificationText } from './verification.js';
import { everyStep } from '../../steps/catalogue.js';

const somebody = 'S-1-5-21-7-8-9';

/** The generated pages of docs/, by name: a page a step, the coverage of the article, and what was tested against what. */
export async function pages(): Promise<ReadonlyMap<string, string>> {
  const scene = await readScene(templatePath('lab/server.yaml'));
  const facts = await discover({
    access: storeDriver(new MemoryStore(scene.resources)),
    self: scene.server,
    now: new Date(0),
    origin: 'lab',
  });
  // What only the operator or the network can tell: without it service-account-rights has nothing but a question
  const known = {
    ...facts,
    serviceAccountSid: `${somebody}-1010`,
    exchangeAdministratorsSid: `${somebody}-1020`,
  };
  const verification = join(packageRoot(), 'docs/verification.md');
  const ids = everyStep.map((step) => step.id);
  const answers = await readAnswers(templatePath('lab/answers.yaml'), everyStep);
  const options = Object.fromEntries(ids.map((id) => [id, answers.steps[id]?.options]));
  return new Map([
    ['coverage.md', coverageText(recommendations, steps, beyondSteps, options, known)],
    ['verification.md', verificationText(await readFile(verification, 'utf8'))],
    ...everyStep.map((step): [string, string] => [
      `steps/${step.id}.md`,
      ['# ' + step.title, '', '```', ...stepText(step, 100), '```', ''].join('\n'),
    ]),
  ]);
}
