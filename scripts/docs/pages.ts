import { recommendations } from '../../steps/recommendations.js';
import { beyondSteps } from '../../steps/beyond-the-article/index.js';
import { steps } from '../../steps/index.js';
import { discover } from '../../src/discovery/discover.js';
import { templatePath } from '../../src/files/package-root.js';
import { readScene } from '../../src/targets/lab/scene.js';
import { MemoryStore, storeDriver } from '../../src/targets/store.js';
import { readAnswers } from '../../src/wizard/answers.js';
import { stepText } from '../../src/wizard/screens/step-text.js';
import { coverageText } from './coverage.js';
import { everyStep } from '../../steps/catalogue.js';

/** The generated pages of docs/, by name: a page a step, and the coverage of the article. */
export async function pages(): Promise<ReadonlyMap<string, string>> {
  const scene = await readScene(templatePath('lab/server.yaml'));
  const facts = await discover(storeDriver(new MemoryStore(scene.resources)), scene.server);
  const ids = everyStep.map((step) => step.id);
  const answers = await readAnswers(templatePath('lab/answers.yaml'), ids);
  const options = Object.fromEntries(ids.map((id) => [id, answers.steps[id]?.options]));
  return new Map([
    ['coverage.md', coverageText(recommendations, steps, beyondSteps, options, facts)],
    ...everyStep.map((step): [string, string] => [
      `steps/${step.id}.md`,
      ['# ' + step.title, '', '```', ...stepText(step, 100), '```', ''].join('\n'),
    ]),
  ]);
}
