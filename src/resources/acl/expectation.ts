import { maskOfLevel, specific, type Guarded } from './access-mask.js';
import type { Expectation } from '../../model/expectation.js';
import { present, type Json, type Reading } from '../../model/reading.js';
import type { Resource } from '../../model/resource.js';
import { aceTexts, parseAce, withAceTexts, type Ace } from './sddl.js';
import { administrators, everyone, nameOfSid, system } from '../account/sid.js';

/** What a list must say, by SID. Entries of others are kept as they are. */
export interface GrantedAccess {
  readonly full?: readonly string[];
  readonly read?: readonly string[];
  /** Nothing may allow these anything. What denies them something stays. */
  readonly none?: readonly string[];
}

interface AclParts<Value> {
  readonly guarded: Guarded;
  readonly sddl: (value: Value) => string;
  /** @param value what is there now; undefined when the resource is absent */
  readonly withSddl: (value: Value | undefined, sddl: string) => Value;
  /** True where an absent resource already is what the step wants. */
  readonly absentMeets: boolean;
}

interface Grant {
  readonly sid: string;
  readonly mask: number;
}

/** The flags that let an entry hold for what lies inside. */
export const inheritance: Readonly<Record<Guarded, readonly string[]>> = {
  folder: ['OI', 'CI'],
  share: [],
  key: ['CI'],
};

/** An expectation on one list as a whole: who must have access is put in and who must have none taken out in one write. */
export function expectAccess<Value extends Json>(
  resource: Resource,
  typed: (reading: Reading) => Reading<Value>,
  parts: AclParts<Value>,
  access: GrantedAccess,
): Expectation {
  const { guarded } = parts;
  const grants = (['full', 'read'] as const).flatMap((level) =>
    (access[level] ?? []).map((sid) => ({ sid, mask: maskOfLevel(guarded, level) })),
  );
  const shut = (access.none ?? []).filter((sid) => !grants.some((grant) => grant.sid === sid));
  const valueOf = (reading: Reading): Value | undefined => {
    const checked = typed(reading);
    return checked.state === 'present' ? checked.value : undefined;
  };
  const fits = (aces: readonly Ace[]): boolean =>
    grants.every((grant) => covers(guarded, aces, grant)) && !aces.some((ace) => opens(ace, shut));
  return {
    resource,
    words: wordsOf(access),
    met(reading) {
      const value = valueOf(reading);
      return value === undefined ? parts.absentMeets : fits(entries(guarded, parts.sddl(value)));
    },
    aim(reading) {
      const value = valueOf(reading);
      if (value === undefined && parts.absentMeets) return reading;
      const sddl = value === undefined ? 'D:' : parts.sddl(value);
      const aces = entries(guarded, sddl);
      if (value !== undefined && fits(aces)) return reading;
      const texts = allow(
        guarded,
        aces.filter((ace) => !opens(ace, shut)),
        value === undefined ? [...keepers(guarded, shut), ...grants] : grants,
      ).map(({ text }) => text);
      return present(parts.withSddl(value, withAceTexts(sddl, texts)));
    },
  };
}

/** What is made anew is never closed to those who have to take it away again, but for whom the step itself shuts out. */
const keepers = (guarded: Guarded, shut: readonly string[]): readonly Grant[] =>
  [administrators, system]
    .filter((sid) => !shut.includes(sid))
    .map((sid) => ({ sid, mask: maskOfLevel(guarded, 'full') }));

/** Puts in what is missing of the grants; an entry that denies the same principal these rights goes. */
function allow(guarded: Guarded, aces: readonly Ace[], grants: readonly Grant[]): readonly Ace[] {
  let list = aces;
  for (const grant of grants) {
    if (covers(guarded, list, grant)) continue;
    list = list.filter((ace) => !denies(guarded, ace, grant));
    if (covers(guarded, list, grant)) continue;
    const flags = inheritance[guarded].join('');
    list = [...list, parseAce(`(A;${flags};0x${grant.mask.toString(16)};;;${grant.sid})`)];
  }
  return list;
}

/** Whether the principal's own entries give these rights on the object itself and on what inherits from it. */
function covers(guarded: Guarded, aces: readonly Ace[], { sid, mask }: Grant): boolean {
  const own = aces.filter(({ trustee }) => trustee === sid);
  const sum = (type: string, reach: (ace: Ace) => boolean): number =>
    own
      .filter((ace) => ace.type === type && reach(ace))
      .reduce((bits, ace) => bits | specific(guarded, ace.mask ?? 0), 0);
  return [...inheritance[guarded], 'itself'].every((part) => {
    const reach = ({ flags }: Ace): boolean =>
      part === 'itself' ? !flags.includes('IO') : flags.includes(part);
    return (sum('A', reach) & ~sum('D', reach) & mask) === mask;
  });
}

const denies = (guarded: Guarded, ace: Ace, { sid, mask }: Grant): boolean =>
  ace.type === 'D' && ace.trustee === sid && (specific(guarded, ace.mask ?? 0) & mask) !== 0;

const opens = ({ type, trustee }: Ace, shut: readonly string[]): boolean =>
  type === 'A' && shut.includes(trustee);

/** NT lets everyone do everything where there is no list; said as the entry that does the same. */
function entries(guarded: Guarded, sddl: string): readonly Ace[] {
  const open = `(A;${inheritance[guarded].join('')};GA;;;${everyone})`;
  return (aceTexts(sddl) ?? [open]).map(parseAce);
}

function wordsOf({ full = [], read = [], none = [] }: GrantedAccess): string {
  const named = (sids: readonly string[]): string => sids.map(nameOfSid).join(', ');
  return [
    full.length > 0 ? `gives full control to ${named(full)}` : '',
    read.length > 0 ? `lets ${named(read)} read` : '',
    none.length > 0 ? `is closed to ${named(none)}` : '',
  ]
    .filter((part) => part !== '')
    .join(' and ');
}
