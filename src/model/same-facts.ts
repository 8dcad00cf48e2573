import type { Facts } from './facts.js';

/**
 * Whether two sets of facts say the same, from the same kinds of source. When they were found out is left out: what is only read
 * again is no news.
 */
export const saySame = (one: Facts, other: Facts): boolean => words(one) === words(other);

function words({ sources, ...facts }: Facts): string {
  const origins = Object.entries(sources ?? {}).map(([member, source]) => [member, source?.from]);
  return JSON.stringify([sorted(Object.entries(facts)), sorted(origins)]);
}

const sorted = (entries: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] =>
  [...entries].sort(([a], [b]) => String(a).localeCompare(String(b)));
