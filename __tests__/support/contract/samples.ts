import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../src/files/package-root.js';
import type { Kind } from '../../../src/model/kind.js';
import type { KindSample } from './kind-sample.js';

const resources = join(packageRoot(), 'src/resources');
const samplesFolder = join(import.meta.dirname, 'kinds');

/** What the file of each kind exports, by the kind's name: whatever lies in src/resources and exports a kind. */
export async function kindModules(): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const modules = new Map<string, Readonly<Record<string, unknown>>>();
  for (const name of namesIn(resources)) {
    const module = (await import(`../../../src/resources/${name}.js`)) as Readonly<Record<string, unknown>>;
    if ('kind' in module) modules.set(name, module);
  }
  return modules;
}

/** The samples there are, by the kind's name. */
export async function kindSamples(): Promise<ReadonlyMap<string, KindSample>> {
  const samples = new Map<string, KindSample>();
  for (const name of namesIn(samplesFolder)) {
    const { sample } = (await import(`./kinds/${name}.js`)) as { readonly sample: KindSample };
    samples.set(name, sample);
  }
  return samples;
}

/** @throws Error that says what to add where */
export function sampleOf(samples: ReadonlyMap<string, KindSample>, name: string): KindSample {
  const sample = samples.get(name);
  if (sample !== undefined) return sample;
  throw new Error(
    `src/resources/${name}.ts is a kind that the contract knows no addresses and values of.\n` +
      `Add __tests__/support/contract/kinds/${name}.ts with\n` +
      `  export const sample = kindSample(kind, { addresses, values, spellings, examples, answer, constructors, expectations });\n` +
      'What each of these is stands in __tests__/support/contract/kind-sample.ts; volume.ts beside it is a small example.',
  );
}

/** The functions of a kind's file that make expectations, or help with them. */
export const functionsOf = (module: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(module)
    .filter(([, exported]) => typeof exported === 'function')
    .map(([name]) => name);

/** The kind that a file exports. */
export const kindIn = (module: Readonly<Record<string, unknown>>): Kind => module['kind'] as Kind;

const namesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
