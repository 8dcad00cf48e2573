import { discover } from '../../../src/discovery/discover.js';
import { assess } from '../../../src/engine/assess.js';
import type { Finding } from '../../../src/engine/finding.js';
import type { Access } from '../../../src/model/access.js';
import type { Facts } from '../../../src/model/facts.js';
import { labCensus, labDirectory } from '../../../src/targets/lab/census.js';
import { labDriver, type Installs } from '../../../src/targets/lab/installs.js';
import { readInstalls, readScene, type Scene } from '../../../src/targets/lab/scene.js';
import { MemoryStore } from '../../../src/targets/store.js';
import { beyondSteps } from '../../../steps/beyond-the-article/index.js';
import { steps } from '../../../steps/index.js';
import { blindTo, type StepOptions } from '../step-on-lab.js';
import type { Combination } from './combination.js';

const now = new Date('2003-03-15T09:00:00Z');

/** What only the operator knows, everywhere alike. */
const usualAnswers: Readonly<Record<string, StepOptions>> = {
  'certificate-request': {
    ...{ fqdn: 'owa.example.com', organization: 'Example', country: 'US', state: 'Washington' },
    ...{ locality: 'Seattle', bits: 1024 },
  },
  'password-policy': { wholeDomain: true },
};

const everyStep = [...steps, ...beyondSteps];

// Read once a test file, and only by one that looks at a server
let lab: Promise<Scene> | undefined;
let installs: Promise<Installs> | undefined;

export interface Assessed {
  readonly facts: Facts;
  readonly findings: readonly Finding[];
}

/** What is found on a server, and what once everything was done that Batten proposes or asks a person to do. */
export interface FirstAndLast {
  readonly first: Assessed;
  readonly last: Assessed;
}

export async function assessCombination(combination: Combination): Promise<FirstAndLast> {
  lab ??= readScene('templates/lab/server.yaml');
  installs ??= readInstalls('templates/lab/installs.yaml');
  const scene = combination.change(await lab);
  const store = new MemoryStore(scene.resources);
  const { hidden } = combination;
  const seen = labDriver(store, await installs);
  const access = hidden === undefined ? seen : blindTo(seen, ({ key }) => hidden.test(key));
  const look = async (): Promise<Assessed> => {
    const facts = await factsOf(combination, scene, store, access);
    const answers = (id: string) => combination.answers?.[id] ?? usualAnswers[id];
    return { facts, findings: await assess(everyStep, ({ id }) => answers(id), facts, access) };
  };
  const first = await look();
  let last = first;
  // What stands on another step, or on a role that a service pack brings, has its changes only afterwards
  for (let round = 0; round < 5; round += 1) {
    const changes = last.findings.flatMap((finding) => finding.changes);
    if (changes.length === 0) return { first, last };
    for (const { resource, after } of changes) await access.write(resource, after);
    last = await look();
  }
  throw new Error(`${combination.name} does not come to an end`);
}

async function factsOf(
  { given = {}, way = 'network' }: Combination,
  { server, population }: Scene,
  store: MemoryStore,
  access: Access,
): Promise<Facts> {
  const found = await discover(
    way === 'network'
      ? {
          ...{ access, now, self: server, census: labCensus(store, server.name, population) },
          directory: labDirectory(store),
        }
      : { access, now, origin: way === 'kit' ? 'capture' : 'operator' },
  );
  return { ...given, ...found };
}
