import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { DataError } from '../../errors.js';
import { kindOf } from '../../model/kind.js';
import { loadKinds } from '../../resources/load-kinds.js';
import type { StoredReading } from '../store.js';
import type { Installs } from './installs.js';

const entries = z.array(z.record(z.string(), z.unknown()));

/** Who a simulated server is, as a server on the network would say it. */
export const sceneServer = z.object({
  name: z.string(),
  machineSid: z.string(),
  domain: z.string().exactOptional(),
  domainSid: z.string().exactOptional(),
  controllerRole: z.enum(['primary', 'backup']).exactOptional(),
});

/** The people of a simulated server. */
export const population = z.object({
  principals: z
    .array(
      z.object({ sid: z.string(), name: z.string(), kind: z.enum(['user', 'group', 'alias', 'well-known']) }),
    )
    .default([]),
  trustedDomains: z.array(z.object({ name: z.string(), sid: z.string().exactOptional() })).default([]),
});

const scene = population.extend({
  format: z.literal(1),
  server: sceneServer,
  resources: z.record(z.string(), entries),
});

const installs = z.object({
  format: z.literal(1),
  installs: z.array(z.object({ id: z.string(), brings: z.record(z.string(), entries) })),
});

export interface Scene {
  readonly server: z.infer<typeof sceneServer>;
  readonly population: z.infer<typeof population>;
  readonly resources: readonly StoredReading[];
}

/** Reads a server as plain data; a section a kind, each entry an address and a reading. @throws DataError */
export async function readScene(path: string): Promise<Scene> {
  const { server, resources, principals, trustedDomains } = await readYaml(path, scene);
  return { server, population: { principals, trustedDomains }, resources: await readEntries(resources) };
}

/** Reads what simulated installations bring with them, beside what the patch catalogue says. @throws DataError */
export async function readInstalls(path: string): Promise<Installs> {
  const found = await readYaml(path, installs);
  const { installsOfPatches } = await import('./installs-of-patches.js');
  const brought = new Map(installsOfPatches());
  for (const { id, brings } of found.installs) {
    const { key } = kindOf({ kind: 'software' }).resource({ id });
    brought.set(key, [...(brought.get(key) ?? []), ...(await readEntries(brings))]);
  }
  return brought;
}

async function readEntries(
  sections: Readonly<Record<string, z.infer<typeof entries>>>,
): Promise<StoredReading[]> {
  await loadKinds(Object.keys(sections));
  return Object.entries(sections).flatMap(([kind, list]) =>
    list.map((entry) => kindOf({ kind }).entry(entry)),
  );
}

async function readYaml<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const result = schema.safeParse(parse(await readFile(path, 'utf8')));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new DataError(
    `${path} does not fit at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}.`,
  );
}
