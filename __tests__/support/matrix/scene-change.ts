import { kindOf } from '../../../src/model/kind.js';
import { present, type Json } from '../../../src/model/reading.js';
import { kind as serviceKind, type ServiceValue } from '../../../src/resources/service.js';
import type { Scene } from '../../../src/targets/lab/scene.js';

/** Makes another server of the one in a scene. */
export type SceneChange = (scene: Scene) => Scene;

export const allOf =
  (...changes: readonly SceneChange[]): SceneChange =>
  (scene) =>
    changes.reduce((before, change) => change(before), scene);

/** What a scene holds, as its file would say it; what is there is replaced. */
export const holds =
  (kind: string, entry: Readonly<Record<string, Json>>): SceneChange =>
  (scene) => {
    const stored = kindOf({ kind }).entry(entry);
    return {
      ...scene,
      resources: [...scene.resources.filter(({ resource }) => resource.key !== stored.resource.key), stored],
    };
  };

/** Takes resources away by their keys. */
export const without =
  (...gone: readonly RegExp[]): SceneChange =>
  (scene) => ({
    ...scene,
    resources: scene.resources.filter(({ resource }) => !gone.some((one) => one.test(resource.key))),
  });

/** Changes services that are there. */
export const services =
  (names: RegExp, members: Partial<ServiceValue>): SceneChange =>
  (scene) => ({
    ...scene,
    resources: scene.resources.map((entry) => {
      const { resource, reading } = entry;
      const found = resource.kind === serviceKind.name ? serviceKind.typed(reading) : undefined;
      return found?.state === 'present' && names.test(serviceKind.addressOf(resource).name)
        ? { resource, reading: present<Json>({ ...found.value, ...members }) }
        : entry;
    }),
  });

/** What the server tells of itself. */
export const tells =
  (members: Partial<Scene['server']>): SceneChange =>
  (scene) => ({ ...scene, server: { ...scene.server, ...members } });

/** A stranger to every domain. */
export const noDomain: SceneChange = (scene) => {
  const { name, machineSid } = scene.server;
  return { ...scene, server: { name, machineSid }, population: { ...scene.population, trustedDomains: [] } };
};
