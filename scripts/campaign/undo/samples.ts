import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KindSample } from '../../../__tests__/support/contract/kind-sample.js';
import { packageRoot } from '../../../src/files/package-root.js';

/** The samples of every kind under src/resources. @throws Error where a kind has none */
export async function samplesOfAllKinds(): Promise<ReadonlyMap<string, KindSample>> {
  const samples = new Map<string, KindSample>();
  for (const file of readdirSync(join(packageRoot(), 'src/resources'))) {
    const [, name] = /^(.+)\.ts$/.exec(file) ?? [];
    if (name === undefined || name === 'load-kinds') continue;
    const path = `../../../__tests__/support/contract/kinds/${name}.js`;
    samples.set(name, ((await import(path)) as { readonly sample: KindSample }).sample);
  }
  return samples;
}
