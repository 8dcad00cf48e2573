import { levelOf, maskOfLevel, type Guarded, type Level } from './access-mask.js';
import { inheritance } from './expectation.js';
import { aceTexts, isSddl, parseAce, sameAce, type Ace } from './sddl.js';
import type { AccountNames } from '../../model/hand-text.js';
import { calledIn, nameIn, nameNotes, sidIn, unknownAccount } from '../account/names.js';
import { everyone, nameOfSid } from '../account/sid.js';

/** One line for people: `Everyone read, Administrators full`. */
export function showAcl(guarded: Guarded, sddl: string): string {
  const texts = aceTexts(sddl);
  if (texts === undefined) return 'no list: everyone may do everything';
  return texts.length === 0
    ? 'nobody has access'
    : texts.map((text) => words(guarded, parseAce(text))).join(', ');
}

/** What a command of NT 4.0 calls an account, and how much access it gets. */
export interface PlainEntry {
  readonly name: string;
  readonly level: Level;
}

/** What a person does in a Permissions dialog so that it shows this list and nothing else. @param before undefined where unknown */
export function clickTogether(
  guarded: Guarded,
  sddl: string,
  names: AccountNames,
  before: string | undefined,
): readonly string[] {
  const aces = acesOf(sddl);
  if (aces === undefined) {
    return [
      `There was no list before, which lets everyone in: give ${calledIn(names, everyone)} Full Control and remove all others. OK.`,
    ];
  }
  const now = before === undefined ? undefined : (acesOf(before) ?? []);
  const called = (ace: Ace): string => calledIn(names, ace.trustee);
  const gone = (now ?? []).filter((ace) => !aces.some(({ trustee }) => trustee === ace.trustee));
  return [
    ...missingFrom(now, aces).map(
      (ace) =>
        `If ${called(ace)} is not on the list, choose Add, type or choose ${called(ace)}, OK. Give it ${accessWords(guarded, ace)}.`,
    ),
    ...[...new Set(gone.map(called))].map((name) => `Select ${name} and choose Remove.`),
    ...(now === undefined ? ['Select each other name on the list and choose Remove.'] : []),
    `Choose OK. Open the list once more: it shows ${aces.length === 0 ? 'nobody' : aces.map((ace) => `${called(ace)} with ${accessWords(guarded, ace)}`).join(', ')}, and nobody else. Cancel.`,
  ];
}

/** Notes about the names of a list. */
export const aclNotes = (sddl: string, names: AccountNames): readonly string[] =>
  nameNotes(names, [...new Set((aceTexts(sddl) ?? []).map((text) => parseAce(text).trustee))]);

/** Every entry for a command; undefined where one is special, denies, or has no name, so that no command makes this list. */
export function plainEntries(
  guarded: Guarded,
  sddl: string,
  names: AccountNames,
): readonly PlainEntry[] | undefined {
  return allPlain(guarded, acesOf(sddl) ?? [], names);
}

/**
 * What commands grant and take away to come from one list to another. Nothing where any of it has no name or is special: to
 * take Everyone out is right only when those who are to stay were let in before.
 */
export function commandsBetween(
  guarded: Guarded,
  before: string | undefined,
  sddl: string,
  names: AccountNames,
): { readonly grants: readonly PlainEntry[]; readonly gone: readonly string[] } {
  const aces = acesOf(sddl) ?? [];
  const now = before === undefined ? undefined : acesOf(before);
  const grants = allPlain(guarded, missingFrom(now, aces), names);
  const gone = [...new Set((now ?? []).map(({ trustee }) => trustee))]
    .filter((sid) => !aces.some(({ trustee }) => trustee === sid))
    .map((sid) => nameIn(names, sid));
  return grants !== undefined && gone.every((name) => name !== undefined)
    ? { grants, gone }
    : { grants: [], gone: [] };
}

export const aclQuestion = (what: string): string =>
  `Permissions of ${what}, such as Everyone read, Administrators full; with the names that the list shows, or as SDDL`;

/** Reads `Everyone read, Administrators full`, `nobody`, or a descriptor that a tool has printed. */
export function parseAcl(
  guarded: Guarded,
  answer: string,
  names: AccountNames,
): { readonly sddl: string } | { readonly problem: string } {
  const said = answer.trim();
  if (said !== '' && isSddl(said)) return { sddl: said };
  if (said.toLowerCase() === 'nobody') return { sddl: 'D:' };
  const flags = inheritance[guarded].join('');
  let sddl = 'D:';
  for (const part of said.split(/\s*[,;]\s*/)) {
    const [, name = '', level = ''] = /^(.+?)\s+(full|change|read)(?:\s+control)?$/i.exec(part) ?? [];
    const sid = sidIn(names, name);
    if (sid === undefined) {
      return {
        problem: `${unknownAccount(part)} After each stands full, change or read; several with commas.`,
      };
    }
    const mask = maskOfLevel(guarded, asLevel(level));
    sddl += `(A;${flags};0x${mask.toString(16)};;;${sid})`;
  }
  return { sddl };
}

const asLevel = (words: string): Level => {
  const level = words.toLowerCase();
  return level === 'full' || level === 'change' ? level : 'read';
};

/** Undefined where there is no list at all. */
const acesOf = (sddl: string): readonly Ace[] | undefined => aceTexts(sddl)?.map(parseAce);

/** The entries that are wanted and not there yet. */
const missingFrom = (now: readonly Ace[] | undefined, wanted: readonly Ace[]): readonly Ace[] =>
  wanted.filter((ace) => now?.some(({ text }) => sameAce(text, ace.text)) !== true);

function allPlain(
  guarded: Guarded,
  aces: readonly Ace[],
  names: AccountNames,
): readonly PlainEntry[] | undefined {
  const entries = aces.map((ace) => plainEntry(guarded, ace, names));
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function plainEntry(guarded: Guarded, ace: Ace, names: AccountNames): PlainEntry | undefined {
  const level = levelOf(guarded, ace.mask ?? 0);
  const name = nameIn(names, ace.trustee);
  const known = level === 'full' || level === 'change' || level === 'read';
  return ace.type === 'A' && known && name !== undefined ? { name, level } : undefined;
}

/** As the Type of Access of a Permissions dialog calls it. */
function accessWords(guarded: Guarded, ace: Ace): string {
  const level = ace.mask === undefined ? 'special' : levelOf(guarded, ace.mask);
  const called = { full: 'Full Control', change: 'Change', read: 'Read' }[level];
  const denied = ace.type === 'D' ? ' denied (No Access where nothing less fits)' : '';
  return called === undefined ? `Special Access, ${level}${denied}` : `${called}${denied}`;
}

function words(guarded: Guarded, { type, flags, mask, trustee }: Ace): string {
  const what = mask === undefined ? 'special' : levelOf(guarded, mask);
  const below = flags.includes('IO') ? ' (below only)' : '';
  const denied = type === 'A' ? '' : type === 'D' ? 'denied ' : `${type} `;
  return `${nameOfSid(trustee)} ${denied}${what}${below}`;
}
