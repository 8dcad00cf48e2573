import type { Census, Known } from '../../model/census.js';
import type { TrustedDomain } from '../../model/principal.js';
import { kind as serviceKind } from '../../resources/service.js';
import type { Store } from '../store.js';

/** The people of a simulated server. */
export interface Population {
  readonly principals: readonly Known[];
  readonly trustedDomains: readonly TrustedDomain[];
}

/** What a simulated server tells of itself: the services that it holds now, and the people of its scene. */
export function labCensus(store: Store, { principals, trustedDomains }: Population): Census {
  return {
    async services() {
      const resources = (await store.all()).map(({ resource }) => resource);
      return resources
        .filter((resource) => resource.kind === serviceKind.name)
        .map((resource) => serviceKind.addressOf(resource).name);
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
