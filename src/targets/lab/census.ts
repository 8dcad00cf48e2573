import type { Census, DirectoryListing, Known } from '../../model/census.js';
import type { TrustedDomain } from '../../model/principal.js';
import { kind as accountKind } from '../../resources/account.js';
import { kind as attributeKind, sameName } from '../../resources/directory-attribute.js';
import { kind as registryKind } from '../../resources/registry-value.js';
import { kind as serviceKind } from '../../resources/service.js';
import { kind as shareKind } from '../../resources/share-acl.js';
import { kind as volumeKind } from '../../resources/volume.js';
import type { Store } from '../store.js';

/** The people of a simulated server. */
export interface Population {
  readonly principals: readonly Known[];
  readonly trustedDomains: readonly TrustedDomain[];
}

/** What a simulated server tells of itself: the services, accounts and shares that it holds now, and the people of
 * its scene. */
export function labCensus(store: Store, server: string, { principals, trustedDomains }: Population): Census {
  return {
    async services() {
      const resources = (await store.all()).map(({ resource }) => resource);
      return resources
        .filter((resource) => resource.kind === serviceKind.name)
        .map((resource) => serviceKind.addressOf(resource).name);
    },
    async accounts() {
      const accounts = (await store.all()).flatMap(({ resource, reading }) => {
        if (resource.kind !== accountKind.name) return [];
        const { authority, rid } = accountKind.addressOf(resource);
        const found = accountKind.typed(reading);
        return authority === server && found.state === 'present' ? [{ rid, name: found.value.name }] : [];
      });
      return { authority: server, accounts: accounts.sort((a, b) => a.rid - b.rid) };
    },
    async shares() {
      return (await store.all()).flatMap(({ resource, reading }) => {
        // Those that cannot be read are the administrative ones
        const found = resource.kind === shareKind.name ? shareKind.typed(reading) : undefined;
        return found?.state === 'present' && found.value.path !== undefined
          ? [{ name: shareKind.addressOf(resource).share, path: found.value.path }]
          : [];
      });
    },
    async drives() {
      const resources = (await store.all()).map(({ resource }) => resource);
      return resources
        .filter((resource) => resource.kind === volumeKind.name)
        .map((resource) => volumeKind.addressOf(resource).drive);
    },
    async valueNames(keys) {
      const names = new Map<string, string[]>(keys.map((key) => [key, []]));
      for (const { resource } of await store.all()) {
        if (resource.kind !== registryKind.name) continue;
        const { key, name } = registryKind.addressOf(resource);
        names.get(key)?.push(name);
      }
      return names;
    },
    named: (sids) => Promise.resolve(principals.filter(({ sid }) => sids.includes(sid))),
    withNames(names) {
      const known = new Map(principals.map((one) => [one.name.toLowerCase(), one]));
      return Promise.resolve(
        names.flatMap((name) => {
          const found = known.get(name.toLowerCase());
          return found === undefined ? [] : [{ ...found, name }];
        }),
      );
    },
    trustedDomains: () => Promise.resolve(trustedDomains),
  };
}

/** What the simulated Exchange directory lists: the objects whose name it holds. */
export function labDirectory(store: Store): DirectoryListing {
  return {
    async namesBelow(dn) {
      const names = (await store.all()).flatMap(({ resource, reading }) => {
        if (resource.kind !== attributeKind.name) return [];
        const { dn: object, attribute } = attributeKind.addressOf(resource);
        const found = attribute === 'rdn' ? attributeKind.typed(reading) : undefined;
        const above = object.slice(object.indexOf(',') + 1);
        return found?.state === 'present' && sameName(above) === sameName(dn) ? found.value.values : [];
      });
      return names.sort();
    },
  };
}
