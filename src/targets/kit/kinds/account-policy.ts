import type { Facts } from '../../../model/facts.js';
import { kind } from '../../../resources/account-policy.js';
import type { PolicyField } from '../../../resources/account/policy-fields.js';
import { present, unreadable } from '../../../model/reading.js';
import type { Resource } from '../../../model/resource.js';
import type { Capture } from '../capture.js';
import { notCollected } from '../folder/evidence.js';
import { noMeans, type KitKind } from './kit-kind.js';

const accounts: Capture = { what: 'print', command: 'accounts' };

/** The line of what `net accounts` prints, the same in every language, and the switch that sets it. */
const lines: Readonly<Partial<Record<PolicyField, { readonly line: number; readonly option?: string }>>> = {
  forceLogoff: { line: 0 },
  minimumPasswordAgeDays: { line: 1, option: 'minpwage' },
  maximumPasswordAgeDays: { line: 2, option: 'maxpwage' },
  minimumPasswordLength: { line: 3, option: 'minpwlen' },
  passwordHistoryLength: { line: 4, option: 'uniquepw' },
  lockoutThreshold: { line: 5 },
  lockoutDurationMinutes: { line: 6 },
  lockoutResetMinutes: { line: 7 },
};

/** Counts that print a word where there are none. */
const zeroWords: ReadonlySet<PolicyField> = new Set(['passwordHistoryLength', 'lockoutThreshold']);

export const accountPolicyKit: KitKind = {
  captures: (resource, facts) =>
    isOwn(resource, facts) && lines[fieldOf(resource)] ? [accounts] : undefined,
  read(resource, evidence) {
    const field = fieldOf(resource);
    const printed = evidence.printed(accounts);
    if (!evidence.has(accounts)) return notCollected('the account policy');
    const said = printed?.[lines[field]?.line ?? -1]?.split(':').at(-1)?.trim() ?? '';
    if (/^\d+$/.test(said)) return present({ value: Number(said) });
    if (said === '') return unreadable('net accounts did not print it');
    return present({ value: zeroWords.has(field) ? 0 : 'never' });
  },
  write({ resource, from, to }, _, facts) {
    const option = lines[fieldOf(resource)]?.option;
    const [was, wanted] = [kind.typed(from), kind.typed(to)];
    if (!isOwn(resource, facts)) return { byHand: 'it is not the policy of the server itself' };
    if (option === undefined) return { byHand: 'net accounts of NT 4.0 cannot set it' };
    if (was.state !== 'present' || wanted.state !== 'present')
      return { byHand: 'a policy always has a value' };
    const [word, back] = [wordOf(wanted.value.value), wordOf(was.value.value)];
    // What cannot be put back is not written either
    return word === undefined || back === undefined
      ? { byHand: 'net accounts takes no such value' }
      : {
          ...noMeans,
          commands: [`net accounts /${option}:${word}`],
          signs: [{ capture: accounts, differs: true }],
        };
  },
};

const fieldOf = (resource: Resource): PolicyField => kind.addressOf(resource).field;

const isOwn = (resource: Resource, facts: Facts): boolean =>
  kind.addressOf(resource).authority.toUpperCase() === facts.name.toUpperCase();

function wordOf(value: number | boolean | string): string | undefined {
  if (value === 'never') return 'unlimited';
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 999
    ? String(value)
    : undefined;
}
