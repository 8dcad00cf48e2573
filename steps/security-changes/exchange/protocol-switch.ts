import { z } from 'zod';
import type { Facts } from '../../../src/model/facts.js';
import type { Found, Objection } from '../../../src/model/step.js';
import {
  directoryAttribute,
  kind,
  type DirectoryExpectations,
} from '../../../src/resources/directory-attribute.js';
import { together, type Expectation } from '../../../src/model/expectation.js';
import type { Resource } from '../../../src/model/resource.js';
import { configurationOf, reachesOthers, serverOf } from './exchange-site.js';

/** LDAP last: switching it off may cut the connection over which the others are checked. */
export const switchedProtocols = ['POP3', 'IMAP4', 'NNTP', 'HTTP', 'LDAP'] as const;

export type SwitchedProtocol = (typeof switchedProtocols)[number];

export const scope = z
  .enum(['site', 'server'])
  .default('site')
  .describe('Set it for the whole site, or for this server alone (HTTP: always the site)');

export interface Switch {
  readonly protocol: SwitchedProtocol;
  readonly attribute: 'Enabled-Protocol-Cfg' | 'Anonymous-Access';
  readonly scope: 'site' | 'server';
  /** `ou=HQ,o=Example` */
  readonly site: string;
}

/** What has to be FALSE. A server's own value counts only while its Use-Site-Values is FALSE (Q224447), so both go together. */
export function switchedOff(one: Switch, facts: Facts): readonly Expectation[] {
  const { ofSite, ofServer, usesSite } = attributesOf(one, facts);
  if (ofServer === undefined || usesSite === undefined) return [ofSite.isFalse()];
  return one.scope === 'site'
    ? [ofSite.isFalse(), ...together(usesSite.resource, ofServer.isFalse())]
    : together(usesSite.resource, usesSite.isFalse(), ofServer.isFalse());
}

/** What decides which of the two values counts. */
export function switchMarks(one: Switch, facts: Facts): readonly Resource[] {
  const { ofSite, ofServer, usesSite } = attributesOf(one, facts);
  return [ofSite, ofServer, usesSite].flatMap((attribute) => attribute?.resource ?? []);
}

/**
 * What must not be changed, and what need not be.
 *
 * @param refusal why the protocol must stay as it is
 * @param used who uses it, so that nothing is wanted of it
 */
export function switchObjections(
  found: Found,
  one: Switch,
  {
    everyServer,
    refusal,
    used,
  }: {
    readonly everyServer: boolean;
    readonly refusal: string | undefined;
    readonly used?: string | undefined;
  },
  facts: Facts,
): readonly Objection[] {
  const { ofSite, ofServer, usesSite } = attributesOf(one, facts);
  if (used !== undefined) {
    return switchMarks(one, facts).map((resource) => ({ resource, reason: used, moot: true }));
  }
  if (refusal !== undefined) {
    return switchMarks(one, facts).map((resource) => ({ resource, reason: refusal }));
  }
  const others = reachesOthers(everyServer, facts);
  const site = others === undefined ? [] : [{ resource: ofSite.resource, reason: others }];
  if (ofServer === undefined || usesSite === undefined) return site;
  const own = truthOf(found, usesSite.resource) === false;
  if (one.scope === 'site') {
    const settled = !own && found(usesSite.resource)?.state !== 'unreadable';
    const reason = settled
      ? 'the server follows the site'
      : 'Whether the server follows the site could not be read.';
    return own ? site : [...site, { resource: ofServer.resource, reason, moot: settled }];
  }
  if (own || truthOf(found, ofSite.resource) !== false) return [];
  const reason = 'the server follows the site, where it is off';
  return [usesSite.resource, ofServer.resource].map((resource) => ({ resource, reason, moot: true }));
}

interface Attributes {
  readonly ofSite: DirectoryExpectations;
  readonly ofServer?: DirectoryExpectations;
  readonly usesSite?: DirectoryExpectations;
}

function attributesOf({ protocol, attribute, site }: Switch, facts: Facts): Attributes {
  const ofSite = directoryAttribute(`cn=${protocol},cn=Protocols,${configurationOf(site)}`, attribute);
  // HTTP has no object at the server
  if (protocol === 'HTTP') return { ofSite };
  const server = `cn=${protocol},cn=Protocols,${serverOf(site, facts)}`;
  return {
    ofSite,
    ofServer: directoryAttribute(server, attribute),
    usesSite: directoryAttribute(server, 'Use-Site-Values'),
  };
}

function truthOf(found: Found, resource: Resource): boolean | undefined {
  const reading = found(resource);
  const value = reading === undefined ? undefined : kind.typed(reading);
  if (value?.state !== 'present') return undefined;
  return value.value.values[0]?.toUpperCase() === 'TRUE';
}
