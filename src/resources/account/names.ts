import type { AccountNames } from '../../model/hand-text.js';
import { nameOfSid, ridOf, sidOfWords } from './sid.js';

/** English names of the groups that every domain has. */
const domainGroups: Readonly<Record<number, string>> = {
  512: 'Domain Admins',
  513: 'Domain Users',
  514: 'Domain Guests',
};

/** What a dialog or tool of NT 4.0 takes: no quotation mark, which would end a command's word. */
const usable = (name: string | undefined): name is string =>
  name !== undefined && /^[^"\p{Cc}]+$/u.test(name);

/** Principals whose name stands for itself on every machine; only accounts of a domain are told apart by its name. */
const isBuiltIn = (sid: string): boolean => !/^S-1-5-21-/i.test(sid);

/**
 * The name of an account or group as the server spells it, `Administratoren` or `EXAMPLE\ExchSrv`; for a well-known one
 * that was not looked up its English name, and undefined for any other.
 */
export function nameIn(names: AccountNames, sid: string): string | undefined {
  const found = names[sid.toUpperCase()];
  if (usable(found)) return isBuiltIn(sid) ? found.slice(found.lastIndexOf('\\') + 1) : found;
  const english = nameOfSid(sid);
  return english === sid ? domainGroups[ridOf(sid) ?? 0] : english;
}

/** The name, or words for an account that is not known by name; never a SID, which no dialog takes. */
export function calledIn(names: AccountNames, sid: string): string {
  const rid = ridOf(sid);
  const builtIn = { 500: 'the built-in administrator', 501: 'the built-in guest' }[rid ?? 0];
  return (
    nameIn(names, sid) ?? builtIn ?? (rid === undefined ? 'a principal without a name' : `account ${rid}`)
  );
}

/** The account with this number in a server's or domain's own accounts, where its name is known; without the authority. */
export function nameOfRid(names: AccountNames, authority: string, rid: number): string | undefined {
  const owned = `${authority}\\`.toLowerCase();
  const [, name] =
    Object.entries(names).find(
      ([sid, name]) => ridOf(sid) === rid && usable(name) && name.toLowerCase().startsWith(owned),
    ) ?? [];
  return name?.slice(owned.length);
}

/** Understands the name of a known account, a well-known name in the server's language or in English, and a SID. */
export function sidIn(names: AccountNames, words: string): string | undefined {
  const said = words.trim().toLowerCase();
  const named = Object.keys(names).find(
    (sid) => names[sid]?.toLowerCase() === said || nameIn(names, sid)?.toLowerCase() === said,
  );
  return named ?? sidOfWords(words);
}

/** What to tell a person about names that are only known in English, or not at all. */
export function nameNotes(names: AccountNames, sids: readonly string[]): readonly string[] {
  const unknown = sids.filter((sid) => nameIn(names, sid) === undefined);
  const english = sids.filter((sid) => nameIn(names, sid) !== undefined && !usable(names[sid.toUpperCase()]));
  return [
    ...(english.length > 0
      ? [
          'Names of groups are those of an English server; one in another language shows its own, such as Jeder for Everyone.',
        ]
      : []),
    ...unknown.map(
      (sid) =>
        `What is called ${calledIn(names, sid)} here has no name that Batten knows. It is the one for which getsid of the Resource Kit prints ` +
        `${sid}: getsid \\\\%COMPUTERNAME% NAME \\\\%COMPUTERNAME% NAME, with each name that may be it. No dialog takes the number itself.`,
    ),
  ];
}

/** Quoted where a command would take it for two words. */
export const quotedName = (name: string): string => (/^[\w.$\\-]+$/.test(name) ? name : `"${name}"`);

/** What to answer where accounts are asked for. */
export const unknownAccount = (words: string): string =>
  `${words === '' ? 'An empty answer' : words} is not understood. Answer with names of accounts that Batten knows on this server, ` +
  'with well-known English names, or with the SID that getsid of the Resource Kit prints for a name.';
