import type { FoundRequest } from './subject.js';

export interface RequestDifference {
  /** `common name`, `key`, `digest` … */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** What became of the earlier request of the same name. */
export interface Succession {
  /** A renewal keeps the key; after rekeying the old certificate and the new one have different keys. */
  readonly kind: 'renewal' | 'rekeying';
  readonly differences: readonly RequestDifference[];
}

/** What changed from an earlier request of the same name: names, key, digest. */
export function compareRequests(before: FoundRequest, after: FoundRequest): Succession {
  const differences = Object.entries(shown).flatMap(([what, show]) => {
    const [was, is] = [show(before), show(after)];
    return was === is ? [] : [{ what, before: was, after: is }];
  });
  return { kind: before.publicKey === after.publicKey ? 'renewal' : 'rekeying', differences };
}

const shown: Readonly<Record<string, (request: FoundRequest) => string>> = {
  protocol: ({ protocol }) => protocol,
  'common name': ({ commonName }) => commonName,
  'other names': ({ alternativeNames = [] }) => alternativeNames.toSorted().join(', ') || '-',
  organization: ({ organization }) => organization,
  unit: ({ unit }) => unit ?? '-',
  country: ({ country }) => country,
  state: ({ state }) => state,
  locality: ({ locality }) => locality,
  profile: ({ profile }) => profile ?? 'modern',
  key: ({ bits, publicKey = '' }) => `${bits} bits ${publicKey.slice(0, 16)}`,
  digest: ({ digest }) => digest,
};
