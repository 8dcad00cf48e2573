import { maskOf } from './access-mask.js';
import { sidOfAlias } from '../account/sid.js';

/** One entry of an access control list, with the very text it was read from. */
export interface Ace {
  readonly text: string;
  /** A allows, D denies; others are kept and not judged. */
  readonly type: string;
  /** OI, CI, IO, NP: what inherits it. */
  readonly flags: readonly string[];
  /** Undefined where the rights are spelled in a way that Batten does not know. */
  readonly mask: number | undefined;
  /** A SID; an alias that only a domain can resolve stays as it is. */
  readonly trustee: string;
}

/** A security descriptor in pieces that make up its text again. */
interface Pieces {
  readonly head: string;
  /** What stands between `D:` and the first entry. */
  readonly flags: string;
  /** Undefined where there is no list at all, which on NT lets everyone do everything. */
  readonly aces: readonly string[] | undefined;
  readonly tail: string;
}

const principal = '(?:[A-Z]{2}|S-1(?:-\\d+)+)';
const entry = '\\([^()]*\\)';
const descriptor = new RegExp(
  `^((?:O:${principal})?(?:G:${principal})?)(?:D:([A-Z_]*)((?:${entry})*))?((?:S:[A-Z_]*(?:${entry})*)?)$`,
  'i',
);

/** True for a security descriptor whose list Batten can take apart and put together again. */
export const isSddl = (text: string): boolean => pieces(text) !== undefined;

/** The entries in order; undefined where the descriptor has no list. */
export const aceTexts = (sddl: string): readonly string[] | undefined => pieces(sddl)?.aces;

/** The same descriptor with other entries; owner, group and audit entries keep their text. */
export function withAceTexts(sddl: string, aces: readonly string[]): string {
  const { head, flags, tail } = pieces(sddl) ?? { head: '', flags: '', tail: '' };
  return `${head}D:${noList(flags) ? '' : flags}${aces.join('')}${tail}`;
}

/** Takes one entry apart, `(A;OICI;0x1f01ff;;;BA)`. */
export function parseAce(text: string): Ace {
  const [type = '', flags = '', rights = '', , , trustee = ''] = text.slice(1, -1).split(';');
  const who = trustee.trim().toUpperCase();
  return {
    text,
    type: type.trim().toUpperCase(),
    flags: flags.toUpperCase().match(/../g) ?? [],
    mask: maskOf(rights.trim()),
    trustee: sidOfAlias[who] ?? who,
  };
}

/** True where two texts are the same entry in other letters: an alias for a SID, a name for a number, flags in another order. */
export const sameAce = (a: string, b: string): boolean => plainAce(a) === plainAce(b);

/** True where two descriptors hold the same entries in the same order. Owner and audit entries are not what Batten changes. */
export function sameList(a: string, b: string): boolean {
  const [left, right] = [aceTexts(a), aceTexts(b)];
  if (left === undefined || right === undefined) return left === right;
  return left.map(plainAce).join() === right.map(plainAce).join();
}

function plainAce(text: string): string {
  const { type, flags, mask, trustee } = parseAce(text);
  const [, , rights = '', object = '', inherited = ''] = text.slice(1, -1).split(';');
  return [type, [...flags].sort().join(''), mask ?? rights, object, inherited, trustee].join(';');
}

function pieces(sddl: string): Pieces | undefined {
  const found = descriptor.exec(sddl);
  if (found === null) return undefined;
  const [, head = '', flags, entries = '', tail = ''] = found;
  const aces = entries.match(/\([^()]*\)/g) ?? [];
  if (aces.some((ace) => ace.split(';').length !== 6)) return undefined;
  return { head, flags: flags ?? '', aces: flags === undefined || noList(flags) ? undefined : aces, tail };
}

const noList = (flags: string): boolean => flags.toUpperCase().includes('NO_ACCESS_CONTROL');
