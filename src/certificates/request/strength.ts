/** How long a key may be, in bits. */
export const keySizes = [1024, 2048, 3072, 4096] as const;
export type KeySize = (typeof keySizes)[number];

/** Digests that Batten signs a request with. */
export const digests = ['sha256', 'sha1', 'md5'] as const;
export type Digest = (typeof digests)[number];
