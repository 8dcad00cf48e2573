import { z } from 'zod';
import type { Expectation } from '../../../src/model/expectation.js';
import type { Facts } from '../../../src/model/facts.js';
import type { Found } from '../../../src/model/step.js';
import { kind, metabaseValue } from '../../../src/resources/metabase-value.js';
import type { Resource } from '../../../src/model/resource.js';
import { schannel, schannelBuild } from './schannel.js';
import { exchangeNode, rootNode, siteMarks, siteNode, webSite, wrongSite } from './web-site.js';
import { defineRoleStep } from '../../role-step.js';

// AccessSSL and AccessSSL128 of the mask AccessSSLFlags; client certificates are other bits and stay as they are
const secureChannel = 8;
const strongCipher = 256;

const filters = metabaseValue('/LM/W3SVC/Filters', 'FilterLoadOrder').resource;

export const requireSslStep = defineRoleStep('outlook-web-access', {
  id: 'require-ssl',
  stage: 'security-changes',
  section: 'Web and SSL',
  covers: ['C-10', 'C-11'],
  line: 65,
  title: 'Require SSL with strong encryption',
  why:
    'While http still answers, users go on sending mail and passwords in clear text. Once a key is bound, IIS can refuse everything but a ' +
    'secure channel, and everything below 128 bit (Q224389).',
  mayBreak: [
    'Without a working key every request is refused with 403.4 and the site is dead; a script can do that where Internet Service Manager would not let you (Q224389, Q267932).',
    'With the export build of schannel.dll 128 bit keeps out even strong browsers, with 403.5 (Q300398).',
    'Bookmarks that begin with http stop; a page of your own for error 403;4 can lead to https (Q268822).',
    'If the last key is deleted while SSL is required, all sites are locked and Internet Service Manager hides the button: take this step back first (Q267932).',
    'No current browser or program speaks the SSL of IIS 4.0: try https with an old browser (Q245030).',
  ],
  sources: [
    ...['Q224389', 'Q267932', 'Q300398', 'Q268822', 'Q245030', 'Q308255', 'Q247098', 'Q234022'],
    ...['Q175892', 'Q176820'],
  ],
  reversibility: 'automatic',
  effect: 'at once',
  needs: ['iis-lockdown', 'certificate-install'],
  unconfirmed: [
    'Anonymous access of IIS stays on: the logon page of Outlook Web Access needs it (Q175892). Password pages outside the chosen scope stay without SSL (Q234022).',
  ],
  options: z.strictObject({
    webSite,
    scope: z
      .enum(['whole-site', 'outlook-web-access'])
      .default('whole-site')
      .describe('Require SSL for the whole site, or for Outlook Web Access alone'),
    strong: z.boolean().default(true).describe('Require 128 bit; needs the strong schannel.dll'),
  }),
  expects: (options) => masks(options),
  scope(options, _, found) {
    const isStrong = masks({ ...options, strong: true }).every(({ resource, met }) => {
      const reading = found(resource);
      return reading !== undefined && reading.state !== 'unreadable' && met(reading);
    });
    const left = options.strong || isStrong ? [] : ['whether 128 bit is required (strong is false)'];
    return { looked: ['this server'], left };
  },
  observes: ({ webSite: site }) => [
    ...siteMarks(site),
    metabaseValue(siteNode(site), 'SecureBindings').resource,
    filters,
    schannel,
  ],
  objections(found, options, facts) {
    const reason = notYet(found, options, facts);
    if (reason === undefined) return [];
    const { webSite: site } = options;
    return [rootNode(site), exchangeNode(site), `${rootNode(site)}/IISADMPWD`].map((node) => ({
      resource: metabaseValue(node, 'AccessSSLFlags').resource,
      reason,
    }));
  },
});

interface Choice {
  readonly webSite: number;
  readonly scope: 'whole-site' | 'outlook-web-access';
  readonly strong: boolean;
}

/** What is set at a lower node wins, so masks below the chosen one must agree. */
function masks({ webSite: site, scope, strong }: Choice): readonly Expectation[] {
  const bits = strong ? secureChannel + strongCipher : secureChannel;
  const below = [exchangeNode(site), `${rootNode(site)}/IISADMPWD`];
  const mask = (node: string) => metabaseValue(node, 'AccessSSLFlags');
  return scope === 'whole-site'
    ? [mask(rootNode(site)).flags(bits), ...below.map((node) => mask(node).flagsUnlessInherited(bits))]
    : [mask(exchangeNode(site)).flags(bits)];
}

function notYet(found: Found, { webSite: site, strong }: Choice, facts: Facts): string | undefined {
  const wrong = wrongSite(found, site, facts);
  if (wrong !== undefined) return wrong;
  if (listOf(found, metabaseValue(siteNode(site), 'SecureBindings').resource).length === 0) {
    return 'No key is bound to the site, so every request would be refused (Q224389). Install the certificate first.';
  }
  const loaded = listOf(found, filters).flatMap((names) => names.toLowerCase().split(/\s*,\s*/));
  if (!loaded.includes('sspifilt')) {
    return 'The filter sspifilt is not in the load order, so SSL never answers (Q247098). Put it back first.';
  }
  const build = schannelBuild(found);
  if (strong && build !== 'strong') {
    return (
      `schannel.dll is ${build === 'export' ? 'the export build' : 'not known to be the 128 bit build'}: with the export build nobody gets in ` +
      'where 128 bit is required (Q300398). Install the high encryption build of the service pack, or set strong to false and require SSL alone.'
    );
  }
  return undefined;
}

/** The texts of a value; none where it is absent, or not read. */
function listOf(found: Found, resource: Resource): readonly string[] {
  const reading = found(resource);
  const value = reading === undefined ? undefined : kind.typed(reading);
  if (value?.state !== 'present') return [];
  const { data } = value.value;
  return typeof data === 'object' ? data : [String(data)];
}
