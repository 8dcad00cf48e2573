import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import type { Found } from '../../../src/model/step.js';
import { kind, metabaseValue } from '../../../src/resources/metabase-value.js';
import type { Resource } from '../../../src/model/resource.js';

/** Usually 1, the Default Web Site; only the directory Exchange below it proves it. */
export const webSite = z
  .int()
  .min(1)
  .default(1)
  .describe('Number of the web site that serves Outlook Web Access');

export const siteNode = (site: number): string => `/LM/W3SVC/${site}`;
export const rootNode = (site: number): string => `${siteNode(site)}/ROOT`;
export const exchangeNode = (site: number): string => `${rootNode(site)}/Exchange`;

/** What is read to know whether a site is the one of Outlook Web Access. */
export const siteMarks = (site: number): readonly Resource[] => [
  metabaseValue(exchangeNode(site), 'Path').resource,
  metabaseValue(siteNode(site), 'ServerComment').resource,
];

/** Why a site cannot be the one that serves Outlook Web Access; undefined where it can. */
export function wrongSite(found: Found, site: number, { outlookWebAccess }: Facts): string | undefined {
  const [exchange, comment] = siteMarks(site).map((resource) => found(resource));
  if (outlookWebAccess === false || exchange?.state !== 'absent') return undefined;
  const title = comment === undefined ? '' : ` (${kind.show(comment)})`;
  return (
    `Web site ${site}${title} has no directory Exchange, so it does not serve Outlook Web Access. ` +
    'Look in Internet Service Manager for the site that has one, and give its number.'
  );
}
