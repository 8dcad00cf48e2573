import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import { missingFact } from '../../../src/model/step.js';

const directoryName = z
  .string()
  .regex(
    /^[^,=/"\p{Cc}]{1,64}$/u,
    'a directory name has 1 to 64 characters and no comma, slash or equals sign',
  );

/** Options for what discovery may not have found out: the directory names, which are not the display names. */
export const directoryOptions = {
  organization: directoryName
    .exactOptional()
    .describe('Directory name of the organization, where it was not found out'),
  siteName: directoryName
    .exactOptional()
    .describe('Directory name of the Exchange site, where it was not found out'),
};

export interface DirectoryChoice {
  readonly organization?: string;
  readonly siteName?: string;
}

/** `ou=HQ,o=Example`, or undefined where neither discovery nor the operator knows it. */
export function knownSite({ organization, siteName }: DirectoryChoice, facts: Facts): string | undefined {
  const names = [siteName ?? facts.site, organization ?? facts.organization];
  const [site, top] = names;
  if (site === undefined || top === undefined) return undefined;
  // What a server says about itself is held to the same rule as what a person types
  return names.every((name) => directoryName.safeParse(name).success) ? `ou=${site},o=${top}` : undefined;
}

/** @throws UsageError where the names are not known */
export function siteOf(choice: DirectoryChoice, facts: Facts): string {
  const site = knownSite(choice, facts);
  if (site !== undefined) return site;
  throw missingFact(
    'the directory names of organization and site were not found out: give them as organization and siteName',
  );
}

export const configurationOf = (site: string): string => `cn=Configuration,${site}`;

export const serverOf = (site: string, { name }: Facts): string =>
  `cn=${name},cn=Servers,${configurationOf(site)}`;

export const everyServer = z
  .boolean()
  .default(false)
  .describe('Change what all servers of the site share, although it reaches every one of them');

/** Why a setting of the whole site must not be changed yet; undefined where it reaches this server alone. */
export function reachesOthers(confirmed: boolean, { otherServersOfSite: others }: Facts): string | undefined {
  if (confirmed || others?.length === 0) return undefined;
  const who =
    others === undefined
      ? 'every server of the site, and which those are was not found out; Exchange Administrator lists them under Servers'
      : `${others.join(', ')} too`;
  return `This setting belongs to the site and changes ${who}. Set everyServer to true if that is wanted (Q148963).`;
}
