import { defined } from '../defined.js';
import type { Facts, Language } from '../model/facts.js';
import type { Places } from './registry-places.js';

const roles = ['ServerNT', 'LanmanNT', 'WinNT'] as const;

/** What follows from the registry alone. */
export function factsOfRegistry(places: Places): Partial<Facts> {
  const { known, text, number, list } = places;
  const [, ownOrganization, ownSite] =
    /^\/o=([^/]+)\/ou=([^/]+)\/cn=Configuration\/cn=Servers\//i.exec(text('transferAgent') ?? '') ?? [];
  const [host, domain] = [text('hostName'), text('domainName')];
  const isThere = (...signs: readonly unknown[]): true | undefined =>
    signs.some((sign) => sign !== undefined) || undefined;
  return defined({
    installDate: number('installDate'),
    role: roles.find((role) => role === text('productType')),
    windows: text('currentVersion'),
    servicePack: known('csdVersion') ? packNumber(text('csdVersion')) : undefined,
    terminalServer: known('productSuite')
      ? (list('productSuite') ?? []).some((suite) => suite.toLowerCase() === 'terminal server')
      : undefined,
    language: languageOf(places),
    // Outlook Web Access is pages of it
    internetInformationServer: isThere(number('webServerVersion'), text('webServer')),
    // A web server that has Outlook Web Access alone knows the folder and the service pack of Exchange too
    exchange: isThere(text('transferAgent')),
    exchangeServicePack: number('exchangePack'),
    outlookWebAccess: known('webServer') ? text('webServer') !== undefined : undefined,
    internetMailService: known('mailService') ? number('mailService') !== undefined : undefined,
    organization: ownOrganization ?? text('organization'),
    site: ownSite ?? text('site'),
    systemRoot: text('systemRoot'),
    exchangeFolder: text('exchangeFolder'),
    trackingLogFolder: text('trackingLog'),
    fullyQualifiedName: host !== undefined && domain !== undefined ? `${host}.${domain}` : undefined,
  });
}

/** `Service Pack 6` is 6; no text is 0: nothing was installed. */
function packNumber(text: string | undefined): number | undefined {
  if (text === undefined) return 0;
  const found = /(\d+)/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** The language of its CD, in which its groups are named; where that is not told, the one that it speaks. */
function languageOf({ text }: Places): Language | undefined {
  const words = text('installLanguage') ?? text('language');
  if (words === undefined || !/^[0-9a-f]{4,8}$/i.test(words)) return undefined;
  return {
    lcid: Number.parseInt(words, 16),
    ...defined({
      ansiCodePage: numberOf(text('ansiCodePage')),
      oemCodePage: numberOf(text('oemCodePage')),
    }),
  };
}

const numberOf = (words: string | undefined): number | undefined =>
  words !== undefined && /^\d{1,5}$/.test(words) ? Number(words) : undefined;
