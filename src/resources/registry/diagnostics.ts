import type { HandText } from '../../model/hand-text.js';
import { absent, present, type Settable } from '../../model/reading.js';
import { dword, type RegistryData } from './data.js';

interface Place {
  readonly key: string;
  readonly name: string;
}

const services = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';

/** Keys whose values are categories of diagnostic logging; those of the information store are nested (exchange55, diagnostics). */
export const diagnosticKeys = {
  directory: `${services}\\MSExchangeDS\\Diagnostics`,
  transferAgent: `${services}\\MSExchangeMTA\\Diagnostics`,
  privateStore: `${services}\\MSExchangeIS\\Diagnostics\\Private`,
  internetMail: `${services}\\MSExchangeIMC\\Diagnostics`,
  pop3: `${services}\\MSExchangeIS\\Diagnostics\\Internet Protocols\\POP3`,
  imap4: `${services}\\MSExchangeIS\\Diagnostics\\Internet Protocols\\IMAP4rev1`,
  nntp: `${services}\\MSExchangeIS\\Diagnostics\\Internet Protocols\\NNTP`,
} as const;

/** A category of Exchange's diagnostic logging, as the page Diagnostics Logging shows it. */
export interface Diagnostics {
  /** `MSExchangeIS, Private`: what is chosen on the left of the page. */
  readonly component: string;
  readonly category: string;
}

/** The four positions of the page and their numbers (Q181451, Q163032). */
const positions = { None: 0, Minimum: 1, Medium: 3, Maximum: 5 } as const;

/** The category that a value holds the level of: its name is a number, a blank, and the category. Undefined for other values. */
export function diagnosticsOf({ key, name }: Place): Diagnostics | undefined {
  const [, service, below = ''] =
    /^HKLM\\SYSTEM\\CurrentControlSet\\Services\\(MSExchange\w+)\\Diagnostics(?:\\(.+))?$/i.exec(key) ?? [];
  const category = /^\d+ (.+)$/.exec(name)?.[1];
  if (service === undefined || category === undefined) return undefined;
  return { component: [service, ...below.split('\\').filter((part) => part !== '')].join(', '), category };
}

/** All categories of one key are listed together, so their levels are asked for together. */
export const diagnosticsPage = {
  of: (place: Place): string | undefined => (diagnosticsOf(place) === undefined ? undefined : place.key),
  question: (places: readonly Place[]): string =>
    `Lines of ${categoriesOf(places).join(', ')} as regedt32 shows them, such as 2 Logons 0x1; several with commas between, or none`,
  parse(
    answer: string,
    places: readonly Place[],
  ): { readonly readings: readonly Settable<RegistryData>[] } | { readonly problem: string } {
    const levels = new Map<string, number>();
    const said = answer.trim();
    for (const part of said.toLowerCase() === 'none' ? [] : said.split(/\s*,\s*/)) {
      const [, name = '', level = ''] =
        /^(\d+ .+?)(?:\s*:\s*REG_DWORD\s*:)?\s+(0x[0-9a-f]+|\d+)$/i.exec(part) ?? [];
      if (name === '') {
        return {
          problem: `${part === '' ? 'An empty answer' : part} is no line of such a key. Write its number, the category and the level, such as 2 Logons 0x1, or none.`,
        };
      }
      levels.set(name.toLowerCase(), Number(level));
    }
    return {
      readings: places.map(({ name }) => {
        const level = levels.get(name.toLowerCase());
        return level === undefined ? absent : present(dword(level));
      }),
    };
  },
};

const categoriesOf = (places: readonly Place[]): readonly string[] => [
  ...new Set(places.flatMap((place) => diagnosticsOf(place)?.category ?? [])),
];

/** The page shows levels and no numbers before the names; only the key has both. @param openKeyLines up to the key */
export const lookAtDiagnostics = (
  { component, category }: Diagnostics,
  openKeyLines: readonly string[],
): HandText => ({
  clicks: [
    ...openPage,
    `Under Services choose ${component}. Read the level beside ${category}. Cancel.`,
    ...openKeyLines,
    `The same categories stand on the right, each with its number before the name: None is 0x0, Minimum 0x1, Medium 0x3, Maximum 0x5. Note the line of ${category}, and of each other category that is asked for.`,
  ],
});

export function setDiagnostics({ component, category }: Diagnostics, level: number): HandText {
  const position = Object.entries(positions).find(([, number]) => number === level)?.[0];
  return {
    clicks: [
      ...openPage,
      `Under Services choose ${component}.`,
      position === undefined
        ? `The page has no position for the level ${level} of ${category}: choose the next lower one, and set the number with regedt32.`
        : `Under Category select ${category}, and under Logging Level choose ${position}.`,
      `Choose OK, then open the page once more: beside ${category} stands ${position ?? 'the new level'}. All categories of ${component} are on this one page.`,
    ],
  };
}

/** exchange55: diagnostics, administrator; article line 80. */
const openPage: readonly string[] = [
  'Start Exchange Administrator and open the site, Configuration, Servers.',
  'Select the server, choose File, Properties, and the page Diagnostics Logging.',
];
