import { isRoot, isSignedBy, type Certificate } from './certificate.js';

/** A certificate, then the one that signed it, and so on; and why it ends. */
export interface Chain {
  readonly certificates: readonly Certificate[];
  readonly end:
    | { readonly why: 'root' }
    /** No file holds the authority's certificate. */
    | { readonly why: 'missing'; readonly issuer: string }
    /** A certificate has the authority's name, but not the key that signed. */
    | { readonly why: 'wrong-key'; readonly issuer: string }
    /** Who signed was not allowed to. */
    | { readonly why: 'no-authority'; readonly issuer: string };
}

/** The end of a chain that would come back to itself is `missing`: no root is reached. */
export function chainOf(leaf: Certificate, pool: readonly Certificate[]): Chain {
  const certificates = [leaf];
  for (let current = leaf; !isRoot(current);) {
    const { issuer } = current;
    const named = pool.filter(
      (one) =>
        one.subject === issuer && !certificates.some(({ fingerprint }) => fingerprint === one.fingerprint),
    );
    if (named.length === 0) return { certificates, end: { why: 'missing', issuer } };
    const next = named.find((one) => isSignedBy(current, one));
    if (next === undefined) return { certificates, end: { why: 'wrong-key', issuer } };
    // A root of the nineties has no extensions (X.509 version 1), so nothing in it says that it is an authority.
    if (!next.isAuthority && !isRoot(next)) return { certificates, end: { why: 'no-authority', issuer } };
    certificates.push(next);
    current = next;
  }
  return { certificates, end: { why: 'root' } };
}

/** The certificate of the server among several: the one for the key, or else the one that signed none of the others. */
export function serverCertificate(
  found: readonly Certificate[],
  publicKey: string | undefined,
): Certificate | undefined {
  const own = found.find((one) => one.publicKey === publicKey);
  if (own !== undefined) return own;
  const leaves = found.filter((one) => !found.some((other) => other !== one && other.issuer === one.subject));
  return leaves.find((one) => !one.isAuthority) ?? leaves[0];
}
