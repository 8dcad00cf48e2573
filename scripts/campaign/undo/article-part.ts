import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { exchangePeople } from '../../../__tests__/support/facts.js';
import { everyStep } from '../../../steps/catalogue.js';
import { discover } from '../../../src/discovery/discover.js';
import { resourcesOf } from '../../../src/engine/assess.js';
import { packageRoot, templatePath } from '../../../src/files/package-root.js';
import type { Facts } from '../../../src/model/facts.js';
import type { Json } from '../../../src/model/reading.js';
import { labDriver } from '../../../src/targets/lab/installs.js';
import { readInstalls, readScene } from '../../../src/targets/lab/scene.js';
import { MemoryStore } from '../../../src/targets/store.js';
import type { Part } from '../part.js';
import { tryProperty } from '../property.js';
import { articleWorlds, runArticleTrial, type Article } from './article-trial.js';
import { samplesOfAllKinds } from './samples.js';

export const articlePart: Part = {
  name: 'undo-article',
  promise:
    'The same with the steps of the article, some of them with other options, on the server of the lab, of which what the ' +
    'steps look at holds something else.',
  full: 10_000,
  short: 1000,
  batch: 200,
  async run(first, trials) {
    const article = await theArticle();
    return tryProperty(articleWorlds(article), (world) => runArticleTrial(world, article), first, trials);
  },
};

let read: Promise<Article> | undefined;

const theArticle = (): Promise<Article> => (read ??= readArticle());

async function readArticle(): Promise<Article> {
  const [{ server, resources }, installs, samples] = await Promise.all([
    readScene(templatePath('lab/server.yaml')),
    readInstalls(templatePath('lab/installs.yaml')),
    samplesOfAllKinds(),
  ]);
  const access = labDriver(new MemoryStore(resources), installs);
  const found = await discover({ access, self: server, now: new Date(0), origin: 'lab' });
  const facts: Facts = { ...found, ...askedFacts };
  const options = optionsOfLab();
  const looked = everyStep.flatMap((step) => resourcesOf(step, options[step.id], facts));
  const resourcesOfSteps = [...new Map(looked.map((one) => [one.key, one])).values()];
  return { entries: resources, installs, facts, samples, options, resources: resourcesOfSteps };
}

/** What no reading of the lab's server tells. */
const askedFacts: Omit<Facts, 'name'> = {
  ...exchangePeople,
  systemRoot: 'C:\\WINNT',
  organization: 'Example',
  site: 'HQ',
  otherServersOfSite: [],
};

function optionsOfLab(): Article['options'] {
  const answers = parse(readFileSync(join(packageRoot(), 'templates/lab/answers.yaml'), 'utf8')) as {
    readonly steps: Readonly<Record<string, { readonly options?: Readonly<Record<string, Json>> }>>;
  };
  return Object.fromEntries(Object.entries(answers.steps).map(([id, { options }]) => [id, options ?? {}]));
}
