import type { Digest, KeySize } from './strength.js';

/** For whom a request is made: for today's authorities and clients, or as Key Manager of IIS 4.0 made them in 2003. */
export const profileNames = ['modern', 'era'] as const;
export type Profile = (typeof profileNames)[number];

export interface ProfileDefaults {
  readonly bits: KeySize;
  readonly digest: Digest;
  /** One line for a choice. */
  readonly hint: string;
  /** What it is, and what nobody has proved of it. */
  readonly help: readonly string[];
}

/** Key Manager: 1024 bits at most, MD5, no attributes (Q278498, Q216539). Today: Baseline Requirements 2.2.6. */
export const profiles: Readonly<Record<Profile, ProfileDefaults>> = {
  modern: {
    bits: 2048,
    digest: 'sha256',
    hint: 'what an authority issues today; for a TLS front',
    help: [
      'modern: 2048 bits or more, SHA-256, alternative names, no organizational unit. For a TLS front before the server.',
      'Unconfirmed: IIS 4.0 itself is not known to take such a key or certificate.',
    ],
  },
  era: {
    bits: 1024,
    digest: 'sha1',
    hint: 'as Key Manager of IIS 4.0 made them; a private authority',
    help: [
      "era: 1024 bits, SHA-1 or MD5, all six names in plain letters, no alternative names, in Key Manager's own form.",
      'A private authority can sign it for clients of the time; public ones and current clients refuse it.',
      'Unconfirmed: whether IIS 4.0 imports a key that Key Manager did not make, and the blank lines of its text.',
    ],
  },
};
