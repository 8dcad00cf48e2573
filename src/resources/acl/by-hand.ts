import { levelOf, maskOfLevel, type Guarded, type Level } from './access-mask.js';
import { inheritance } from './expectation.js';
import { aceTexts, isSddl, parseAce, type Ace } from './sddl.js';
import { howToFind, nameOfSid, sidOfWords } from '../account/sid.js';

/** One line for people: `Everyone read, Administrators full`. */
export function showAcl(guarded: Guarded, sddl: string): string {
  const texts = aceTexts(sddl);
  if (texts === undefined) return 'no list: everyone may do everything';
  return texts.length === 0
    ? 'nobody has access'
    : texts.map((text) => words(guarded, parseAce(text))).join(', ');
}

/** The list to be clicked together in a Permissions dialog, one line a principal. */
export function aclLines(guarded: Guarded, sddl: string): readonly string[] {
  const aces = (aceTexts(sddl) ?? []).map(parseAce);
  return [
    ...aces.map((ace) => `  ${words(guarded, ace)}`),
    ...howToFind(aces.map(({ trustee }) => trustee)),
    'Names are those of an English server; one in another language shows its own, such as Jeder for Everyone.',
  ];
}

/** The account of each entry with the level that a command of NT 4.0 knows; special entries only the dialog can show. */
export function plainEntries(
  guarded: Guarded,
  sddl: string,
): readonly { readonly name: string; readonly level: Level }[] {
  return (aceTexts(sddl) ?? []).map(parseAce).flatMap((ace) => {
    const level = levelOf(guarded, ace.mask ?? 0);
    const known = level === 'full' || level === 'change' || level === 'read';
    return ace.type === 'A' && known ? [{ name: nameOfSid(ace.trustee), level }] : [];
  });
}

export const aclQuestion = (what: string): string =>
  `Permissions of ${what}, such as Everyone read, Administrators full (accounts by SID), or as SDDL`;

/** Reads `Everyone read, Administrators full`, `nobody`, or a descriptor that a tool has printed. */
export function parseAcl(
  guarded: Guarded,
  answer: string,
): { readonly sddl: string } | { readonly problem: string } {
  const said = answer.trim();
  if (said !== '' && isSddl(said)) return { sddl: said };
  if (said.toLowerCase() === 'nobody') return { sddl: 'D:' };
  const flags = inheritance[guarded].join('');
  let sddl = 'D:';
  for (const part of said.split(/\s*[,;]\s*/)) {
    const [, name = '', level = ''] = /^(.+?)\s+(full|change|read)(?:\s+control)?$/i.exec(part) ?? [];
    const sid = sidOfWords(name);
    if (sid === undefined) {
      return {
        problem:
          `${part === '' ? 'An empty answer' : part} is not understood. Say a well-known English name or a SID, ` +
          'then full, change or read; several with commas.',
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

function words(guarded: Guarded, { type, flags, mask, trustee }: Ace): string {
  const what = mask === undefined ? 'special' : levelOf(guarded, mask);
  const below = flags.includes('IO') ? ' (below only)' : '';
  const denied = type === 'A' ? '' : type === 'D' ? 'denied ' : `${type} `;
  return `${nameOfSid(trustee)} ${denied}${what}${below}`;
}
